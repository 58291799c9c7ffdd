import { rebuildProjection } from '@dondoc/read-models/rebuild-projection.ts';
import { verifyLog } from '@dondoc/event-store/verify-log.ts';
import { Pool } from 'pg';
import type { BenchOptions } from './bench-servers.ts';
import { assigned, openStore } from './campaigns.ts';
import { copyIn, copyOut, eventRows, eventTable } from './copy.ts';
import { alternating, ratioOf, row, type Result } from './report.ts';

const UNITS = 100_000;
/** Units of one campaign: what a province at most has. */
const UNITS_A_CAMPAIGN = 20_000;

/** The whole log read and checked as an auditor does, beside a COPY of the same events in and out; a read model rebuilt. */
export async function replay({ servers, units = UNITS, rounds, say }: BenchOptions): Promise<Result> {
  const { appUrl, ownerUrl } = await servers.newDatabase();
  const store = await openStore(appUrl);
  const owner = new Pool({ connectionString: ownerUrl, max: 2 });
  try {
    for (let left = units; left > 0; left -= UNITS_A_CAMPAIGN)
      await assigned(store, Math.min(left, UNITS_A_CAMPAIGN));
    await owner.query('VACUUM ANALYZE es.event');
    await eventTable(owner, 'copied');
    await eventTable(owner, 'copied_as_jsonb', 'jsonb');
    const rows = await eventRows(owner, units);
    const head = await store.head();
    say(`${head} events`);
    const rate = async (events: number, seconds: Promise<number>) => events / (await seconds);
    const measured = await alternating(
      rounds,
      {
        'COPY in': () => rate(rows.length, copyIn(owner, 'copied', rows)),
        'COPY in, into jsonb': () => rate(rows.length, copyIn(owner, 'copied_as_jsonb', rows)),
        'COPY out': () => rate(head, copyOut(owner)),
        'log verified': () =>
          rate(
            head,
            secondsOf(() => verified(ownerUrl, head)),
          ),
        'read model rebuilt': () =>
          rate(
            head,
            secondsOf(() => rebuildProjection({ ownerUrl, store, name: 'assignments' })),
          ),
      },
      say,
    );
    const rebuilt = measured['read model rebuilt'];
    const bytes = await bytesPerEvent(owner, head);
    return {
      figures: {
        verifyToCopyIn: ratioOf(measured['log verified'], measured['COPY in']),
        verifyToCopyOut: ratioOf(measured['log verified'], measured['COPY out']),
        rebuildToCopyIn: ratioOf(rebuilt, measured['COPY in']),
        logBytesPerEvent: bytes,
      },
      rows: [
        ...Object.entries(measured).map(([name, figures]) => row(name, 'events/s', figures)),
        row('log verified / COPY in, into jsonb', 'ratio', [
          ratioOf(measured['log verified'], measured['COPY in, into jsonb']),
        ]),
        row('log verified / COPY out', 'ratio', [ratioOf(measured['log verified'], measured['COPY out'])]),
        row(
          'a read model rebuilt',
          's a million events',
          rebuilt.map((figure) => 1e6 / figure),
        ),
        row('the log on disk, indexes and streams with it', 'bytes an event', [bytes]),
      ],
      bars: [
        {
          what: 'log verified / COPY in (goal 4)',
          value: ratioOf(measured['log verified'], measured['COPY in']),
          atLeast: 2.4,
        },
      ],
      setting: [
        `${head} events. Verified: every leaf hash, every link, every version, canonical bytes, columns against bytes, the head of each stream.`,
        "COPY in: the same events into an empty table of the log's shape, one transaction, one connection; COPY out: every column of the log, bytes thrown away.",
        'Rebuilt: `assignments`, beside the live one, compared with a fresh fold of the log before it is shown.',
      ],
    };
  } finally {
    await store.close();
    await owner.end();
  }
}

async function verified(ownerUrl: string, head: number): Promise<void> {
  const report = await verifyLog({ connectionString: ownerUrl });
  if (!report.ok || report.events !== head)
    throw new Error(`The log does not verify: ${JSON.stringify(report)}`);
}

/** Events, their indexes, and the rows of their streams. */
async function bytesPerEvent(owner: Pool, events: number): Promise<number> {
  const { rows } = await owner.query<{ bytes: string }>(
    `SELECT sum(pg_total_relation_size(inhrelid)) + pg_total_relation_size('es.stream') AS bytes
     FROM pg_inherits WHERE inhparent = 'es.event'::regclass`,
  );
  return Number(rows[0]?.bytes) / events;
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return (performance.now() - from) / 1_000;
}
