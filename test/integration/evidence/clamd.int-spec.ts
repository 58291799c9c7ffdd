import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { clamdScanner } from '@dondoc/evidence/clamd-scanner.ts';
import { EICAR, PDF } from '@dondoc/evidence/test-files.ts';
import { findClamd, startTestClamd } from '../../servers/test-clamd.ts';

const clamd = findClamd(process.env);
const declare = clamd === null ? describe.skip : describe;

declare('A real clamd (skipped: none is here; infra/local/toolchain/get-clamd.sh fetches one)', () => {
  let server: Awaited<ReturnType<typeof startTestClamd>>;
  beforeAll(async () => {
    if (clamd !== null) server = await startTestClamd(clamd);
  }, 90_000);
  afterAll(() => server.stop());
  const scan = (...pieces: readonly Buffer[]) => clamdScanner(server.address).scan(Readable.from(pieces));

  it('finds nothing in an honest file', async () => {
    expect(await scan(PDF)).toBeNull();
  });

  it('names what it found, also across two pieces of the stream', async () => {
    const bytes = Buffer.from(EICAR);
    expect(await scan(bytes)).toMatch(/^Dondoc\.Eicar\.Test/);
    expect(await scan(bytes.subarray(0, 20), bytes.subarray(20))).toMatch(/^Dondoc\.Eicar\.Test/);
  });

  it('that refuses the size is told as one that did not look', async () => {
    const large = Array.from({ length: 40 }, () => Buffer.alloc(65_536, 'x'));
    await expect(scan(...large)).rejects.toMatchObject({ code: 'scanner-unavailable' });
    expect(await scan(PDF)).toBeNull();
  });
});
