import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { DomainError } from '@dondoc/domain/domain-error.ts';
import { Pool } from 'pg';
import { testDatabase } from '../../../test/servers/test-database.ts';
import { cursorPosition, listCursors, listParked, resetCursor, unpark, waitForCursor } from './cursors.ts';
import { appendAtEnd, request } from './event-store.contract.ts';
import type { RecordedEvent } from './event-store.ts';
import {
  PoisonEvent,
  startFollower,
  type Follower,
  type FollowerDefinition,
  type FollowerTrouble,
} from './follower.ts';
import { openPostgresEventStore, type PostgresEventStore } from './postgres/postgres-event-store.ts';

const LONG = 20_000;

describe('startFollower', () => {
  let database: Awaited<ReturnType<typeof testDatabase>>;
  let store: PostgresEventStore;
  let owner: Pool;
  const troubles: (FollowerTrouble & { message: string })[] = [];
  const running: Follower[] = [];

  beforeAll(async () => {
    database = await testDatabase();
    store = await openPostgresEventStore({ connectionString: database.appUrl, sealingKey: randomBytes(32) });
    owner = new Pool({ connectionString: database.ownerUrl });
    // Connections still closing when the server stops.
    owner.on('error', () => undefined);
    await owner.query('CREATE TABLE app.seen (follower text, position bigint, nth serial)');
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map((follower) => follower.stop()));
    troubles.length = 0;
  });
  afterAll(async () => {
    await store.close();
    await owner.end();
    await database.stop();
  });

  /** A follower that writes down what it sees; `before` may spoil it. */
  function follow(name: string, before?: FollowerDefinition['handle'], batchSize = 100): Follower {
    const follower = startFollower({
      connectionString: database.appUrl,
      store,
      definition: {
        name,
        version: 1,
        batchSize,
        async handle(events, tx) {
          await tx.query('INSERT INTO app.seen (follower, position) SELECT $1, unnest($2::bigint[])', [
            name,
            events.map((event) => event.position),
          ]);
          await before?.(events, tx);
        },
      },
      onError: (error, trouble) => troubles.push({ ...trouble, message: String(error) }),
    });
    running.push(follower);
    return follower;
  }

  async function seenBy(name: string): Promise<number[]> {
    const { rows } = await owner.query<{ position: string }>(
      'SELECT position FROM app.seen WHERE follower = $1 ORDER BY nth',
      [name],
    );
    return rows.map((row) => Number(row.position));
  }

  const caughtUp = async (name: string) => waitForCursor(owner, name, 1, await store.head(), LONG);
  const upTo = (head: number) => Array.from({ length: head }, (_, index) => index + 1);
  const appendSome = (count: number) =>
    store.appendMany(Array.from({ length: count }, () => request(randomUUID())));

  it('handles every event once, in order, old ones and new ones', async () => {
    await appendSome(25);
    follow('plain', undefined, 10);
    await caughtUp('plain');
    await appendSome(5);
    await caughtUp('plain');

    expect(await seenBy('plain')).toEqual(upTo(await store.head()));
    expect(await listCursors(owner)).toContainEqual(
      expect.objectContaining({
        name: 'plain',
        version: 1,
        position: await store.head(),
        status: 'building',
      }),
    );
  });

  it('does a batch again, exactly once, when it crashes between handling and commit', async () => {
    await appendSome(5);
    let crashes = 2;
    follow('crashing', async (_, tx) => {
      crashes -= 1;
      if (crashes >= 0) await tx.query('SELECT pg_terminate_backend(pg_backend_pid())');
    });
    await caughtUp('crashing');

    expect(await seenBy('crashing')).toEqual(upTo(await store.head()));
    expect(troubles.map((trouble) => trouble.kind)).toEqual(['retried', 'retried']);
  });

  it('tries a fault again and never skips it', async () => {
    await appendSome(1);
    let faults = 3;
    follow('faulty', () =>
      faults-- > 0 ? Promise.reject(new Error('mail server is down')) : Promise.resolve(),
    );
    await caughtUp('faulty');

    expect(await seenBy('faulty')).toEqual(upTo(await store.head()));
    expect(troubles.map((trouble) => trouble.message)).toEqual(Array(3).fill('Error: mail server is down'));
  });

  it('undoes what a runner did after another took its cursor over', async () => {
    await appendSome(3);
    let isFirst = true;
    follow('zombie', async () => {
      if (!isFirst) return;
      isFirst = false;
      // What a second runner does when it believes the first one dead.
      await owner.query(`SELECT es.claim_cursor('zombie', 1)`);
    });
    await caughtUp('zombie');

    expect(troubles.map((trouble) => trouble.kind)).toEqual(['fenced']);
    expect(await seenBy('zombie')).toEqual(upTo(await store.head()));
  });

  it('lets one runner of a cursor work while the other stands by, and the other take over', async () => {
    const active: string[] = [];
    const first = follow('pair', () => Promise.resolve(void active.push('first')));
    await caughtUp('pair');
    follow('pair', () => Promise.resolve(void active.push('second')));
    await appendSome(1);
    await caughtUp('pair');
    expect(active).not.toContain('second');

    await first.stop();
    await appendSome(1);
    await caughtUp('pair');
    expect(active.at(-1)).toBe('second');
    expect(await seenBy('pair')).toEqual(upTo(await store.head()));
  });

  it('parks the stream of a poison event only, and replays it in order when asked', async () => {
    const sick = randomUUID();
    await appendSome(3);
    await appendAtEnd(store, sick, { type: 'Noted', data: { text: 'fine' } });
    await appendAtEnd(store, sick, { type: 'Noted', data: { text: 'poison' } });
    await appendSome(3);
    await appendAtEnd(store, sick, { type: 'Noted', data: { text: 'after' } });
    let isCured = false;
    const isSick = (event: RecordedEvent) => (event.data as { text: string }).text === 'poison';
    follow('doctor', (events) => {
      if (!isCured && events.some(isSick)) return Promise.reject(new PoisonEvent('unknown shape'));
      return Promise.resolve();
    });
    await caughtUp('doctor');
    await appendAtEnd(store, sick, { type: 'Noted', data: { text: 'later' } });
    await caughtUp('doctor');

    const positions = (await store.readStream(sick)).events.map((event) => event.position).slice(1);
    const parked = (await listParked(owner)).filter((row) => row.name === 'doctor');
    expect(parked.map((row) => [row.streamId, row.position])).toEqual(
      positions.map((position) => [sick, position]),
    );
    expect(parked[0]?.reason).toBe('unknown shape');
    expect(troubles.map((trouble) => trouble.kind)).toEqual(['parked']);
    const all = upTo(await store.head());
    expect(await seenBy('doctor')).toEqual(all.filter((position) => !positions.includes(position)));

    expect(await unpark(owner, 'doctor', 1, sick)).toBe(3);
    await parkedAre('doctor', (rows) => rows[0]?.attempts === 2);
    expect(await listParked(owner)).toHaveLength(3);

    isCured = true;
    await unpark(owner, 'doctor', 1, sick);
    await parkedAre('doctor', (rows) => rows.length === 0);
    await appendAtEnd(store, sick, { type: 'Noted', data: { text: 'well again' } });
    await caughtUp('doctor');
    expect((await seenBy('doctor')).slice(-4)).toEqual([...positions, await store.head()]);
  });

  async function parkedAre(name: string, holds: (rows: Awaited<ReturnType<typeof listParked>>) => boolean) {
    const deadline = Date.now() + LONG;
    for (;;) {
      if (holds((await listParked(owner)).filter((row) => row.name === name))) return;
      if (Date.now() > deadline) throw new Error('The parked events did not change in time.');
      await store.waitForAppend(await store.head(), 20);
    }
  }

  it('takes a refusal of the domain as poison', async () => {
    const { position } = await store.append(request(randomUUID()));
    follow('refusing', (events) =>
      events.some((event) => event.position === position)
        ? Promise.reject(new DomainError('no', 'The rule says no.'))
        : Promise.resolve(),
    );
    await caughtUp('refusing');
    expect(await listParked(owner)).toContainEqual(
      expect.objectContaining({ name: 'refusing', position, reason: 'The rule says no.', attempts: 1 }),
    );
  });

  it('starts again from where its cursor is reset to, while it runs', async () => {
    const follower = follow('rewound');
    await caughtUp('rewound');
    const head = await store.head();
    await resetCursor(owner, 'rewound', 1, head - 2);
    await waitForCursor(owner, 'rewound', 1, head, LONG);
    expect((await seenBy('rewound')).slice(-3)).toEqual([head, head - 1, head]);
    expect(follower.position()).toBe(head);
  });

  it('is not held up by a transaction that somebody else leaves open', async () => {
    const stranger = await owner.connect();
    try {
      await stranger.query('BEGIN');
      await stranger.query(`INSERT INTO app.seen (follower, position) VALUES ('stranger', 0)`);
      follow('unhurried');
      await appendSome(2);
      expect(await caughtUp('unhurried')).toBe(await store.head());
    } finally {
      await stranger.query('ROLLBACK');
      stranger.release();
    }
  });

  it('borrows its connection from a pool, and gives it up when stopped', async () => {
    const pool = new Pool({ connectionString: database.appUrl });
    const definition = { name: 'borrowing', version: 1, handle: () => Promise.resolve() };
    const follower = startFollower({ pool, store, definition, onError: () => undefined });
    expect(await caughtUp('borrowing')).toBe(await store.head());
    await follower.stop();
    expect(pool.totalCount).toBe(0);
    await pool.end();
  });

  it('knows a cursor that never ran as 0, and gives up waiting in time', async () => {
    expect(await cursorPosition(owner, 'nobody', 1)).toBe(0);
    expect(await waitForCursor(owner, 'nobody', 1, 5, 30)).toBe(0);
  });
});
