import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** Statements executed: by whom (the connection's `application_name`), under which name it prepared them ('' for none), how many. */
export type Statements = readonly { by: string; prepared: string; count: number }[];

/** A frontend message that runs a statement: Query, or Execute of the extended protocol (PostgreSQL docs 54.7). */
const QUERY = 'Q'.charCodeAt(0);
const EXECUTE = 'E'.charCodeAt(0);
/** Names the prepared statement that the next Execute runs. */
const BIND = 'B'.charCodeAt(0);

export type CountingProxy = Awaited<ReturnType<typeof countingProxy>>;

/**
 * Stands between a program and its PostgreSQL and counts the statements that pass, whatever driver or pool sent them.
 * `url`: the same database through the proxy.
 */
export async function countingProxy(databaseUrl: string) {
  const target = new URL(databaseUrl);
  const counts = new Map<string, { by: string; prepared: string; count: number }>();
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    const count = statementCounter((by, prepared) => {
      const known = counts.get(`${by}/${prepared}`) ?? { by, prepared, count: 0 };
      counts.set(`${by}/${prepared}`, { ...known, count: known.count + 1 });
    });
    client.on('data', count);
    client.pipe(upstream).pipe(client);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket));
    }
  });
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const url = new URL(databaseUrl);
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    /** Since the last call. */
    take(): Statements {
      const taken = [...counts.values()];
      counts.clear();
      return taken;
    },
    async close(): Promise<void> {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Takes one connection apart into messages: a start-up packet without a type, then a type byte and a length each. */
function statementCounter(
  onStatement: (applicationName: string, prepared: string) => void,
): (chunk: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0);
  let name: string | null = null;
  let prepared = '';
  return (chunk) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (;;) {
      const header = name === null ? 0 : 1;
      if (rest.length < header + 4) return;
      const end = header + rest.readInt32BE(header);
      if (rest.length < end) return;
      const message = rest.subarray(0, end);
      rest = rest.subarray(end);
      if (name === null) name = applicationName(message);
      else if (message[0] === BIND) prepared = message.subarray(5).toString('utf8').split('\0', 2)[1] ?? '';
      else if (message[0] === EXECUTE) onStatement(name, prepared);
      else if (message[0] === QUERY) onStatement(name, '');
    }
  };
}

/** Of a start-up packet: length, protocol, then names and values, each ended by a zero byte. */
function applicationName(packet: Buffer): string {
  const words = packet.subarray(8).toString('utf8').split('\0');
  const place = words.findIndex((word, index) => index % 2 === 0 && word === 'application_name');
  return place < 0 ? 'unnamed' : (words[place + 1] ?? 'unnamed');
}
