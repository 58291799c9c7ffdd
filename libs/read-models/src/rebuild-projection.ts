import { setTimeout as delay } from 'node:timers/promises';
import { DomainError } from '@dondoc/domain/domain-error.ts';
import { cursorPosition } from '@dondoc/event-store/cursors.ts';
import type { EventStore, Position } from '@dondoc/event-store/event-store.ts';
import { startFollower, type Follower } from '@dondoc/event-store/follower.ts';
import pg from 'pg';
import { allProjections, type AnyProjection } from './all-projections.ts';
import {
  beginGeneration,
  dropOldGenerations,
  generationsOf,
  retireGeneration,
  showGeneration,
} from './generations.ts';
import { cursorName, projectionFollower } from './projection-follower.ts';
import { freshFold, tableStateHash } from './state-hash.ts';

const BATCH = 5_000;
const ASK_EVERY_MS = 20;
/** Locks of this kind are one a projection: two rebuilds of the same one would only get in each other's way. */
const REBUILD_LOCK = 7310;

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

/**
 * Builds the next generation of a projection from position 1 beside the live one, as the owner of the database, and shows it
 * once it has caught up and equals a fresh fold of the log. Readers never wait and never see the read model go back.
 * Throws DomainError 'unknown-projection' or 'rebuild-running', ProjectionMismatchError.
 */
export async function rebuildProjection(options: {
  ownerUrl: string;
  store: EventStore;
  name: string;
  onProgress?: (progress: { position: Position; head: Position }) => void;
  projections?: readonly AnyProjection[];
}): Promise<Rebuilt> {
  const { projections = allProjections(), name } = options;
  const projection = projections.find((candidate) => candidate.name === name);
  if (projection === undefined) {
    const known = projections.map((candidate) => candidate.name);
    throw new DomainError(
      'unknown-projection',
      `There is no read model "${name}"; known: ${known.join(', ')}.`,
      {
        name,
        known,
      },
    );
  }
  const pool = new pg.Pool({
    connectionString: options.ownerUrl,
    max: 6,
    application_name: 'dondoc rebuild',
  });
  const guard = await pool.connect();
  try {
    const { rows } = await guard.query<{ ours: boolean }>(
      'SELECT pg_try_advisory_lock($1, hashtext($2)) AS ours',
      [REBUILD_LOCK, name],
    );
    if (rows[0]?.ours !== true) {
      throw new DomainError('rebuild-running', `"${name}" is being rebuilt already; wait for that to end.`, {
        name,
      });
    }
    const generation = await beginGeneration(pool, projection);
    const build = createBuild(pool, options.store, projection, generation, options.onProgress);
    try {
      return await build.buildAndShow();
    } catch (error) {
      await build.stop();
      await retireGeneration(pool, name, generation);
      throw error;
    }
  } finally {
    // Destroyed, not handed back: the advisory lock ends with the connection.
    guard.release(true);
    await pool.end();
  }
}

/** Rebuilds every projection whose live tables were made by another version of the code. Run after `migrate`. */
export async function upgradeProjections(options: {
  ownerUrl: string;
  store: EventStore;
  projections?: readonly AnyProjection[];
}): Promise<Rebuilt[]> {
  const rebuilt: Rebuilt[] = [];
  for (const projection of options.projections ?? allProjections()) {
    const pool = new pg.Pool({ connectionString: options.ownerUrl, max: 1 });
    const generations = await generationsOf(pool, projection.name).finally(() => pool.end());
    const live = generations.find(({ status }) => status === 'live');
    if (live?.version !== projection.version) {
      rebuilt.push(await rebuildProjection({ ...options, name: projection.name }));
    }
  }
  return rebuilt;
}

function createBuild(
  pool: pg.Pool,
  store: EventStore,
  projection: AnyProjection,
  generation: number,
  onProgress: ((progress: { position: Position; head: Position }) => void) | undefined,
) {
  const cursor = cursorName(projection.name);
  const reached = () => cursorPosition(pool, cursor, generation);
  const fold = freshFold(store, projection);
  let failure: unknown;
  let follower: Follower | null = null;

  async function catchUp(target: Position): Promise<void> {
    for (;;) {
      if (failure !== undefined) throw failure;
      const position = await reached();
      onProgress?.({ position, head: target });
      if (position >= target) return;
      await delay(ASK_EVERY_MS);
    }
  }

  async function stop(): Promise<void> {
    await follower?.stop();
    follower = null;
  }

  /** While the live cursor is held, what readers see stands still: the new tables need only reach it to take over. */
  async function showWhenEqual(client: pg.PoolClient): Promise<Rebuilt> {
    const live = (await generationsOf(client, projection.name)).find(({ status }) => status === 'live');
    const held = await client.query<{ position: string }>(
      'SELECT position FROM es.cursor WHERE name = $1 AND version = $2 FOR UPDATE',
      [cursor, live?.generation ?? 0],
    );
    await catchUp(Number(held.rows[0]?.position ?? 0));
    await stop();
    const position = await reached();
    await fold.advanceTo(position);
    const tables = await tableStateHash(client, projection, generation);
    if (tables !== fold.stateHash()) {
      throw new ProjectionMismatchError(projection.name, position, tables, fold.stateHash());
    }
    await showGeneration(client, projection, generation, tables);
    return { name: projection.name, generation, position, stateHash: tables };
  }

  return {
    stop,
    async buildAndShow(): Promise<Rebuilt> {
      follower = await startFollower({
        pool,
        store,
        definition: projectionFollower(projection, generation, BATCH),
        // A parked stream is skipped by the fold as well; a follower that cannot go on ends the rebuild.
        onError: (error, { kind }) => {
          if (kind !== 'parked') failure ??= error;
        },
      });
      await catchUp(await store.head());
      await fold.advanceTo(await reached());
      const client = await pool.connect();
      try {
        await client.query('BEGIN');
        await client.query(`SET LOCAL lock_timeout = '10s'`);
        const rebuilt = await showWhenEqual(client);
        await client.query('COMMIT');
        await dropOldGenerations(pool, projection.name);
        return rebuilt;
      } catch (error) {
        await client.query('ROLLBACK');
        throw error;
      } finally {
        client.release();
      }
    },
  };
}
