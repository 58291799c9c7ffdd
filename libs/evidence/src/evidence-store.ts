import type { Readable } from 'node:stream';
import type { SpooledFile } from './spool.ts';

/**
 * Where evidence is kept: bytes under the SHA-256 of themselves, never changed and never deleted. What a file is evidence of,
 * and whether it still stands, the log says.
 */
export interface EvidenceStore {
  /** Moves a spooled file in. A file that is there already is left as it is: same name, same bytes. */
  keep(file: SpooledFile): Promise<void>;
  /** Null: there is no such file. The reader checks the hash of what it got. */
  open(sha256: string): Promise<Readable | null>;
}

/** What a file of the store is called: 64 lower-case hex digits. A store takes and gives no other name. */
export const SHA256_NAME = /^[0-9a-f]{64}$/;
