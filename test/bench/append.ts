import type { Pool as PgPool } from 'pg';
import { getPostgreSQLEventStore } from '@event-driven-io/emmett-postgresql';
import type { AppendRequest, EventStore } from '@dondoc/event-store/event-store.ts';
import { Pool } from 'pg';
import { v4 as uuidv4 } from 'uuid';
import type { BenchOptions } from './bench-servers.ts';
import { assigned, openStore, type Campaign } from './campaigns.ts';
import { copyIn, eventRows, eventTable } from './copy.ts';
import { alternating, percentile, ratioOf, row, type Result } from './report.ts';

const SECONDS = 2;
const COPIED = 50_000;
const CALLERS = [1, 32, 128] as const;
/** More than any of them does in a second: the units that stand ready to acknowledge. */
const READY_A_SECOND = { 1: 3_000, 32: 16_000, 128: 16_000 } as const;
const CONNECTIONS = 32;

/**
 * Durable single-event writes, closed loop: the product's whole command (load, fold, decide, append) and its append alone,
 * beside a COPY of the same events in one transaction, an INSERT of one row, and Emmett's append.
 */
export async function append({
  servers,
  units = COPIED,
  seconds = SECONDS,
  rounds,
  say,
}: BenchOptions): Promise<Result> {
  const [ours, others] = [await servers.newDatabase(), await servers.newDatabase()];
  const store = await openStore(ours.appUrl);
  const pool = new Pool({ connectionString: others.ownerUrl, max: CONNECTIONS });
  const owner = new Pool({ connectionString: ours.ownerUrl, max: 2 });
  const emmett = getPostgreSQLEventStore(others.ownerUrl, { connectionOptions: { pool } });
  try {
    await assigned(store, units);
    const rows = await eventRows(owner, units);
    const sample = (await store.readAll({ after: 0, limit: 10_000 })).find(
      ({ type }) => type === 'UnitAssigned',
    );
    if (sample === undefined) throw new Error('No unit was assigned.');
    await emmett.schema.migrate();
    await eventTable(pool, 'copied');
    await eventTable(pool, 'copied_as_jsonb', 'jsonb');
    await eventTable(pool, 'inserted');
    const latencies: number[] = [];
    const settled = async (work: () => Promise<number>): Promise<number> => {
      await owner.query('CHECKPOINT');
      return work();
    };

    const contestants: Record<string, () => Promise<number>> = {
      COPY: () => settled(async () => rows.length / (await copyIn(pool, 'copied', rows))),
      'COPY into jsonb': () =>
        settled(async () => rows.length / (await copyIn(pool, 'copied_as_jsonb', rows))),
    };
    for (const callers of CALLERS) {
      contestants[`command, ${callers}`] = () =>
        settled(async () => {
          const waiting = [...(await assigned(store, Math.ceil(READY_A_SECOND[callers] * seconds))).units];
          return rateOf(callers, seconds, acknowledging(waiting), callers === 128 ? latencies : []);
        });
      contestants[`append, ${callers}`] = () =>
        settled(() => rateOf(callers, seconds, appending(store, sample)));
      contestants[`INSERT, ${callers}`] = () =>
        settled(() => rateOf(callers, seconds, inserting(pool, rows)));
      contestants[`Emmett, ${callers}`] = () =>
        settled(() =>
          rateOf(callers, seconds, () =>
            emmett.appendToStream(`assignment-${uuidv4()}`, [
              { type: sample.type, data: { ...sample.data } },
            ]),
          ),
        );
    }
    const measured = await alternating(rounds, contestants, say);
    return result(measured, { latencies, rows, seconds });
  } finally {
    await emmett.close();
    await store.close();
    await Promise.all([pool.end(), owner.end()]);
  }
}

