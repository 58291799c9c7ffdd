// The checker's own SQL: one repeatable read for all that must fit together.
import type { Pool, PoolClient } from 'pg';

import type {
  BoardRow,
  CursorRow,
  Followers,
  LogRow,
  LogSnapshot,
  NoticeRow,
  StreamRow,
} from './snapshot.ts';

const LOG = `SELECT position::float8 AS position, stream_id AS "streamId", version, event_id AS "eventId", type, envelope,
  encode(leaf_hash, 'hex') AS "leafHash" FROM es.event ORDER BY position`;
const STREAMS = `SELECT stream_id AS "streamId", category, version, encode(head_hash, 'hex') AS "headHash" FROM es.stream`;
const CURSORS = `SELECT c.name, c.position::float8 AS position FROM es.cursor c
  LEFT JOIN app.projection p ON c.name = 'projection:' || p.name AND c.version = p.generation
  WHERE c.name NOT LIKE 'projection:%' OR p.status = 'live'`;
const BOARD = `SELECT assignment_id AS id, status, review_version AS "reviewVersion", plan_version AS "planVersion",
  reminders_sent AS "remindersSent", escalation_step AS "escalationStep", version, last_position::float8 AS "lastPosition",
  coalesce(to_char(acknowledged_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), '') AS "acknowledgedAt"
  FROM app.assignments`;
const CAMPAIGNS = `SELECT campaign_id AS id, status, paused, assigned_count AS "assignedCount", version,
  last_position::float8 AS "lastPosition" FROM app.campaigns`;
const UNITS = `SELECT unit_id AS id, version, last_position::float8 AS "lastPosition" FROM app.units`;
const NOTICES = `SELECT position::float8 AS position, audience, unit_id AS "unitId" FROM app.notice`;

export function readLog(pool: Pool): Promise<LogSnapshot> {
  return inOneSnapshot(pool, logOf);
}

export function readAll(pool: Pool): Promise<LogSnapshot & Followers> {
  return inOneSnapshot(pool, async (db) => ({
    ...(await logOf(db)),
    cursors: await rows<CursorRow>(db, CURSORS),
    parked:
      (await rows<{ count: number }>(db, 'SELECT count(*)::int AS count FROM es.parked'))[0]?.count ?? 0,
    assignments: await rows<BoardRow>(db, BOARD),
    campaigns: await rows<BoardRow>(db, CAMPAIGNS),
    units: await rows<BoardRow>(db, UNITS),
    notices: await rows<NoticeRow>(db, NOTICES),
  }));
}

async function logOf(db: PoolClient): Promise<LogSnapshot> {
  return { rows: await rows<LogRow>(db, LOG), streams: await rows<StreamRow>(db, STREAMS) };
}

async function rows<Row extends object>(db: PoolClient, sql: string): Promise<Row[]> {
  return (await db.query<Row>(sql)).rows;
}

async function inOneSnapshot<Result>(pool: Pool, read: (db: PoolClient) => Promise<Result>): Promise<Result> {
  const db = await pool.connect();
  try {
    await db.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const result = await read(db);
    await db.query('COMMIT');
    db.release();
    return result;
  } catch (error) {
    db.release(true);
    throw error;
  }
}
