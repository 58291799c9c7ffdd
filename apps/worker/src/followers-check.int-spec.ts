import { randomBytes } from 'node:crypto';
import { followersNow } from '@dondoc/activities/relay-cursor.ts';
import { databaseCheck, migrationsCheck } from '@dondoc/database/readiness-checks.ts';
import { startFollower, type FollowerDefinition } from '@dondoc/event-store/follower.ts';
import {
  openPostgresEventStore,
  type PostgresEventStore,
} from '@dondoc/event-store/postgres/postgres-event-store.ts';
import { testDatabase } from '@dondoc/testing/servers/test-database.ts';
import { issuedCampaign } from '@dondoc/testing/campaign-fixture.ts';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Pool } from 'pg';
import { followersCheck } from './followers-check.ts';

let database: Awaited<ReturnType<typeof testDatabase>>;
let store: PostgresEventStore;
let pool: Pool;
let owner: Pool;
beforeAll(async () => {
  database = await testDatabase();
  store = await openPostgresEventStore({ connectionString: database.appUrl, sealingKey: randomBytes(32) });
  pool = new Pool({ connectionString: database.appUrl });
  owner = new Pool({ connectionString: database.ownerUrl });
  await issuedCampaign({ store, now: () => '2027-03-01T02:00:00.000Z' });
});
afterAll(async () => {
  await Promise.all([pool.end(), owner.end()]);
  await store.close();
  await database.stop();
});

const asked = (stillSeconds?: number) => followersCheck(pool, ['assigner'], stillSeconds)();

it('A follower without a cursor makes the worker unready', async () => {
  expect(await asked()).toMatchObject({ ok: false, required: true, detail: 'assigner has not begun' });
});

it('A follower that stands still behind the head makes the worker unready, one that moves does not', async () => {
  let isStuck = true;
  const definition: FollowerDefinition = {
    name: 'assigner',
    version: 1,
    handle: () => (isStuck ? Promise.reject(new Error('stuck')) : Promise.resolve()),
  };
  const follower = startFollower({ pool, store, definition, onError: () => undefined });
  const until = async (isSo: (detail: string) => boolean) => {
    for (;;) {
      const found = await asked(0.05);
      if (isSo(found.detail)) return found;
    }
  };
  const stuck = await until((detail) => detail.startsWith('assigner stands'));
  expect(stuck).toMatchObject({ ok: false });
  expect(stuck.detail).toMatch(/^assigner stands at position 0, \d+ events behind, for \d+ s$/);
  // The same lag is no reason yet when it may last for 30 s.
  expect(await asked()).toMatchObject({
    ok: true,
    detail: expect.stringMatching(/^move; events to go: assigner \d+$/),
  });

  isStuck = false;
  expect(await until((detail) => detail === 'are at the head of the log')).toMatchObject({ ok: true });
  await follower.stop();
});

it('Of several relays the one that moved last counts, whatever Temporal the others followed for', async () => {
  await pool.query(`SELECT es.claim_cursor('temporal:lost', 1)`);
  await pool.query(`SELECT es.claim_cursor('temporal:now', 1)`);
  const names = (await followersNow(pool)).map(({ name }) => name);
  expect(names).toContain('temporal:now');
  expect(names).not.toContain('temporal:lost');
});

it('A database that is away and one that waits for its migrations are told apart', async () => {
  const away = new Pool({ connectionString: 'postgres://dondoc_app@127.0.0.1:1/none' });
  expect(await databaseCheck(away)()).toMatchObject({
    ok: false,
    detail: expect.stringMatching(/^does not answer: /),
  });
  expect(await databaseCheck(pool)()).toMatchObject({ ok: true });
  await away.end();

  expect(await migrationsCheck(pool)()).toMatchObject({ ok: true, detail: 'are complete' });
  await owner.query(`DELETE FROM app.migration WHERE name LIKE 'CreateCommandTraces%'`);
  expect(await migrationsCheck(pool)()).toMatchObject({
    ok: false,
    detail: 'are missing: CreateCommandTraces1795479300000',
  });
});