/** Calls a second of so many callers, each asking again when it is answered; false ends a caller early. */
async function rateOf(
  callers: number,
  seconds: number,
  call: () => Promise<unknown>,
  latencies: number[] = [],
): Promise<number> {
  const from = performance.now();
  const until = from + seconds * 1_000;
  let done = 0;
  const caller = async () => {
    for (let asked = performance.now(); asked < until; asked = performance.now()) {
      if ((await call()) === false) return;
      latencies.push(performance.now() - asked);
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  return (done * 1_000) / (performance.now() - from);
}

const acknowledging = (waiting: Campaign['units']) => () =>
  waiting.pop()?.acknowledge() ?? Promise.resolve(false);

const appending = (store: EventStore, { type, data, actor, at, correlationId }: Sample) => {
  return () =>
    store.append({
      streamId: uuidv4(),
      category: 'assignment',
      expectedVersion: 0,
      previousHash: '',
      events: [{ type, data }],
      commandId: uuidv4(),
      actor,
      at,
      correlationId,
    });
};
type Sample = Pick<AppendRequest, 'actor' | 'at' | 'correlationId'> & { type: string; data: object };

/** One prepared statement, one row, one transaction; over at most as many connections as everybody else has. */
function inserting(pool: PgPool, rows: readonly string[]) {
  const [template = ''] = rows;
  const [, , , , type, at, envelope, hash] = template.trimEnd().split('\t');
  let position = 0;
  return async () => {
    if (position === 0) {
      const last = await pool.query<{ last: string }>(
        'SELECT coalesce(max(position), 0) AS last FROM bench.inserted',
      );
      position = Math.max(position, Number(last.rows[0]?.last));
    }
    position += 1;
    await pool.query({
      name: 'bench-insert',
      text: 'INSERT INTO bench.inserted VALUES ($1, $2, 1, $3, $4, $5, $6, $7)',
      values: [position, uuidv4(), uuidv4(), type, at, envelope, `\\${hash?.replace(/^\\+/, '') ?? ''}`],
    });
  };
}

function result(
  measured: Record<string, number[]>,
  { latencies, rows, seconds }: { latencies: number[]; rows: readonly string[]; seconds: number },
): Result {
  const of = (name: string) => measured[name] ?? [];
  const toCopy = (name: string) => ratioOf(of(name), of('COPY'));
  const toEmmett = (name: string) => ratioOf(of(`${name}, 128`), of('Emmett, 128'));
  const bytes = Math.round(rows.reduce((sum, text) => sum + text.length, 0) / rows.length);
  const p99 = percentile(latencies, 0.99);
  return {
    figures: {
      commandToCopy: toCopy('command, 128'),
      appendToCopy: toCopy('append, 128'),
      commandToEmmett: toEmmett('command'),
      appendToEmmett: toEmmett('append'),
      commandP99Ms: p99,
    },
    rows: [
      ...Object.entries(measured).map(([name, figures]) => row(name, 'events/s', figures)),
      row('latency of a command at 128 callers, p50', 'ms', [percentile(latencies, 0.5)]),
      row('… p99', 'ms', [p99]),
      row('append, 128 callers / COPY into jsonb', 'ratio', [
        ratioOf(of('append, 128'), of('COPY into jsonb')),
      ]),
    ],
    bars: [
      { what: 'append, 128 callers / COPY (goal 0.5)', value: toCopy('append, 128'), atLeast: 0.33 },
      { what: 'append / Emmett, 128 callers', value: toEmmett('append'), atLeast: 10 },
      { what: 'command, 128 callers / COPY (goal 0.5)', value: toCopy('command, 128'), atLeast: 0.33 },
      { what: 'command / Emmett, 128 callers', value: toEmmett('command'), atLeast: 10 },
    ],
    setting: [
      `${seconds} s a contestant and round; COPY: ${rows.length} events of ${bytes} bytes in one transaction over one connection, into an empty table of the log's shape (partition, checks, two indexes).`,
      "`command`: acknowledge by a unit (load, fold, decide, append); `append`: the append alone, each to a new stream, as Emmett's and INSERT's.",
      'fsync and synchronous_commit on for all; INSERT and Emmett share a pool of 32 connections, the product has 2 that append and 4 that read.',
    ],
  };
}
