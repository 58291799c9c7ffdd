import { randomBytes } from 'node:crypto';
import { listParked, waitForCursor } from '@dondoc/event-store/cursors.ts';
import { PoisonEvent, startFollower } from '@dondoc/event-store/follower.ts';
import {
  openPostgresEventStore,
  type PostgresEventStore,
} from '@dondoc/event-store/postgres/postgres-event-store.ts';
import { appendAll, launched } from '@dondoc/read-models/test-log.ts';
import { testDatabase } from '@dondoc/testing/servers/test-database.ts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Pool } from 'pg';
import { createDondoc, type Dondoc } from '../testing/test-cli.ts';

describe('The commands of an operator', () => {
  let database: Awaited<ReturnType<typeof testDatabase>>;
  let store: PostgresEventStore;
  let owner: Pool;
  let operator: Dondoc;
  beforeAll(async () => {
    database = await testDatabase();
    const sealingKey = randomBytes(32);
    store = await openPostgresEventStore({ connectionString: database.appUrl, sealingKey });
    owner = new Pool({ connectionString: database.ownerUrl });
    await appendAll(store, launched('XA-1', 'XA-2'));
    operator = createDondoc({
      env: {
        DATABASE_URL: database.appUrl,
        DATABASE_OWNER_URL: database.ownerUrl,
        DATA_KEY: sealingKey.toString('base64'),
      },
    });
  });
  afterAll(async () => {
    operator.leave();
    await Promise.all([owner.end(), store.close()]);
    await database.stop();
  });

  it('build a read model anew from the log', async () => {
    const head = await store.head();
    const rebuilt = await operator.json(['log', 'rebuild-projection', 'assignments']);
    expect(rebuilt).toMatchObject({ name: 'assignments', position: head });
    expect(Object.keys(rebuilt as object)).toEqual(['name', 'generation', 'position', 'stateHash']);
    const { rows } = await owner.query('SELECT code FROM app.assignments ORDER BY code');
    expect(rows).toEqual([{ code: 'XA-1' }, { code: 'XA-2' }]);
  });

  it('refuse a read model that there is not, and name those that there are', async () => {
    const { code, stderr } = await operator.run(['log', 'rebuild-projection', 'unit']);
    expect([code, stderr]).toEqual([2, expect.stringContaining('known: ')]);
  });

  it('send the relay back to the beginning, once it has run', async () => {
    const never = await operator.run(['temporal', 'rebuild']);
    expect([never.code, never.stderr]).toEqual([2, expect.stringContaining('No relay has run')]);

    const head = await store.head();
    const seen: number[] = [];
    const relay = startFollower({
      pool: owner,
      store,
      // Being sent back is reported here too: it is what this is about.
      onError: () => {},
      definition: {
        name: 'temporal:test',
        version: 1,
        handle: async (events) => void seen.push(...events.map(({ position }) => position)),
      },
    });
    const reached = () => waitForCursor(owner, 'temporal:test', 1, head, 10_000);
    expect(await reached()).toBe(head);
    expect(await operator.json(['temporal', 'rebuild'])).toEqual({ cursors: ['temporal:test'] });
    // The running relay notices by itself and reads the log a second time.
    expect(await reached()).toBe(head);
    await relay.stop();
    const once = Array.from({ length: head }, (_, index) => index + 1);
    expect(seen).toEqual([...once, ...once]);
  });

  it('show what is published, send it back to the beginning, and let streams go on that were set aside', async () => {
    const never = await operator.run(['kafka', 'status']);
    expect([never.code, never.stderr]).toEqual([2, expect.stringContaining('KAFKA_BROKERS')]);

    const cursor = 'kafka/dondoc.events.v1/id/6';
    const head = await store.head();
    let refuses = true;
    const relay = startFollower({
      pool: owner,
      store,
      onError: () => {},
      definition: {
        name: cursor,
        version: 1,
        handle: (events) =>
          refuses && events.some(({ type }) => type === 'CampaignIssued')
            ? Promise.reject(new PoisonEvent('it is too large'))
            : Promise.resolve(),
      },
    });
    const reached = () => waitForCursor(owner, cursor, 1, head, 10_000);
    expect(await reached()).toBe(head);
    const status = async () => (await operator.json(['kafka', 'status'])) as { publications: unknown[] };
    const aside = { streamId: expect.any(String), events: 2, reason: 'it is too large' };
    expect((await status()).publications).toMatchObject([{ cursor, position: head, parked: [aside] }]);
    expect((await operator.run(['kafka', 'status'])).stdout).toContain('2 events wait. it is too large');

    refuses = false;
    expect(await operator.json(['kafka', 'retry'])).toEqual({ events: 2 });
    while ((await listParked(owner)).length > 0) await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await operator.json(['kafka', 'republish'])).toEqual({ cursors: [cursor] });
    expect(await reached()).toBe(head);
    await relay.stop();
  });
});
