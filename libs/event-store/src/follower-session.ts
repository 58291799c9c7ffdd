import { setTimeout as delay } from 'node:timers/promises';
import { Client, type Pool, type ClientBase } from 'pg';
import type { CursorClaim, CursorGroup } from './cursor-group.ts';
import type { Position, RecordedEvent } from './event-store.ts';

const STANDBY_MS = 250;

/** Runs in the same database transaction in which the cursor moves on. Rows are objects; a bigint is a string. */
export type FollowerTransaction = {
  /**
   * `prepared`: a name of this statement's own; it is planned once and for all values, so only for one whose plan does not depend on how
   * large its tables are.
   */
  query<Row>(sql: string, params?: readonly unknown[], prepared?: string): Promise<Row[]>;
};

/** Another runner claimed the cursor, or somebody reset it: nothing done since then counts. */
export class FencedError extends Error {
  override readonly name = 'FencedError';
}

/** Where the connection comes from: a new one, or one borrowed from a pool for as long as the follower is active. */
export type Connection = { connectionString: string } | { pool: Pool };

/**
 * The right to move one cursor: one connection that holds its advisory lock and runs its transactions. Dies with it, so a
 * runner that lost its connection has lost its rights; one that was only asleep is stopped by the epoch.
 */
export type FollowerSession = {
  /** Where the cursor stood when it was claimed. */
  readonly start: Position;
  readonly parkedStreams: Set<string>;
  /** Does the work and moves the cursor, or neither. Throws FencedError. */
  commit(from: Position, to: Position, work: (tx: FollowerTransaction) => Promise<void>): Promise<void>;
  /** Moves the cursor where there is no work. Throws FencedError. */
  pass(from: Position, to: Position): Promise<void>;
  /** Throws FencedError when the cursor is no longer ours. */
  check(): Promise<void>;
  /** Streams that somebody asked to handle again, each with its parked positions, oldest first. */
  retries(): Promise<{ streamId: string; positions: Position[] }[]>;
  close(): Promise<void>;
};

/** Stands by until no other runner is active, then claims the cursor; null when told to stop before that. */
export async function openFollowerSession(
  connection: Connection,
  cursor: { name: string; version: number },
  { stopping, group }: { stopping: AbortSignal; group: CursorGroup | undefined },
): Promise<FollowerSession | null> {
  const { client, release } = await connect(connection);
  try {
    // A frozen runner must not keep its lock for ever: it says something every 10 s at least while it lives.
    // What a follower writes and its cursor are one transaction: a crash that loses the last of them loses both, and they are
    // made again from the log. So it need not wait for the disk; the log's own appends do.
    await client.query(`SELECT set_config('idle_session_timeout', '30s', false),
      set_config('idle_in_transaction_session_timeout', '60s', false), set_config('synchronous_commit', 'off', false)`);
    while (!stopping.aborted) {
      const { rows } = await client.query<{ held: boolean }>(
        `SELECT pg_try_advisory_lock(hashtextextended('dondoc follower ' || $1 || '/' || $2, 0)) AS held`,
        [cursor.name, cursor.version],
      );
      if (rows[0]?.held) return await claim({ client, release }, cursor, group);
      await delay(STANDBY_MS, undefined, { signal: stopping }).catch(() => undefined);
    }
    await release();
    return null;
  } catch (error) {
    await release();
    throw error;
  }
}

