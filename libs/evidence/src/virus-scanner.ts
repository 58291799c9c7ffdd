import type { Readable } from 'node:stream';

/** Looks for what must not be kept. */
export interface VirusScanner {
  /** The name of what was found; null: clean. Throws ScannerUnavailableError when it could not look. */
  scan(content: Readable): Promise<string | null>;
}

/** The scanner that was asked for does not answer: nothing is taken unlooked at. */
export class ScannerUnavailableError extends Error {
  override readonly name = 'ScannerUnavailableError';
  readonly code = 'scanner-unavailable';
  constructor(reason: string, options?: { cause: unknown }) {
    super(`The virus scanner does not answer (${reason}). Send the file again in a while.`, options);
  }
}
