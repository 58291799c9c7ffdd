import { DomainError } from './domain-error.ts';

/** One thing wrong with a command: a JSON pointer into its data (RFC 6901) and what should be different. */
export type Fault = { path: string; message: string };

/**
 * Refuses with every fault at once, so that nobody has to send a form five times to learn five things.
 * The refusal's details carry them as `errors: { path, rule, message }[]`.
 */
export function refuseFaults(
  code: string,
  rule: string,
  faults: readonly Fault[],
  details: Readonly<Record<string, unknown>> = {},
): void {
  if (faults.length === 0) return;
  const listed = faults.map(({ path, message }) => `${path} ${message}`).join('; ');
  const errors = faults.map(({ path, message }) => ({ path, rule, message }));
  throw new DomainError(code, `Refused by ${rule}. Put right: ${listed}.`, { rule, ...details, errors });
}

/** The faults of a list of checks, each written as [path, whether it holds, what should be different]. */
export function faultsOf(
  checks: readonly (readonly [path: string, holds: boolean, message: string])[],
): Fault[] {
  return checks.flatMap(([path, holds, message]) => (holds ? [] : [{ path, message }]));
}
