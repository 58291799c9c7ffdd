import type { Queryable } from '@dondoc/event-store/cursors.ts';
import { resetCursor, setCursorStatus } from '@dondoc/event-store/cursors.ts';
import type { AnyProjection } from './all-projections.ts';
import { cursorName } from './projection-follower.ts';
import { createTableSql, tableName, viewName } from './table.ts';

/** One generation of a projection's tables, made by that version of its code. One is live: the view shows it. */
export type Generation = {
  name: string;
  generation: number;
  version: number;
  status: 'building' | 'live' | 'retired';
};

/** The generations of one projection, the newest first. */
export async function generationsOf(db: Queryable, name: string): Promise<Generation[]> {
  const { rows } = await db.query<Generation>(
    'SELECT name, generation, version, status FROM app.projection WHERE name = $1 ORDER BY generation DESC',
    [name],
  );
  return rows;
}

/** What the view of each projection shows now. */
export async function liveGenerations(db: Queryable): Promise<Generation[]> {
  const { rows } = await db.query<Generation>(
    `SELECT name, generation, version, status FROM app.projection WHERE status = 'live' ORDER BY name`,
  );
  return rows;
}

/** An empty table without its further indexes, and a cursor at 0. What an interrupted rebuild left behind goes; its number is not used again. */
export async function beginGeneration(db: Queryable, projection: AnyProjection): Promise<number> {
  const known = await generationsOf(db, projection.name);
  for (const { generation, status } of known) {
    if (status === 'building') await retireGeneration(db, projection.name, generation);
  }
  const generation = (known[0]?.generation ?? 0) + 1;
  // A rebuild that was killed before its number was on record may have left the table.
  await db.query(`DROP TABLE IF EXISTS ${tableName(projection.name, generation)}`);
  await db.query(createTableSql(projection, generation));
  await resetCursor(db, cursorName(projection.name), generation, 0);
  await db.query(
    `INSERT INTO app.projection (name, generation, version, status) VALUES ($1, $2, $3, 'building')`,
    [projection.name, generation, projection.version],
  );
  return generation;
}

/** Its tables are gone for good. */
export async function retireGeneration(db: Queryable, name: string, generation: number): Promise<void> {
  await db.query(`DROP TABLE IF EXISTS ${tableName(name, generation)}`);
  await setStatus(db, name, generation, 'retired');
}

/** Moves the view, inside the caller's transaction. The generation it showed before is kept, in case one must go back. */
export async function showGeneration(
  db: Queryable,
  projection: AnyProjection,
  generation: number,
  stateHash: string,
): Promise<void> {
  const { name } = projection;
  const live = (await generationsOf(db, name)).find(({ status }) => status === 'live');
  // Dropped, not replaced: the new generation may have other columns.
  await db.query(`DROP VIEW IF EXISTS ${viewName(name)}`);
  await db.query(`CREATE VIEW ${viewName(name)} AS SELECT * FROM ${tableName(name, generation)}`);
  if (live !== undefined) await setStatus(db, name, live.generation, 'retired');
  await setStatus(db, name, generation, 'live', Buffer.from(stateHash, 'hex'));
}

/** All but the newest retired generation give their space back. */
export async function dropOldGenerations(db: Queryable, name: string): Promise<void> {
  const retired = (await generationsOf(db, name)).filter(({ status }) => status === 'retired');
  for (const { generation } of retired.slice(1))
    await db.query(`DROP TABLE IF EXISTS ${tableName(name, generation)}`);
}

async function setStatus(
  db: Queryable,
  name: string,
  generation: number,
  status: Generation['status'],
  stateHash: Buffer | null = null,
): Promise<void> {
  await db.query(
    `UPDATE app.projection SET status = $3, changed_at = now() WHERE name = $1 AND generation = $2`,
    [name, generation, status],
  );
  await setCursorStatus(db, cursorName(name), generation, status, stateHash);
}
