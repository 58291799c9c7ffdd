import { availableParallelism } from 'node:os';
import { Client } from 'pg';
import type { Position } from './event-store.ts';
import { createLogChain, type LogReport } from './verify/log-chain.ts';
import type { LogPart } from './verify/log-part.ts';
import { startPartReader } from './verify/part-reader.ts';
import { BY_INDEX, POSITIONS_A_PART, readHeads, readPart } from './verify/read-part.ts';

const MOST_THREADS = 4;
/** A shorter log is read sooner than threads have started: each costs half a second of a core. */
const WORTH_THREADS = 1_000_000;

/**
 * Reads the whole log and checks all that the log can prove by itself: positions without a gap, bytes against leaf hashes,
 * each stream's versions and chain, columns against bytes, time never falling, and each stream's head row. Needs no keys.
 * What it cannot see takes a signed checkpoint: a log rewritten from some point to its end, its tables cut back together, or
 * events of different streams that changed places within one instant.
 * A long log is read by several threads, which look at each row by itself; what rows must agree about is checked here in log
 * order. `threads`: 0 reads here.
 */
export async function verifyLog(options: {
  connectionString: string;
  onProgress?(events: number): void;
  threads?: number;
}): Promise<LogReport> {
  const { connectionString } = options;
  const client = new Client({ connectionString, application_name: 'dondoc verify' });
  await client.connect();
  try {
    // One snapshot: events appended meanwhile are no difference between the two tables, nor between threads.
    await client.query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
    await client.query(BY_INDEX);
    const last = await lastPosition(client);
    const threads =
      options.threads ?? (last < WORTH_THREADS ? 0 : Math.min(MOST_THREADS, availableParallelism()));
    const chain = createLogChain();
    const here = {
      read: (after: Position) => readPart(client, after),
      next: (after: Position) => nextPosition(client, after),
    };
    const parts =
      threads === 0
        ? partsOf(last, here, 1)
        : partsInThreads(last, { connectionString, snapshot: await exported(client) }, here.next, threads);
    for await (const part of parts) {
      chain.add(part);
      options.onProgress?.(chain.events());
    }
    return chain.finish(await readHeads(client, chain.streams()));
  } finally {
    await client.end();
  }
}

async function* partsInThreads(
  last: Position,
  reading: Parameters<typeof startPartReader>[0],
  next: (after: Position) => Promise<Position>,
  threads: number,
): AsyncIterable<LogPart> {
  const readers = Array.from({ length: threads }, () => startPartReader(reading));
  let turn = 0;
  // Each thread reads one part and has the next one waiting.
  const busy = readers.map(() => Promise.resolve() as Promise<unknown>);
  const read = (after: Position) => {
    const at = turn++ % threads;
    const reader = readers[at] as (typeof readers)[number];
    const part = (busy[at] ?? Promise.resolve()).then(() => reader.read(after));
    busy[at] = part.catch(() => undefined);
    return part;
  };
  try {
    yield* partsOf(last, { read, next }, threads * 2);
  } finally {
    await Promise.all(readers.map((reader) => reader.stop()));
  }
}

/** The parts in log order, so many of them under way. */
async function* partsOf(
  last: Position,
  {
    read,
    next,
  }: {
    read: (after: Position) => Promise<LogPart>;
    next: (after: Position) => Promise<Position>;
  },
  atOnce: number,
): AsyncIterable<LogPart> {
  const underWay: Promise<LogPart>[] = [];
  for (let after = 0; after < last || underWay.length > 0;) {
    while (after < last && underWay.length < atOnce) {
      const part = read(after);
      // Whoever waits for it is told; until then it is no unhandled one.
      part.catch(() => undefined);
      underWay.push(part);
      after += POSITIONS_A_PART;
    }
    const part = (await underWay.shift()) as LogPart;
    // A hole may be wider than anybody wants to wait for.
    if (part.size === 0) after = Math.max(after, (await next(after)) - 1);
    yield part;
  }
}

/** The first position after this one where something stands; past every position when nothing does. */
async function nextPosition(client: Client, after: Position): Promise<Position> {
  const { rows } = await client.query<{ next: string }>(
    'SELECT coalesce(min(position), 9007199254740991) AS next FROM es.event WHERE position > $1',
    [after],
  );
  return Number(rows[0]?.next);
}

async function lastPosition(client: Client): Promise<Position> {
  const { rows } = await client.query<{ last: string }>(
    'SELECT coalesce(max(position), 0) AS last FROM es.event',
  );
  return Number(rows[0]?.last);
}

async function exported(client: Client): Promise<string> {
  const { rows } = await client.query<{ id: string }>('SELECT pg_export_snapshot() AS id');
  return rows[0]?.id ?? '';
}