async function claim(
  { client, release }: Connected,
  { name, version }: { name: string; version: number },
  group: CursorGroup | undefined,
): Promise<FollowerSession> {
  const plain = transactionOf(client);
  const [claimed] = await plain.query<{ pos: string; ep: string }>(
    'SELECT pos, ep FROM es.claim_cursor($1, $2)',
    [name, version],
  );
  const epoch = claimed?.ep ?? '';
  const parked = await plain.query<{ stream_id: string }>(
    'SELECT DISTINCT stream_id FROM es.parked WHERE cursor_name = $1 AND cursor_version = $2',
    [name, version],
  );

  const ours: CursorClaim = {
    name,
    version,
    epoch,
    heardAt: performance.now(),
    async ask(statement, values) {
      ours.heardAt = performance.now();
      return (await client.query<{ nth: string }>({ ...statement, values: [...values] })).rows;
    },
  };
  const tx: FollowerTransaction = {
    query(sql, params, prepared) {
      ours.heardAt = performance.now();
      return plain.query(sql, params, prepared);
    },
  };
  const fenced = (at: Position) =>
    new FencedError(`Follower ${name}/${version} was fenced at position ${at}.`);

  async function advance(from: Position, to: Position): Promise<boolean> {
    const [row] = await tx.query<{ ours: boolean }>(
      'SELECT es.advance_cursor($1, $2, $3, $4, $5) AS ours',
      [name, version, epoch, from, to],
      'advance-cursor',
    );
    return row?.ours === true;
  }

  async function holds(at: Position | null): Promise<boolean> {
    const rows = await tx.query(
      'SELECT 1 FROM es.cursor WHERE name = $1 AND version = $2 AND epoch = $3 AND position = coalesce($4, position)',
      [name, version, epoch, at],
    );
    return rows.length > 0;
  }

  return {
    start: Number(claimed?.pos),
    parkedStreams: new Set(parked.map((row) => row.stream_id)),

    async commit(from, to, work) {
      await client.query('BEGIN');
      try {
        await work(tx);
        if (!(await advance(from, to))) throw fenced(from);
        await client.query('COMMIT');
      } catch (error) {
        // The first error is the one to tell; a broken connection cannot roll back and need not.
        await client.query('ROLLBACK').catch(() => undefined);
        throw error;
      }
    },

    async pass(from, to) {
      if (await group?.move({ claim: ours, from, to })) return;
      if (await advance(from, to)) return;
      // Moved by the group, whose connection was lost before it could say so.
      if (!(await holds(to))) throw fenced(from);
    },

    async check() {
      if (await group?.holds(ours)) return;
      if (!(await holds(null))) throw new FencedError(`Follower ${name}/${version} was fenced.`);
    },

    async retries() {
      // The oldest parked event decides: when it fails again its mark is gone, and the stream rests.
      const rows = await tx.query<{ stream_id: string; positions: string[] }>(
        `SELECT stream_id, array_agg(position::text ORDER BY position) AS positions FROM es.parked
         WHERE cursor_name = $1 AND cursor_version = $2 GROUP BY stream_id
         HAVING (array_agg(retry_requested ORDER BY position))[1]`,
        [name, version],
      );
      return rows.map((row) => ({ streamId: row.stream_id, positions: row.positions.map(Number) }));
    },

    close: release,
  };
}

/** What runs on this client, as a follower's work sees it. */
export const transactionOf = (client: ClientBase): FollowerTransaction => ({
  query: async <Row>(sql: string, params: readonly unknown[] = [], prepared?: string) =>
    (
      await client.query({
        text: sql,
        values: [...params],
        ...(prepared !== undefined && { name: prepared }),
      })
    ).rows as Row[],
});

/** Why an event is parked that could be handled by itself. */
export const HELD_BACK = 'An earlier event of its stream is parked.';

/** Sets events aside for this cursor; one that is there already counts as another attempt. */
export async function park(
  tx: FollowerTransaction,
  cursor: { name: string; version: number },
  events: readonly RecordedEvent[],
  reason: string,
): Promise<void> {
  await tx.query('SELECT es.park_events($1, $2, $3::uuid[], $4::bigint[], $5)', [
    cursor.name,
    cursor.version,
    events.map((event) => event.streamId),
    events.map((event) => event.position),
    reason,
  ]);
}

export async function removeParked(
  tx: FollowerTransaction,
  cursor: { name: string; version: number },
  event: RecordedEvent,
): Promise<void> {
  await tx.query('SELECT es.remove_parked($1, $2, $3, $4)', [
    cursor.name,
    cursor.version,
    event.streamId,
    event.position,
  ]);
}

type Connected = { client: ClientBase; release: () => Promise<void> };

async function connect(connection: Connection): Promise<Connected> {
  if ('pool' in connection) {
    const client = await connection.pool.connect();
    const ignore = () => undefined;
    client.on('error', ignore);
    // Destroyed rather than returned: it holds a lock and settings of its own.
    return { client, release: () => Promise.resolve(client.release(true)) };
  }
  const client = new Client({
    connectionString: connection.connectionString,
    application_name: 'dondoc follower',
    keepAlive: true,
  });
  // Told by the next query, which fails.
  client.on('error', () => undefined);
  await client.connect();
  return { client, release: () => client.end().catch(() => undefined) };
}
