import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { evidenceStoreContract } from '@dondoc/evidence/evidence-store.contract.ts';
import { s3EvidenceStore } from '@dondoc/evidence/s3-store.ts';
import { startTestS3, type TestS3 } from '../../servers/test-s3.ts';
import { describeWith } from '../process/servers.ts';

describeWith('TEST_S3_BIN', 'Evidence in a bucket of a real S3 server', (binary) => {
  let server: TestS3;
  beforeAll(async () => {
    server = await startTestS3(binary);
  }, 90_000);
  afterAll(() => server.stop());

  evidenceStoreContract('a bucket', () => Promise.resolve(s3EvidenceStore(server.access)));

  describe('What the server itself holds to', () => {
    const unavailable = (reason: RegExp) =>
      expect.objectContaining({ code: 'evidence-store-unavailable', message: expect.stringMatching(reason) });

    it('refuses bytes that are other than their name, and keeps them in the spool', async () => {
      const folder = mkdtempSync(join(tmpdir(), 'dondoc-evidence-'));
      const file = { path: join(folder, 'changed'), sha256: 'c'.repeat(64), size: 5_000 };
      writeFileSync(file.path, randomBytes(5_000));
      const store = s3EvidenceStore(server.access);
      await expect(store.keep(file)).rejects.toEqual(unavailable(/ 400 /));
      expect(existsSync(file.path)).toBe(true);
      expect(await store.open(file.sha256)).toBeNull();
      rmSync(folder, { recursive: true });
    });

    it.each([
      ['a wrong secret', { secretAccessKey: 'another' }, / 403 SignatureDoesNotMatch/],
      ['an unknown user', { accessKeyId: 'nobody' }, / 403 InvalidAccessKeyId/],
    ])('refuses %s, which is no missing file', async (_what, other, reason) => {
      const store = s3EvidenceStore({ ...server.access, ...other });
      await expect(store.open('0'.repeat(64))).rejects.toEqual(unavailable(reason));
    });

    it('has no bucket of another name, which is no missing file either', async () => {
      const store = s3EvidenceStore({ ...server.access, url: `${server.access.url}-of-others` });
      await expect(store.open('0'.repeat(64))).rejects.toEqual(unavailable(/ 404 NoSuchBucket/));
    });
  });
});
