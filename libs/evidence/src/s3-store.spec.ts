import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { s3EvidenceStore } from './s3-store.ts';
import { PDF } from './test-files.ts';

type Seen = {
  method: string | undefined;
  url: string | undefined;
  headers: IncomingMessage['headers'];
  body: Buffer;
};

/** What a real server does not do on demand: it is busy, or away. The rest is tried on a real one (test/integration/evidence). */
describe('A bucket that is busy or away', () => {
  const sha256 = createHash('sha256').update(PDF).digest('hex');
  let folder: string;
  let server: Server;
  let answers: number[];
  let seen: Seen[];
  const store = () =>
    s3EvidenceStore({
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/evidence`,
      region: 'us-east-1',
      accessKeyId: 'key',
      secretAccessKey: 'secret',
    });
  const spooled = () => {
    const path = join(folder, 'spooled');
    writeFileSync(path, PDF);
    return { path, sha256, size: PDF.length };
  };
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'dondoc-evidence-'));
    seen = [];
    const answer = async (request: IncomingMessage, response: ServerResponse) => {
      const { method, url, headers } = request;
      seen.push({ method, url, headers, body: await buffer(request) });
      response.writeHead(answers.shift() ?? 500).end('<Error><Code>SlowDown</Code></Error>');
    };
    server = createServer((request, response) => void answer(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    rmSync(folder, { recursive: true });
  });

  it('is sent the whole file again, signed over its hash, until it takes it', async () => {
    answers = [503, 409, 200];
    const file = spooled();
    await store().keep(file);
    expect(existsSync(file.path)).toBe(false);
    expect(seen).toHaveLength(3);
    for (const { method, url, headers, body } of seen) {
      expect([method, url, body.equals(PDF)]).toEqual(['PUT', `/evidence/${sha256}`, true]);
      expect(headers).toMatchObject({
        'content-length': String(PDF.length),
        'x-amz-content-sha256': sha256,
        'if-none-match': '*',
        authorization: expect.stringMatching(/^AWS4-HMAC-SHA256 Credential=key\/\d{8}\/us-east-1\/s3\//),
      });
    }
  });

  it('that has the file already is content', async () => {
    answers = [412];
    await store().keep(spooled());
    expect(seen).toHaveLength(1);
  });

  it('is given up after some tries, by a reason, and the file stays in the spool', async () => {
    answers = [];
    const file = spooled();
    await expect(store().keep(file)).rejects.toMatchObject({
      code: 'evidence-store-unavailable',
      message: expect.stringContaining('S3 answered 500 SlowDown'),
    });
    expect(existsSync(file.path)).toBe(true);
    const address = store();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await expect(address.open(sha256)).rejects.toMatchObject({
      message: expect.stringContaining('ECONNREFUSED'),
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
});
