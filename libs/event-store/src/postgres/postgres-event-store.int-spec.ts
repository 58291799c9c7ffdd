import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { testDatabase } from '@dondoc/testing/servers/test-database.ts';
import { eventStoreContract } from '../event-store.contract.ts';
import { request } from '../testing/requests.ts';
import { openPostgresEventStore, type PostgresEventStore } from './postgres-event-store.ts';

eventStoreContract('PostgreSQL', async () => {
  const database = await testDatabase();
  const store = await openPostgresEventStore({
    connectionString: database.appUrl,
    sealingKey: randomBytes(32),
  });
  return {
    store,
    shredKey: (streamId) => store.shredKey(streamId),
    async close() {
      await store.close();
      await database.stop();
    },
  };
});

describe('two processes on one log', () => {
  const sealingKey = randomBytes(32);
  let database: Awaited<ReturnType<typeof testDatabase>>;
  let here: PostgresEventStore;
  let there: PostgresEventStore;

  beforeAll(async () => {
    database = await testDatabase();
    here = await openPostgresEventStore({ connectionString: database.appUrl, sealingKey });
    there = await openPostgresEventStore({ connectionString: database.appUrl, sealingKey });
  });
  afterAll(async () => {
    await Promise.all([here.close(), there.close()]);
    await database.stop();
  });

  const exempted = (streamId: string) =>
    request(streamId, { events: [{ type: 'UnitExempted', data: { reason: 'Mới thành lập' } }] });

  it('wakes who waits in the other process', async () => {
    const waiting = there.waitForAppend(await there.head(), 30_000);
    const { position } = await here.append(request(randomUUID()));
    await waiting;
    expect(await there.head()).toBe(position);
  });

  it('opens what the other sealed, until one of them destroys the key', async () => {
    const streamId = randomUUID();
    await here.append(exempted(streamId));
    const reason = async () => (await there.readStream(streamId)).events.map((event) => event.data);
    expect(await reason()).toEqual([{ reason: 'Mới thành lập' }]);

    await here.shredKey(streamId);
    // The other process is told through the database: its next reads, at most some milliseconds later, see nothing.
    const deadline = Date.now() + 10_000;
    while (JSON.stringify(await reason()).includes('Mới') && Date.now() < deadline);
    expect(await reason()).toEqual([{ reason: null }]);
    await expect(
      here.append({
        ...exempted(streamId),
        expectedVersion: 1,
        previousHash: (await here.readStream(streamId)).headHash,
      }),
    ).rejects.toMatchObject({ name: 'ShreddedKeyError' });
  });

  it('keeps one order when both write as fast as they can', async () => {
    const before = await here.head();
    const calls = Array.from({ length: 300 }, () => request(randomUUID()));
    const results = await Promise.all(calls.map((call, index) => (index % 2 ? here : there).append(call)));
    expect(results.map((result) => result.position).toSorted((a, b) => a - b)).toEqual(
      calls.map((_, index) => before + 1 + index),
    );
  });

  it('waits for a lock that a stranger holds on the log, and then writes', async () => {
    const stranger = new Client({ connectionString: database.ownerUrl });
    await stranger.connect();
    await stranger.query('BEGIN; SELECT pg_advisory_xact_lock(7301)');
    const appended = here.append(request(randomUUID()));
    const isWaiting = async () =>
      (await stranger.query(`SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`))
        .rowCount === 1;
    while (!(await isWaiting()));
    await stranger.query('COMMIT');
    await stranger.end();
    expect(await appended).toMatchObject({ version: 1 });
  });
});

describe('openPostgresEventStore', () => {
  it('says that a database without the log must be migrated first', async () => {
    const database = await testDatabase();
    const url = new URL(database.appUrl);
    url.pathname = '/postgres';
    await expect(
      openPostgresEventStore({ connectionString: url.href, sealingKey: randomBytes(32) }),
    ).rejects.toThrow(/run the migrations first/);
    await database.stop();
  });
});
