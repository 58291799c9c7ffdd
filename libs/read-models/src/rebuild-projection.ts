import { DomainError } from '@dondoc/domain/domain-error.ts';
import type { EventStore, Position } from '@dondoc/event-store/event-store.ts';
import { Pool } from 'pg';
import { allProjections, type AnyProjection } from './all-projections.ts';
import { buildAndShow, type Rebuilt } from './build-generation.ts';
import { beginGeneration, generationsOf, retireGeneration } from './generations.ts';

/** Locks of this kind are one a projection: two rebuilds of the same one would only get in each other's way. */
const REBUILD_LOCK = 7310;

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
  const pool = new Pool({
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
    if (!rows[0]?.ours) {
      throw new DomainError('rebuild-running', `"${name}" is being rebuilt already; wait for that to end.`, {
        name,
      });
    }
    const generation = await beginGeneration(pool, projection);
    const build = { pool, store: options.store, projection, generation, onProgress: options.onProgress };
    try {
      return await buildAndShow(build);
    } catch (error) {
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
    const pool = new Pool({ connectionString: options.ownerUrl, max: 1 });
    const generations = await generationsOf(pool, projection.name);
    await pool.end();
    const live = generations.find(({ status }) => status === 'live');
    if (live?.version !== projection.version) {
      rebuilt.push(await rebuildProjection({ ...options, name: projection.name }));
    }
  }
  return rebuilt;
}
