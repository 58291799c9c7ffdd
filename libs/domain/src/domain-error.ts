/** A rule said no. Expected, safe to show to the caller, never retried. `code` is stable kebab-case; the message says what to do. */
export class DomainError<Code extends string = string> extends Error {
  // One class, many codes: Temporal reports the constructor's name as the failure type, so a subclass would slip past retry rules.
  override readonly name = 'DomainError';

  constructor(
    readonly code: Code,
    message: string,
    /** What the refusal is about, e.g. `{ path: '/answers/1', rule: 'R-02', missing: ['2'] }`. */
    readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
  }
}

/** Names the kind of what was not handled, never its content: an opened event holds sealed text, and this ends in logs. */
export function assertNever(value: never): never {
  const unknown: unknown = value;
  const kind =
    typeof unknown === 'object' && unknown !== null && 'type' in unknown ? unknown.type : typeof unknown;
  throw new TypeError(`Unhandled case: ${String(kind)}`);
}
