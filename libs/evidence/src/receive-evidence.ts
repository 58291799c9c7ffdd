import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { DomainError } from '@dondoc/domain/domain-error.ts';
import type { EvidenceStore } from './evidence-store.ts';
import { fileTitle } from './file-title.ts';
import { sniffMediaType } from './media-type.ts';
import { spool, type SpooledFile } from './spool.ts';
import type { VirusScanner } from './virus-scanner.ts';

/** Where evidence comes in and what is taken. `scanner` null: none is configured, and nothing is looked for. */
export type EvidenceIntake = {
  store: EvidenceStore;
  spoolFolder: string;
  scanner: VirusScanner | null;
  /** Of one file, in bytes. */
  maxBytes: number;
};
/** A file that passed every check and waits to be kept. */
export type ReceivedFile = SpooledFile & { title: string; mediaType: string };

/**
 * Takes one upload in: whole, small enough, of an accepted kind by its content, and clean. Leaves nothing behind when it is
 * refused. Throws DomainError 'evidence-too-large', 'evidence-empty', 'evidence-type-refused', 'evidence-infected', and
 * ScannerUnavailableError.
 */
export async function receiveEvidence(
  { spoolFolder, scanner, maxBytes }: EvidenceIntake,
  { name, content }: { name: string; content: Readable },
): Promise<ReceivedFile> {
  const title = fileTitle(name);
  const file = await spool(spoolFolder, content, maxBytes);
  try {
    const found = scanner === null ? null : await scanner.scan(createReadStream(file.path));
    if (found !== null) {
      throw new DomainError('evidence-infected', `The virus scanner found ${found} in the file.`, {
        rule: 'R-06',
        found,
      });
    }
    return { ...file, title, mediaType: await sniffMediaType(file.path) };
  } catch (error) {
    await discard(file);
    throw error;
  }
}

export async function discard({ path }: Pick<SpooledFile, 'path'>): Promise<void> {
  await rm(path, { force: true });
}
