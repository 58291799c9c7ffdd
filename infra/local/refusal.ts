/** What a person can do something about: one sentence, shown without a stack, and a non-zero exit. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}

const DISK_FULL = 'the disk is full: free about 1 GB and start again; nothing that was recorded is lost.';

/** The sentence for a person: a full disk is recognised wherever it struck, a fault keeps its stack. */
export function explain(error: unknown): string {
  if (error instanceof Refusal) return error.message;
  if (isDiskFull(error)) return DISK_FULL;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

export function isDiskFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT' || error.code === '53100'))
    return true;
  return /No space left on device|ENOSPC/.test(error.message) || isDiskFull(error.cause);
}

/** The errno name (`ENOENT`, `EADDRINUSE`…) of a system error, else undefined. */
export function errnoOf(error: unknown): string | undefined {
  // By shape: under Jest a system error is of another realm's Error class.
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
