import { Pool } from 'pg';
import { createCoalescer } from '../coalescer.ts';
import {
  ConcurrencyError,
  type AppendRequest,
  type Appended,
  type EventStore,
  type NewEvent,
  type Stream,
} from '../event-store.ts';
import { decodeEvents, encodeAppends, type EncodedAppend } from '../recorded-event.ts';
import { createSealer } from '../sealing.ts';
import { createSubjectKeys } from '../subject-keys.ts';
import { createAppendLane } from './append-lane.ts';
import { openAppendSignal } from './append-signal.ts';
import { logReader } from './log-reader.ts';
import { logTypes } from './log-types.ts';
import { postgresKeyTable } from './postgres-key-table.ts';
import { sharePages } from './shared-page.ts';

const LANES = 2;
/** Requests of one bulk call that are under way at once: leaves the queue room for others. */
const BULK_REQUESTS = 1_000;

export type PostgresEventStore = EventStore & {
  /** Destroys the key of a stream's sealed fields, for every process: they come out as null from now on. */
  shredKey(streamId: string): Promise<void>;
  /** Waits for appends under way, then closes every connection. */
  close(): Promise<void>;
};

/**
 * The log in PostgreSQL (15 to 18), as role dondoc_app on a migrated database. `sealingKey` (32 bytes) wraps the keys of
 * sealed fields. `logger` hears of lost connections that were made good, `onBatch` how many events each transaction wrote.
 */
export async function openPostgresEventStore(options: {
  connectionString: string;
  sealingKey: Buffer;
  logger?: { warn(fields: object, message: string): void };
  readers?: number;
  onBatch?: (events: number) => void;
}): Promise<PostgresEventStore> {
  const { connectionString } = options;
  const warn = (error: unknown, message: string) => options.logger?.warn({ err: error }, message);
  const pool = new Pool({
    connectionString,
    application_name: 'dondoc read',
    max: options.readers ?? 4,
    types: logTypes,
    keepAlive: true,
    // Every read here goes by an index, also on a young log of which the planner knows nothing yet.
    options: '-c enable_seqscan=off -c enable_hashjoin=off',
  });
  pool.on('error', (error) => warn(error, 'A reading connection to the log was lost.'));
  const reader = logReader(pool);
  const keyTable = postgresKeyTable(pool);
  const keys = createSubjectKeys(keyTable, options.sealingKey);
  const sealer = createSealer(keys);
  await reader.refuseUnmigrated().catch(async (error: unknown) => {
    await pool.end();
    throw error;
  });

  const signal = await openAppendSignal({
    connectionString,
    head: () => reader.head(),
    onShredded: (streamId) => keys.forget(streamId),
    onFault: (error) => warn(error, 'The listening connection to the log was lost; opening it again.'),
  });
  const lanes = Array.from({ length: LANES }, () =>
    createAppendLane({
      connectionString,
      findWritten: (request) => reader.findWritten(request),
      onAppended(position, events) {
        signal.announce(position);
        options.onBatch?.(events);
      },
      onRetry: (error, attempt) => warn(error, `An append is tried again (${attempt}).`),
    }),
  );
  await Promise.all(lanes.map((lane) => lane.connect()));
  const coalescer = createCoalescer(lanes);

  async function write(request: EncodedAppend): Promise<Appended | ConcurrencyError> {
    const outcome = await coalescer.submit(request);
    if (outcome !== 'lost') return outcome;
    const written = await reader.findWritten(request);
    if (written) return written;
    await reader.refuseWrongLink(request);
    return new ConcurrencyError(request.streamId, request.expectedVersion);
  }

  async function appendMany(requests: readonly AppendRequest[]): Promise<(Appended | ConcurrencyError)[]> {
    const results: (Appended | ConcurrencyError)[] = [];
    for (let from = 0; from < requests.length; from += BULK_REQUESTS) {
      const encoded = await encodeAppends(requests.slice(from, from + BULK_REQUESTS), sealer);
      const settled = await Promise.allSettled(encoded.map(write));
      for (const result of settled) {
        if (result.status === 'rejected') throw result.reason;
        results.push(result.value);
      }
    }
    return results;
  }

  return {
    appendMany,
    async append(request) {
      const [encoded] = await encodeAppends([request], sealer);
      if (!encoded) throw new TypeError('An append without a request.');
      const result = await write(encoded);
      if (result instanceof ConcurrencyError) throw result;
      return result;
    },
    async readStream<Event extends NewEvent>(
      streamId: string,
      range: { upTo?: number; afterVersion?: number } = {},
    ) {
      const { version, headHash, rows } = await reader.readStream(streamId, range);
      const events = await decodeEvents(rows, sealer);
      return { streamId, version, headHash, events: events as unknown as Stream<Event>['events'] };
    },
    streamVersion: reader.streamVersion,
    readAll: sharePages(async (range) => decodeEvents(await reader.readAll(range), sealer)),
    head: () => reader.head(),
    positionAt: (instant) => reader.positionAt(instant),
    waitForAppend: signal.wait,
    async shredKey(streamId) {
      await keyTable.shred(streamId);
      keys.forget(streamId);
      await signal.announceShredded(streamId);
    },
    async close() {
      await coalescer.drained();
      await signal.close();
      await Promise.all([...lanes.map((lane) => lane.close()), pool.end()]);
    },
  };
}
