import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DomainError } from '@dondoc/domain/domain-error.ts';

/** A file that has come whole but is not evidence yet. `path` is a name of ours: nothing the sender said is in it. */
export type SpooledFile = { path: string; sha256: string; size: number };

/** What a killed process left behind is swept after this long: no upload takes a day. */
const STALE_MS = 24 * 60 * 60 * 1000;

/**
 * Takes the bytes of one upload into `folder`, hashing and counting as they come. Leaves nothing behind when it fails.
 * Throws DomainError 'evidence-too-large' or 'evidence-empty'; a stream that was cut off throws its own error.
 */
export async function spool(folder: string, source: Readable, maxBytes: number): Promise<SpooledFile> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, randomUUID());
  const hash = createHash('sha256');
  let size = 0;
  try {
    await pipeline(
      source,
      async function* (chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          size += chunk.length;
          // Read to its end and dropped: whoever sends it hears the refusal only when all is sent.
          if (size > maxBytes) continue;
          hash.update(chunk);
          yield chunk;
        }
        if (size > maxBytes) throw tooLarge(maxBytes);
      },
      // Evidence that was acknowledged must outlive a power cut.
      createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true }),
    );
    if (size === 0) throw new DomainError('evidence-empty', 'The file is empty.', { rule: 'R-06' });
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
  return { path, sha256: hash.digest('hex'), size };
}

function tooLarge(maxBytes: number): DomainError {
  return new DomainError(
    'evidence-too-large',
    `A file may be ${Math.floor(maxBytes / 1_048_576)} MiB at most. Split it, or scan it with fewer dots per inch.`,
    { rule: 'R-06', maxBytes },
  );
}

/** Removes what a killed process left in the spool. */
export async function sweepSpool(folder: string, nowMs: number): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    if (nowMs - (await stat(path)).mtimeMs > STALE_MS) await rm(path, { force: true });
  }
}
