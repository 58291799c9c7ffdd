import { createHash } from 'node:crypto';
import { createServer } from 'node:net';

/** Below the range from which systems take ports for outgoing connections, so that a remembered port stays free. */
const FIRST = 20_000;
const SPAN = 10_000;
const HOST = '127.0.0.1';

export async function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, host: HOST, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

/**
 * The remembered port when it is free, else the next free one from a place in the range that depends on `owner`, so that two
 * data directories do not race for the same ports.
 * @param taken ports given out already in this start
 */
export async function choosePort(
  remembered: number | undefined,
  owner: string,
  taken: ReadonlySet<number>,
): Promise<number> {
  if (remembered !== undefined && !taken.has(remembered) && (await isFree(remembered))) return remembered;
  const offset = createHash('sha256').update(owner).digest().readUInt32BE(0);
  for (let step = 0; step < SPAN; step += 1) {
    const port = FIRST + ((offset + step) % SPAN);
    if (!taken.has(port) && (await isFree(port))) return port;
  }
  throw new Error(`no port between ${FIRST} and ${FIRST + SPAN} is free`);
}
