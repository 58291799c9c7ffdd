import { createServer, type AddressInfo, type Server } from 'node:net';
import { Readable } from 'node:stream';
import { afterEach, describe, expect, it } from '@jest/globals';
import { clamdScanner } from './clamd-scanner.ts';
import { EICAR } from './test-files.ts';

let server: Server | undefined;
afterEach(() => new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve())));

/** Speaks clamd's side of INSTREAM, and finds what clamd finds in the EICAR test file. */
async function fakeClamd(limit = 1_000_000): Promise<{ port: number; received: () => Buffer }> {
  let received = Buffer.alloc(0);
  server = createServer((socket) => {
    let bytes = Buffer.alloc(0);
    let content = Buffer.alloc(0);
    socket.on('error', () => undefined);
    socket.on('data', (data) => {
      bytes = Buffer.concat([bytes, data]);
      if (!bytes.subarray(0, 10).equals(Buffer.from('zINSTREAM\0').subarray(0, Math.min(10, bytes.length)))) {
        socket.end('UNKNOWN COMMAND\0');
        return;
      }
      let at = 10;
      content = Buffer.alloc(0);
      while (bytes.length >= at + 4) {
        const length = bytes.readUInt32BE(at);
        if (length === 0) {
          received = content;
          socket.end(content.includes(EICAR) ? 'stream: Eicar-Test-Signature FOUND\0' : 'stream: OK\0');
          return;
        }
        if (bytes.length < at + 4 + length) return;
        content = Buffer.concat([content, bytes.subarray(at + 4, at + 4 + length)]);
        at += 4 + length;
        if (content.length > limit) {
          socket.end('INSTREAM size limit exceeded. ERROR\0');
          return;
        }
      }
    });
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port, received: () => received };
}
const scan = (port: number, ...chunks: Buffer[]) =>
  clamdScanner({ host: '127.0.0.1', port, timeoutMs: 5_000 }).scan(Readable.from(chunks));

describe('A clamd', () => {
  it('is sent the whole file, in chunks, and calls a clean one clean', async () => {
    const { port, received } = await fakeClamd();
    const file = [Buffer.alloc(150_000, 'a'), Buffer.from('b')];
    expect(await scan(port, ...file)).toBeNull();
    expect(received().equals(Buffer.concat(file))).toBe(true);
  });

  it('names what it found: the EICAR test file', async () => {
    const { port } = await fakeClamd();
    expect(await scan(port, Buffer.from(EICAR))).toBe('Eicar-Test-Signature');
  });

  it('that refuses, hangs up or is not there makes nothing clean', async () => {
    const { port } = await fakeClamd(10);
    await expect(scan(port, Buffer.alloc(200_000))).rejects.toMatchObject({ code: 'scanner-unavailable' });
    await new Promise<void>((resolve) => server?.close(() => resolve()));
    server = undefined;
    await expect(scan(port, Buffer.from('a'))).rejects.toMatchObject({ code: 'scanner-unavailable' });
  });
});
