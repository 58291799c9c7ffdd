import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { NewEvidence } from '@dondoc/domain/assignment/monitoring/monitoring.events.ts';
import { folderEvidenceStore } from '@dondoc/evidence/folder-store.ts';
import { receiveEvidence, type EvidenceIntake } from '@dondoc/evidence/receive-evidence.ts';

const MOST_BYTES = 1_048_576;

/** The evidence of a simulated year, taken in and kept as the product does with an upload. */
export function openEvidenceShelf(folder: string) {
  const store = folderEvidenceStore(join(folder, 'kept'));
  const intake: EvidenceIntake = {
    store,
    spoolFolder: join(folder, 'spool'),
    scanner: null,
    maxBytes: MOST_BYTES,
  };
  return {
    /** Uploads one text of a simulated office. */
    async put(name: string, text: string): Promise<NewEvidence> {
      const received = await receiveEvidence(intake, { name, content: Readable.from([Buffer.from(text)]) });
      await store.keep(received);
      const { sha256, size, title, mediaType } = received;
      return { sha256, size, title, mediaType, supersedes: null };
    },
    /** Are the bytes there, and still those of the name? */
    async isWhole(sha256: string): Promise<boolean> {
      const content = await store.open(sha256);
      if (content === null) return false;
      return (
        createHash('sha256')
          .update(await buffer(content))
          .digest('hex') === sha256
      );
    },
  };
}

export type EvidenceShelf = ReturnType<typeof openEvidenceShelf>;
