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

export function assertNever(value: never): never {
  throw new TypeError(`Unhandled case: ${JSON.stringify(value)}`);
}
