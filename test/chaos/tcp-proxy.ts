// Stands in front of one server. Connections can be cut, refused, or left open and silent, as a network does it.
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { Socket } from 'node:net';

export type TcpProxy = Readonly<{
  /** breaks every connection and refuses new ones until `restore` */
  cut(): void;
  /** nothing passes in either direction, and nobody is told, until `restore` */
  stall(): void;
  restore(): void;
  close(): Promise<void>;
}>;

export async function openTcpProxy(port: number, target: number): Promise<TcpProxy> {
  const pairs = new Set<readonly [Socket, Socket]>();
  let mode: 'open' | 'cut' | 'stalled' = 'open';
  const server = createServer((near) => {
    if (mode === 'cut') {
      near.resetAndDestroy();
      return;
    }
    const far = connect(target, '127.0.0.1');
    const pair = [near, far] as const;
    pairs.add(pair);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      from.setNoDelay(true);
      from.on('data', (bytes) => {
        if (!to.write(bytes)) from.pause();
      });
      from.on('drain', () => {
        if (mode !== 'stalled') to.resume();
      });
      from.on('end', () => to.end());
      from.on('error', () => to.destroy());
      from.on('close', () => {
        pairs.delete(pair);
        to.destroy();
      });
      if (mode === 'stalled') from.pause();
    }
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const reset = (): void => {
    for (const pair of pairs) for (const socket of pair) socket.resetAndDestroy();
  };
  return {
    cut() {
      mode = 'cut';
      reset();
    },
    stall() {
      mode = 'stalled';
      for (const pair of pairs) for (const socket of pair) socket.pause();
    },
    restore() {
      mode = 'open';
      for (const pair of pairs) for (const socket of pair) socket.resume();
    },
    async close() {
      reset();
      server.close();
      await once(server, 'close');
    },
  };
}
