import { setTimeout as delay } from 'node:timers/promises';
import { cursorPosition } from '@dondoc/event-store/cursors.ts';
import type { EventStore, Position } from '@dondoc/event-store/event-store.ts';
import { startFollower } from '@dondoc/event-store/follower.ts';
import type { Pool, PoolClient } from 'pg';
import type { AnyProjection } from './all-projections.ts';
import { dropOldGenerations, generationsOf, showGeneration } from './generations.ts';
import { cursorName, projectionFollower } from './projection-follower.ts';
import { freshFold, tableStateHash } from './state-hash.ts';

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

/** Fills the generation from position 1, compares it with a fresh fold, moves the view. Throws ProjectionMismatchError. */
export async function buildAndShow(build: Build): Promise<Rebuilt> {
  const { pool, store, projection, generation } = build;
  let failure: unknown;
  const fold = freshFold(store, projection);
  const follower = startFollower({
    pool,
    store: readBy(store, fold),
    definition: projectionFollower(projection, generation, BATCH),
    // A parked stream is skipped by the fold as well; a follower that cannot go on ends the rebuild.
    onError: (error, { kind }) => {
      if (kind !== 'parked') failure ??= error;
    },
  });
  const catchUp = async (head: Position) => {
    for (let position = 0; ; await delay(ASK_EVERY_MS)) {
      if (failure !== undefined) throw failure;
      position = await cursorPosition(pool, cursorName(projection.name), generation);
      build.onProgress?.({ position, head });
      if (position >= head) return;
    }
  };
  try {
    const head = await store.head();
    await catchUp(head);
    await fold.advanceTo(head);
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

/**
 * The follower's pages go through the fold as well, so that the log is read, decoded and unsealed once. What the follower reads again
 * the fold has seen; what it never reads `advanceTo` reads.
 */
const readBy = (store: EventStore, fold: ReturnType<typeof freshFold>): FollowedStore => ({
  readStream: store.readStream.bind(store),
  waitForAppend: store.waitForAppend.bind(store),
  async readAll(range) {
    const events = await store.readAll(range);
    fold.take(events);
    return events;
  },
});
type FollowedStore = Pick<EventStore, 'readAll' | 'readStream' | 'waitForAppend'>;

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
  fold: ReturnType<typeof freshFold>,
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
