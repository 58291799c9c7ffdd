import { createReadStream } from 'node:fs';
import { access, link, mkdir, open, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { SHA256_NAME, type EvidenceStore } from './evidence-store.ts';

/** Evidence in a folder of this machine: `ab/cd/abcd…`, read-only files. The spool must lie on the same file system. */
export function folderEvidenceStore(folder: string): EvidenceStore {
  const pathOf = (sha256: string) => {
    // The only way into a path of ours: a name that is not a hash never gets there.
    if (!SHA256_NAME.test(sha256))
      throw new TypeError('A file of the evidence store is named by its SHA-256.');
    return join(folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
  };
  return {
    async keep({ path, sha256 }) {
      const target = pathOf(sha256);
      await mkdir(dirname(target), { recursive: true, mode: 0o700 });
      try {
        // A link appears whole or not at all, and never takes the place of what is there.
        await link(path, target);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
      await syncFolder(dirname(target));
      await rm(path, { force: true });
    },
    async open(sha256) {
      const path = pathOf(sha256);
      try {
        await access(path);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
        throw error;
      }
      return createReadStream(path);
    },
  };
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
