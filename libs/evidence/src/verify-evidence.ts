import { createHash } from 'node:crypto';

/** A file as the log names it: by the SHA-256 of its bytes, and how many there are. */
export type NamedEvidence = { position: number; sha256: string; size: number };
/** 'missing': there is no such file. 'altered': what is there has other bytes; `found` is their hash. */
type EvidenceFault<Named> = Named & { fault: 'missing' | 'altered'; found: string | null };
export type EvidenceReport<Named = NamedEvidence> = {
  ok: boolean;
  files: number;
  bytes: number;
  faults: EvidenceFault<Named>[];
};

/**
 * Reads every file that the log names and hashes it again. A file named often is read once and told of where it is named first. What is
 * in the store and in no event is no fault: it was kept and then refused. `open` answers null where there is no such file.
 */
export async function verifyEvidence<Named extends NamedEvidence>(
  named: readonly Named[],
  open: (file: Named) => Promise<AsyncIterable<Uint8Array> | null>,
  onProgress: (files: number, of: number) => void = () => undefined,
): Promise<EvidenceReport<Named>> {
  const first = new Map<string, Named>();
  for (const file of named) if (!first.has(file.sha256)) first.set(file.sha256, file);
  const faults: EvidenceFault<Named>[] = [];
  let bytes = 0;
  let files = 0;
  for (const file of first.values()) {
    const found = await bytesOf(await open(file));
    bytes += found?.size ?? 0;
    if (found === null) faults.push({ ...file, fault: 'missing', found: null });
    else if (found.sha256 !== file.sha256 || found.size !== file.size) {
      faults.push({ ...file, fault: 'altered', found: found.sha256 });
    }
    files += 1;
    onProgress(files, first.size);
  }
  return { ok: faults.length === 0, files, bytes, faults };
}

async function bytesOf(
  content: AsyncIterable<Uint8Array> | null,
): Promise<{ sha256: string; size: number } | null> {
  if (content === null) return null;
  const hash = createHash('sha256');
  let size = 0;
  for await (const chunk of content) {
    size += chunk.length;
    hash.update(chunk);
  }
  return { sha256: hash.digest('hex'), size };
}
