import { once } from 'node:events';
import { createConnection, type Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { ScannerUnavailableError, type VirusScanner } from './virus-scanner.ts';

const CHUNK = 64 * 1024;
const MAX_ANSWER = 4_096;

/**
 * A clamd of ClamAV over TCP, by its INSTREAM command (clamd(8)): `zINSTREAM\0`, then chunks of a 4-byte big-endian length and
 * so many bytes, then a length of 0; the answer is `stream: OK`, `stream: <name> FOUND` or `<reason> ERROR`, ended by NUL.
 */
export function clamdScanner({
  host,
  port,
  timeoutMs = 60_000,
}: {
  host: string;
  port: number;
  timeoutMs?: number;
}): VirusScanner {
  return {
    async scan(content) {
      const socket = createConnection({ host, port });
      socket.setTimeout(timeoutMs, () => socket.destroy(new Error(`no answer in ${timeoutMs} ms`)));
      try {
        await once(socket, 'connect');
        const answer = answerOf(socket);
        // Told below; a clamd that refuses the size hangs up while we still send.
        answer.catch(() => undefined);
        await send(socket, content).catch(() => undefined);
        return verdictOf(await answer);
      } catch (error) {
        if (error instanceof ScannerUnavailableError) throw error;
        throw new ScannerUnavailableError(error instanceof Error ? error.message : String(error), {
          cause: error,
        });
      } finally {
        content.destroy();
        socket.destroy();
      }
    },
  };
}

async function send(socket: Socket, content: Readable): Promise<void> {
  await write(socket, Buffer.from('zINSTREAM\0'));
  for await (const piece of content as AsyncIterable<Buffer>) {
    for (let from = 0; from < piece.length; from += CHUNK) {
      const chunk = piece.subarray(from, from + CHUNK);
      await write(socket, lengthOf(chunk.length));
      await write(socket, chunk);
    }
  }
  await write(socket, lengthOf(0));
}

function write(socket: Socket, bytes: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.write(bytes, (error) => (error ? reject(error) : resolve()));
  });
}

async function answerOf(socket: Socket): Promise<string> {
  let text = '';
  for await (const bytes of socket as AsyncIterable<Buffer>) {
    text += bytes.toString('latin1');
    if (text.includes('\0') || text.length > MAX_ANSWER) break;
  }
  return text.replace(/\0[^]*$/, '').trim();
}

function verdictOf(answer: string): string | null {
  if (answer === 'stream: OK') return null;
  const found = /^stream: (.+) FOUND$/.exec(answer)?.[1];
  if (found !== undefined) return found;
  throw new ScannerUnavailableError(answer === '' ? 'it hung up' : answer);
}

function lengthOf(bytes: number): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes);
  return length;
}
