/** A JSON pointer (RFC 6901) of these steps. */
export const pointer = (...steps: readonly (string | number)[]): string =>
  steps.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

/** The steps of a JSON pointer, or null when the text is none. */
export function stepsOf(text: string): string[] | null {
  if (!/^(?:\/(?:[^~/]|~[01])*)*$/.test(text)) return null;
  return text
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

type Json = Record<string, unknown> | unknown[];

/**
 * A copy of the document with one existing place changed; `-` at the end of a list appends. Null: the pointer leads nowhere.
 * Only the way to the place is copied.
 */
export function withValueAt(document: unknown, steps: readonly string[], value: unknown): unknown {
  const [step, ...rest] = steps;
  if (step === undefined) return value;
  if (typeof document !== 'object' || document === null) return null;
  const parent = document as Json;
  if (Array.isArray(parent)) {
    const end = step === '-' && rest.length === 0;
    const index = end ? parent.length : /^(?:0|[1-9]\d*)$/.test(step) ? Number(step) : -1;
    if (!end && (index < 0 || index >= parent.length)) return null;
    const changed = withValueAt(parent[index], rest, value);
    return changed === null && rest.length > 0 ? null : parent.toSpliced(index, 1, changed);
  }
  if (!Object.hasOwn(parent, step)) return null;
  const changed = withValueAt(parent[step], rest, value);
  return changed === null && rest.length > 0 ? null : { ...parent, [step]: changed };
}
