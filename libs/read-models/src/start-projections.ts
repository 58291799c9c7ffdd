import { setTimeout as delay } from 'node:timers/promises';
import { createCursorGroup, type CursorGroup } from '@dondoc/event-store/cursor-group.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import {
  startFollower,
  type Follower,
  type FollowerDefinition,
  type FollowerTrouble,
} from '@dondoc/event-store/follower.ts';
import type pg from 'pg';
import { allProjections, type AnyProjection } from './all-projections.ts';
import { liveGenerations } from './generations.ts';
import { projectionFollower } from './projection-follower.ts';

/** The tables readers see were made by another version of the code; nothing is written into them until they are rebuilt. */
export class ProjectionVersionError extends Error {
  override readonly name = 'ProjectionVersionError';
  constructor(name: string, live: number, code: number) {
    super(
      `The read model "${name}" in the database is version ${live}, this program writes version ${code}: ` +
        `run \`dondoc log rebuild-projection ${name}\`.`,
    );
  }
}

/**
 * Keeps the live generation of every projection up to date, as role dondoc_app. When a rebuild has flipped a view, the new
 * generation is followed within `pollMs` and the old one left alone. Faults go to `onError`; following goes on.
 */
export function startProjections(options: {
  pool: pg.Pool;
  store: EventStore;
  onError: (error: unknown, trouble?: FollowerTrouble) => void;
  projections?: readonly AnyProjection[];
  pollMs?: number;
  group?: CursorGroup;
  /** What wraps each follower before it starts: tracing. */
  observe?: (definition: FollowerDefinition) => FollowerDefinition;
}): { stop(): Promise<void> } {
  const { pool, store, onError, projections = allProjections(), pollMs = 500 } = options;
  const { observe = (definition) => definition, group = createCursorGroup(onError) } = options;
  // Each follower keeps a connection: in a smaller pool nobody would ever get the one to ask with.
  if (pool.options.max <= projections.length) {
    throw new RangeError(
      `${projections.length} projections need a pool of more than ${projections.length} connections, not ${pool.options.max}.`,
    );
  }
  const following = new Map<string, { generation: number; follower: Follower | null }>();
  const stopping = new AbortController();

  async function follow(projection: AnyProjection, generation: number, version: number): Promise<void> {
    if (following.get(projection.name)?.generation === generation) return;
    await following.get(projection.name)?.follower?.stop();
    following.delete(projection.name);
    if (version !== projection.version) {
      following.set(projection.name, { generation, follower: null });
      onError(new ProjectionVersionError(projection.name, version, projection.version));
      return;
    }
    const definition = observe(projectionFollower(projection, generation));
    following.set(projection.name, {
      generation,
      follower: startFollower({ pool, store, definition, group, onError }),
    });
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        const live = await liveGenerations(pool);
        for (const projection of projections) {
          const shown = live.find(({ name }) => name === projection.name);
          if (shown !== undefined) await follow(projection, shown.generation, shown.version);
        }
      } catch (error) {
        onError(error);
      }
      await delay(pollMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }
  const running = run();

  return {
    async stop() {
      stopping.abort();
      await running;
      await Promise.all([...following.values()].map(async ({ follower }) => follower?.stop()));
    },
  };
}
