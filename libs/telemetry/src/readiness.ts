import { within } from './metrics.ts';

/** How one part is: `required` parts make the process unready, the others are only reported. `detail` is for a person. */
export type Health = { name: string; ok: boolean; required: boolean; detail: string };
/** Looks at one part. Never throws. */
export type ReadinessCheck = () => Promise<Health>;

const PATIENCE_MS = 2_000;
const saying = (error: unknown) => (error instanceof Error ? error.message || error.name : String(error));

/**
 * A check from a question: what `ask` answers is the detail of a part that is well; what it throws, or its silence for 2 s,
 * is why it is not. Throw the reason in words an operator acts on.
 */
export const readinessCheck =
  (name: string, ask: () => Promise<string>, { required = true } = {}): ReadinessCheck =>
  async () => {
    try {
      return { name, required, ok: true, detail: await within(PATIENCE_MS, ask()) };
    } catch (error) {
      return { name, required, ok: false, detail: saying(error) };
    }
  };

/** Every part at once; ready when all that is required is well. */
export async function readinessOf(
  checks: readonly ReadinessCheck[],
): Promise<{ status: 'ready' | 'not-ready'; checks: Health[] }> {
  const found = await Promise.all(checks.map((check) => check()));
  return {
    status: found.every(({ ok, required }) => ok || !required) ? 'ready' : 'not-ready',
    checks: found,
  };
}
