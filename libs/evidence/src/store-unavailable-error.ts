/** The evidence store does not take or give a file: it is away, full, or its access is wrong. Nothing went on record. */
export class StoreUnavailableError extends Error {
  override readonly name = 'StoreUnavailableError';
  readonly code = 'evidence-store-unavailable';
  constructor(reason: string, options?: { cause: unknown }) {
    super(`The evidence store does not answer as it should (${reason}). Try again in a while.`, options);
  }
}
