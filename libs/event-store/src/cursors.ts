import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import type { Position } from './event-store.ts';

const ASK_EVERY_MS = 10;

export type CursorStatus = 'building' | 'live' | 'retired' | 'halted';
export type Cursor = {
  name: string;
  version: number;
  position: Position;
  status: CursorStatus;
  updatedAt: string;
};
export type Parked = {
  name: string;
  version: number;
  streamId: string;
  position: Position;
  reason: string;
  attempts: number;
  parkedAt: string;
};

/** Anything that can run a query: a pool, or the client of a transaction. Its type parsers do not matter. */
export type Queryable = Pick<pg.Pool | pg.ClientBase, 'query'>;

/** The position up to which a follower has handled everything; 0 when it never ran. */
export async function cursorPosition(db: Queryable, name: string, version: number): Promise<Position> {
  const { rows } = await db.query<{ position: string }>(
    'SELECT position FROM es.cursor WHERE name = $1 AND version = $2',
    [name, version],
  );
  return Number(rows[0]?.position ?? 0);
}

/** Read-your-writes: waits until the cursor has reached `position`, at most `timeoutMs`. Answers where it is then. */
export async function waitForCursor(
  db: Queryable,
  name: string,
  version: number,
  position: Position,
  timeoutMs: number,
): Promise<Position> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const reached = await cursorPosition(db, name, version);
    if (reached >= position || performance.now() >= deadline) return reached;
    await delay(ASK_EVERY_MS);
  }
}

/** Sends a follower back (or on) to `to`: the next event it handles is `to` + 1. A running one starts again from there. */
export async function resetCursor(db: Queryable, name: string, version: number, to: Position): Promise<void> {
  await db.query('SELECT es.reset_cursor($1, $2, $3)', [name, version, to]);
}

/** For a generation built beside the live one; `stateHash`: what its tables held when they were compared. */
export async function setCursorStatus(
  db: Queryable,
  name: string,
  version: number,
  status: CursorStatus,
  stateHash: Buffer | null = null,
): Promise<void> {
  await db.query('SELECT es.set_cursor_status($1, $2, $3, $4)', [name, version, status, stateHash]);
}

export async function listCursors(db: Queryable): Promise<Cursor[]> {
  const { rows } = await db.query<
    Omit<Cursor, 'position' | 'updatedAt'> & { position: string; updated: string }
  >(
    `SELECT name, version, position, status, to_json(updated_at AT TIME ZONE 'UTC') #>> '{}' AS updated
     FROM es.cursor ORDER BY name, version`,
  );
  return rows.map(({ name, version, position, status, updated }) => ({
    name,
    version,
    status,
    position: Number(position),
    updatedAt: `${updated}Z`,
  }));
}

/** Events set aside, in the order they would be handled. */
export async function listParked(db: Queryable): Promise<Parked[]> {
  const { rows } = await db.query<
    Omit<Parked, 'position' | 'parkedAt'> & { position: string; parked: string }
  >(
    `SELECT cursor_name AS name, cursor_version AS version, stream_id AS "streamId", position, reason, attempts,
       to_json(parked_at AT TIME ZONE 'UTC') #>> '{}' AS parked
     FROM es.parked ORDER BY cursor_name, cursor_version, position`,
  );
  return rows.map(({ position, parked, ...row }) => ({
    ...row,
    position: Number(position),
    parkedAt: `${parked}Z`,
  }));
}

/**
 * Asks the active follower to handle a parked stream again, oldest event first. It does so itself, so that nothing of the
 * stream can arrive in between. Answers how many events that is.
 */
export async function unpark(
  db: Queryable,
  name: string,
  version: number,
  streamId: string,
): Promise<number> {
  const { rows } = await db.query<{ asked: string }>('SELECT es.request_unpark($1, $2, $3) AS asked', [
    name,
    version,
    streamId,
  ]);
  return Number(rows[0]?.asked ?? 0);
}
