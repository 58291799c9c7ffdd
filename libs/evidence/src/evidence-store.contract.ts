import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EvidenceStore } from './evidence-store.ts';

/** What every evidence store must do. `open` is called once, with a folder that stores on disk may use; the spool lies in it too. */
export function evidenceStoreContract(name: string, open: (folder: string) => Promise<EvidenceStore>): void {
  describe(`An evidence store: ${name}`, () => {
    let folder: string;
    let store: EvidenceStore;
    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'dondoc-evidence-'));
      store = await open(folder);
    });
    afterAll(() => rmSync(folder, { recursive: true }));

    const spooled = (bytes: Buffer, sha256 = createHash('sha256').update(bytes).digest('hex')) => {
      const path = join(folder, randomBytes(8).toString('hex'));
      writeFileSync(path, bytes);
      return { path, sha256, size: bytes.length };
    };
    const opened = async (sha256: string) => {
      const content = await store.open(sha256);
      return content === null ? null : buffer(content);
    };

    it('gives back what it keeps, byte by byte, and takes it out of the spool', async () => {
      const bytes = randomBytes(300_000);
      const file = spooled(bytes);
      await store.keep(file);
      expect(existsSync(file.path)).toBe(false);
      expect((await opened(file.sha256))?.equals(bytes)).toBe(true);
    });

    it('keeps the same file once, however often and however many at once it comes', async () => {
      const bytes = randomBytes(1_000);
      const files = Array.from({ length: 4 }, () => spooled(bytes));
      await Promise.all(files.map((file) => store.keep(file)));
      await store.keep(spooled(bytes));
      expect((await opened(files[0]?.sha256 ?? ''))?.equals(bytes)).toBe(true);
      expect(files.filter(({ path }) => existsSync(path))).toEqual([]);
    });

    it('has none of what it was never given', async () => {
      expect(await store.open('0'.repeat(64))).toBeNull();
    });

    it.each(['../../etc/passwd', 'A'.repeat(64), ''])(
      'takes and gives no name but a hash: "%s"',
      async (sha256) => {
        await expect(store.open(sha256)).rejects.toThrow(TypeError);
        await expect(store.keep(spooled(Buffer.from('x'), sha256))).rejects.toThrow(TypeError);
      },
    );
  });
}
