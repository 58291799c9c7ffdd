import { randomBytes, randomUUID } from 'node:crypto';
import { Pool } from 'pg';
import { testDatabase } from '@dondoc/testing/servers/test-database.ts';
import type { CursorGroup } from '../cursor-group.ts';
import { waitForCursor } from '../cursors.ts';
import { startFollower, type Follower, type FollowerDefinition, type FollowerTrouble } from '../follower.ts';
import { openPostgresEventStore } from '../postgres/postgres-event-store.ts';
import { request } from './requests.ts';

/** How long a test waits for a follower, at most. */
export const LONG = 20_000;

/** A log in PostgreSQL, and followers that write down what they see in the transaction of their cursor. */
export async function openRecordedFollowers() {
  const database = await testDatabase();
  const store = await openPostgresEventStore({
    connectionString: database.appUrl,
    sealingKey: randomBytes(32),
  });
  const owner = new Pool({ connectionString: database.ownerUrl });
  // Connections still closing when the server stops.
  owner.on('error', () => undefined);
  await owner.query('CREATE TABLE app.seen (follower text, position bigint, nth serial)');
  const troubles: (FollowerTrouble & { message: string })[] = [];
  const running: Follower[] = [];

  return {
    store,
    owner,
    appUrl: database.appUrl,
    /** What the followers of the present test complained about. */
    troubles,

    /** `spoil` runs after the events are written down, in the same transaction. */
    follow(
      name: string,
      spoil?: FollowerDefinition['handle'],
      {
        batchSize = 100,
        concerns,
        group,
      }: Pick<FollowerDefinition, 'batchSize' | 'concerns'> & { group?: CursorGroup } = {},
    ): Follower {
      const follower = startFollower({
        connectionString: database.appUrl,
        store,
        ...(group && { group }),
        definition: {
          name,
          version: 1,
          batchSize,
          ...(concerns && { concerns }),
          async handle(events, tx) {
            await tx.query('INSERT INTO app.seen (follower, position) SELECT $1, unnest($2::bigint[])', [
              name,
              events.map((event) => event.position),
            ]);
            await spoil?.(events, tx);
          },
        },
        onError: (error, trouble) => troubles.push({ ...trouble, message: String(error) }),
      });
      running.push(follower);
      return follower;
    },

    async seenBy(name: string): Promise<number[]> {
      const { rows } = await owner.query<{ position: string }>(
        'SELECT position FROM app.seen WHERE follower = $1 ORDER BY nth',
        [name],
      );
      return rows.map((row) => Number(row.position));
    },

    caughtUp: async (name: string) => waitForCursor(owner, name, 1, await store.head(), LONG),
    appendSome: (count: number) =>
      store.appendMany(Array.from({ length: count }, () => request(randomUUID()))),

    /** Between two tests. */
    async stopAll() {
      await Promise.all(running.splice(0).map((follower) => follower.stop()));
      troubles.length = 0;
    },
    async close() {
      await store.close();
      await owner.end();
      await database.stop();
    },
  };
}
