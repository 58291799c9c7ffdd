import type pg from 'pg';
import type { Appended, Position } from '../event-store.ts';
import type { EncodedAppend, StoredEvent } from '../recorded-event.ts';
import { appendedAt } from './append-lane.ts';
import { selectRows } from './log-types.ts';
import { createReadBatcher } from './read-batcher.ts';

/** Above every position there will be: what PostgreSQL gets for "no upper bound". */
const NO_BOUND = Number.MAX_SAFE_INTEGER;
const EVENT = 'e.position, e.version, e.type, e.committed_at, e.envelope, e.leaf_hash';

type EventRow = [number, number, string, string, string, string];
type StreamHead = { version: number; headHash: string; category: string };

/** Reads of the log that stay the same however old the data. Expects a pool with `logTypes`. */
export function logReader(pool: pg.Pool) {
  async function streamRows(streamId: string, from: number, upTo: Position): Promise<StoredEvent[]> {
    const rows = await selectRows<[...EventRow, string]>(
      pool,
      'stream-read',
      `SELECT ${EVENT}, s.category FROM es.stream s JOIN es.event e ON e.stream_id = s.stream_id
       WHERE s.stream_id = $1 AND e.stream_id = $1 AND e.version >= $2 AND e.position <= $3 ORDER BY e.version`,
      [streamId, from, upTo],
    );
    return rows.map(([position, version, type, committedAt, envelope, leafHash, category]) =>
      storedEvent([position, version, type, committedAt, envelope, leafHash, streamId, category]),
    );
  }

  /** A command reads its stream and asks for its campaign's version; a hundred at once would queue for the connections. */
  const wholeStream = createReadBatcher<StoredEvent[]>(async (streamIds) => {
    const [only] = streamIds;
    if (streamIds.length === 1 && only !== undefined)
      return new Map([[only, await streamRows(only, 0, NO_BOUND)]]);
    const rows = await selectRows<[...EventRow, string, string]>(
      pool,
      'streams-read',
      `SELECT ${EVENT}, e.stream_id, s.category
       FROM unnest($1::uuid[]) AS wanted(id)
       JOIN es.stream s ON s.stream_id = wanted.id JOIN es.event e ON e.stream_id = wanted.id
       ORDER BY e.stream_id, e.version`,
      [streamIds],
    );
    const streams = new Map<string, StoredEvent[]>();
    for (const event of rows.map(storedEvent)) {
      const stream = streams.get(event.streamId);
      if (stream) stream.push(event);
      else streams.set(event.streamId, [event]);
    }
    return streams;
  });

  const streamHead = createReadBatcher<StreamHead>(async (streamIds) => {
    const rows = await selectRows<[string, number, string, string]>(
      pool,
      'stream-heads',
      'SELECT stream_id, version, head_hash, category FROM es.stream WHERE stream_id = ANY ($1::uuid[])',
      [streamIds],
    );
    return new Map(rows.map(([id, version, headHash, category]) => [id, { version, headHash, category }]));
  });

  return {
    async refuseUnmigrated(): Promise<void> {
      const [row] = await selectRows<[string | null]>(
        pool,
        'ready',
        `SELECT to_regclass('es.subject_key')::text`,
        [],
      );
      if (!row?.[0]) throw new Error('The database holds no event log: run the migrations first.');
    },

    /** The event at `afterVersion` is read too: it tells version and hash when nothing newer is there. */
    async readStream(streamId: string, range: { upTo?: Position; afterVersion?: number }) {
      const after = range.afterVersion ?? 0;
      const upTo = range.upTo ?? NO_BOUND;
      const isWhole = after === 0 && range.upTo === undefined;
      let rows = isWhole ? ((await wholeStream(streamId)) ?? []) : await streamRows(streamId, after, upTo);
      if (rows.length === 0 && after > 0) rows = await streamRows(streamId, 1, upTo);
      const last = rows.at(-1);
      return {
        version: last?.version ?? 0,
        headHash: last?.leafHash ?? '',
        rows: rows.filter((row) => row.version > after),
      };
    },

    streamVersion: async (streamId: string) => (await streamHead(streamId))?.version ?? 0,

    async readAll(range: { after: Position; limit?: number; upTo?: Position }): Promise<StoredEvent[]> {
      const rows = await selectRows<[...EventRow, string, string]>(
        pool,
        'log-read',
        `SELECT ${EVENT}, e.stream_id, (SELECT s.category FROM es.stream s WHERE s.stream_id = e.stream_id)
         FROM es.event e WHERE e.position > $1 AND e.position <= $2 ORDER BY e.position LIMIT $3`,
        [range.after, range.upTo ?? NO_BOUND, range.limit ?? 500],
      );
      return rows.map(storedEvent);
    },

    async head(): Promise<Position> {
      const [row] = await selectRows<[number]>(
        pool,
        'log-head',
        'SELECT position FROM es.event ORDER BY position DESC LIMIT 1',
        [],
      );
      return row?.[0] ?? 0;
    },

    async positionAt(instant: string): Promise<Position> {
      const [row] = await selectRows<[number]>(
        pool,
        'position-at',
        'SELECT es.position_at($1::timestamptz)',
        [instant],
      );
      return row?.[0] ?? 0;
    },

    /** The first result of a request that was written before: the same event ids at the same versions. */
    async findWritten(request: EncodedAppend): Promise<Appended | null> {
      const rows = await selectRows<[string, number]>(
        pool,
        'find-written',
        `SELECT event_id, position FROM es.event
         WHERE stream_id = $1 AND version > $2 AND version <= $3 ORDER BY version`,
        [request.streamId, request.expectedVersion, request.expectedVersion + request.events.length],
      );
      const last = rows.at(-1);
      const isSame = request.events.every(({ eventId }, index) => rows[index]?.[0] === eventId);
      return isSame && last ? appendedAt(request, last[1]) : null;
    },

    /** A lost race at the very version it expected is none: the caller linked to another hash or category. */
    async refuseWrongLink(request: EncodedAppend): Promise<void> {
      const head = await streamHead(request.streamId);
      if (head?.version !== request.expectedVersion) return;
      if (head.headHash === request.previousHash && head.category === request.category) return;
      throw new TypeError(
        `previousHash or category is not that of version ${request.expectedVersion} of ${request.streamId}.`,
      );
    },
  };
}

const storedEvent = ([position, version, type, committedAt, envelope, leafHash, streamId, category]: [
  ...EventRow,
  string,
  string,
]): StoredEvent => ({
  position,
  streamId,
  category,
  version,
  type,
  committedAt,
  envelope,
  leafHash,
});
