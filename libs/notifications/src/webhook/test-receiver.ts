import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What a receiver was sent, as the library of Standard Webhooks takes it. */
export type Taken = { headers: Record<string, string>; body: string };
export type Receiver = { url: string; taken: Taken[]; close(): void };

/** For specs: a real HTTP server of this machine that keeps what it is sent and answers as told. */
export async function startReceiver(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<Receiver> {
  const taken: Taken[] = [];
  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    );
    taken.push({ headers, body: await text(request) });
    answer(request, response);
  }
  const server = createServer((request, response) => {
    take(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    taken,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
