import { setTimeout as delay } from 'node:timers/promises';
import { cursorPosition, resetCursor } from '@dondoc/event-store/cursors.ts';
import type { EventStore, Position } from '@dondoc/event-store/event-store.ts';
import { HELD_BACK, park, transactionOf } from '@dondoc/event-store/follower-session.ts';
import { startFollower } from '@dondoc/event-store/follower.ts';
import type { Pool, PoolClient } from 'pg';
import type { AnyProjection } from './all-projections.ts';
import { dropOldGenerations, generationsOf, showGeneration } from './generations.ts';
import { cursorName, projectionFollower } from './projection-follower.ts';
import { freshFold, tableStateHash } from './state-hash.ts';
import { createIndexesSql, tableName, upsertRowsSql } from './table.ts';

/** Rows written with one statement. */
const ROWS = 2_000;
/** Events of one page of what came since. */
const BATCH = 5_000;
const ASK_EVERY_MS = 20;

export type Rebuilt = { name: string; generation: number; position: Position; stateHash: string };

/** The tables built beside the live ones do not hold what the log says; readers keep the old ones. */
export class ProjectionMismatchError extends Error {
  override readonly name = 'ProjectionMismatchError';
  constructor(name: string, position: Position, tables: string, fold: string) {
    super(
      `The rebuilt "${name}" at position ${position} has state hash ${tables}, the log gives ${fold}; nothing was changed.`,
    );
  }
}

export type Build = {
  pool: Pool;
  store: EventStore;
  projection: AnyProjection;
  generation: number;
  onProgress?: ((progress: { position: Position; head: Position }) => void) | undefined;
};

/**
 * Folds the log in memory, writes each row once, follows what came since, compares the table with the fold, moves the view.
 * Throws ProjectionMismatchError.
 */
export async function buildAndShow(build: Build): Promise<Rebuilt> {
  const { pool, store, projection, generation } = build;
  const fold = freshFold(store, projection);
  const head = await store.head();
  await fold.advanceTo(head, (position) => build.onProgress?.({ position, head }));
  await inTransaction(pool, (client) => fill(client, build, fold, head));

  let failure: unknown;
  const follower = startFollower({
    pool,
    store,
    definition: projectionFollower(projection, generation, BATCH),
    // A parked stream is skipped by the fold as well; a follower that cannot go on ends the rebuild.
    onError: (error, { kind }) => {
      if (kind !== 'parked') failure ??= error;
    },
  });
  const catchUp = async (target: Position) => {
    for (let position = 0; ; await delay(ASK_EVERY_MS)) {
      if (failure !== undefined) throw failure;
      position = await cursorPosition(pool, cursorName(projection.name), generation);
      if (position >= target) return;
    }
  };
  try {
    await catchUp(await store.head());
    const rebuilt = await inTransaction(pool, async (client) => {
      await catchUp(await holdLivePosition(client, projection.name));
      await follower.stop();
      return showWhenEqual(client, build, fold);
    });
    await dropOldGenerations(pool, projection.name);
    return rebuilt;
  } finally {
    await follower.stop();
  }
}

type Fold = ReturnType<typeof freshFold>;

/** The table as a follower would have it at `head`: the rows, what it set aside, the cursor. A row of a hundred events is written once. */
async function fill(
  client: PoolClient,
  { projection, generation }: Build,
  fold: Fold,
  head: Position,
): Promise<void> {
  const cursor = { name: cursorName(projection.name), version: generation };
  const rows = fold.rows();
  for (let from = 0; from < rows.length; from += ROWS) {
    await client.query(upsertRowsSql(projection, generation), [
      JSON.stringify(rows.slice(from, from + ROWS)),
    ]);
  }
  for (const sql of createIndexesSql(projection, generation)) await client.query(sql);
  await client.query(`ANALYZE ${tableName(projection.name, generation)}`);
  for (const { reason, events } of fold.parked()) {
    await park(transactionOf(client), cursor, events.slice(0, 1), reason);
    await park(transactionOf(client), cursor, events.slice(1), HELD_BACK);
  }
  await resetCursor(client, cursor.name, generation, head);
}

/** From here to the end of the transaction the live tables stand still: the new ones need only reach them to take over. */
async function holdLivePosition(client: PoolClient, name: string): Promise<Position> {
  const live = (await generationsOf(client, name)).find(({ status }) => status === 'live');
  const { rows } = await client.query<{ position: string }>(
    'SELECT position FROM es.cursor WHERE name = $1 AND version = $2 FOR UPDATE',
    [cursorName(name), live?.generation ?? 0],
  );
  return Number(rows[0]?.position ?? 0);
}

async function showWhenEqual(
  client: PoolClient,
  { projection, generation }: Build,
  fold: Fold,
): Promise<Rebuilt> {
  const { name } = projection;
  const position = await cursorPosition(client, cursorName(name), generation);
  await fold.advanceTo(position);
  const [tables, expected] = [await tableStateHash(client, projection, generation), fold.stateHash()];
  if (tables !== expected) throw new ProjectionMismatchError(name, position, tables, expected);
  await showGeneration(client, projection, generation, tables);
  return { name, generation, position, stateHash: tables };
}

async function inTransaction<Result>(
  pool: Pool,
  work: (client: PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query(`SET LOCAL lock_timeout = '10s'`);
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}
