import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Pool } from 'pg';
import type { RecordedEvent } from './event-store.ts';
import { cursorPosition, listCursors, resetCursor, waitForCursor } from './cursors.ts';
import { startFollower } from './follower.ts';
import { LONG, openRecordedFollowers } from './testing/recorded-followers.ts';

const upTo = (head: number) => Array.from({ length: head }, (_, index) => index + 1);

describe('startFollower', () => {
  let log: Awaited<ReturnType<typeof openRecordedFollowers>>;

  beforeAll(async () => {
    log = await openRecordedFollowers();
  });
  afterEach(() => log.stopAll());
  afterAll(() => log.close());

  it('handles every event once, in order, old ones and new ones', async () => {
    await log.appendSome(25);
    log.follow('plain', undefined, { batchSize: 10 });
    await log.caughtUp('plain');
    await log.appendSome(5);
    await log.caughtUp('plain');

    expect(await log.seenBy('plain')).toEqual(upTo(await log.store.head()));
    expect(await listCursors(log.owner)).toContainEqual(
      expect.objectContaining({
        name: 'plain',
        version: 1,
        position: await log.store.head(),
        status: 'building',
      }),
    );
  });

  it('does a batch again, exactly once, when it crashes between handling and commit', async () => {
    await log.appendSome(5);
    let crashes = 2;
    log.follow('crashing', async (_, tx) => {
      crashes -= 1;
      if (crashes >= 0) await tx.query('SELECT pg_terminate_backend(pg_backend_pid())');
    });
    await log.caughtUp('crashing');

    expect(await log.seenBy('crashing')).toEqual(upTo(await log.store.head()));
    expect(log.troubles.map((trouble) => trouble.kind)).toEqual(['retried', 'retried']);
  });

  it('tries a fault again and never skips it', async () => {
    await log.appendSome(1);
    let faults = 3;
    log.follow('faulty', () =>
      faults-- > 0 ? Promise.reject(new Error('mail server is down')) : Promise.resolve(),
    );
    await log.caughtUp('faulty');

    expect(await log.seenBy('faulty')).toEqual(upTo(await log.store.head()));
    expect(log.troubles.map((trouble) => trouble.message)).toEqual(
      Array(3).fill('Error: mail server is down'),
    );
  });

  it('undoes what a runner did after another took its cursor over', async () => {
    await log.appendSome(3);
    let isFirst = true;
    log.follow('zombie', async () => {
      if (!isFirst) return;
      isFirst = false;
      // What a second runner does when it believes the first one dead.
      await log.owner.query(`SELECT es.claim_cursor('zombie', 1)`);
    });
    await log.caughtUp('zombie');

    expect(log.troubles.map((trouble) => trouble.kind)).toEqual(['fenced']);
    expect(await log.seenBy('zombie')).toEqual(upTo(await log.store.head()));
  });

  it('lets one runner of a cursor work while the other stands by, and the other take over', async () => {
    const active: string[] = [];
    const first = log.follow('pair', () => Promise.resolve(void active.push('first')));
    await log.caughtUp('pair');
    log.follow('pair', () => Promise.resolve(void active.push('second')));
    await log.appendSome(1);
    await log.caughtUp('pair');
    expect(active).not.toContain('second');

    await first.stop();
    await log.appendSome(1);
    await log.caughtUp('pair');
    expect(active.at(-1)).toBe('second');
    expect(await log.seenBy('pair')).toEqual(upTo(await log.store.head()));
  });

  it('starts again from where its cursor is reset to, while it runs', async () => {
    const follower = log.follow('rewound');
    await log.caughtUp('rewound');
    const head = await log.store.head();
    await resetCursor(log.owner, 'rewound', 1, head - 2);
    await waitForCursor(log.owner, 'rewound', 1, head, LONG);
    expect((await log.seenBy('rewound')).slice(-3)).toEqual([head, head - 1, head]);
    expect(follower.position()).toBe(head);
  });

  it('is not held up by a transaction that somebody else leaves open', async () => {
    const stranger = await log.owner.connect();
    try {
      await stranger.query('BEGIN');
      await stranger.query(`INSERT INTO app.seen (follower, position) VALUES ('stranger', 0)`);
      log.follow('unhurried');
      await log.appendSome(2);
      expect(await log.caughtUp('unhurried')).toBe(await log.store.head());
    } finally {
      await stranger.query('ROLLBACK');
      stranger.release();
    }
  });

  it('moves past what does not concern it, as far as the log goes, without a transaction of its own', async () => {
    await log.appendSome(3);
    let handled = 0;
    const concerns = ({ position }: RecordedEvent) => position % 3 === 0;
    log.follow('choosy', () => Promise.resolve(void (handled += 1)), { batchSize: 4, concerns });
    log.follow('unconcerned', () => Promise.reject(new Error('nothing was of its concern')), {
      concerns: () => false,
    });
    const head = await log.store.head();
    expect([await log.caughtUp('choosy'), await log.caughtUp('unconcerned')]).toEqual([head, head]);
    await log.appendSome(1);
    expect([await log.caughtUp('choosy'), await log.caughtUp('unconcerned')]).toEqual([head + 1, head + 1]);

    expect(await log.seenBy('choosy')).toEqual(upTo(head + 1).filter((position) => position % 3 === 0));
    expect(await log.seenBy('unconcerned')).toEqual([]);
    expect(log.troubles).toEqual([]);
  });

  it('is told when it was fenced or reset while nothing concerned it', async () => {
    log.follow('bystander', undefined, { concerns: ({ position }) => position === 1 });
    await log.caughtUp('bystander');
    await resetCursor(log.owner, 'bystander', 1, 0);
    await log.appendSome(1);
    await log.caughtUp('bystander');
    expect(await log.seenBy('bystander')).toEqual([1, 1]);
    expect(log.troubles.map((trouble) => trouble.kind)).toEqual(['fenced']);
  });

  it('borrows its connection from a pool, and gives it up when stopped', async () => {
    const pool = new Pool({ connectionString: log.appUrl });
    const definition = { name: 'borrowing', version: 1, handle: () => Promise.resolve() };
    const follower = startFollower({ pool, store: log.store, definition, onError: () => undefined });
    expect(await log.caughtUp('borrowing')).toBe(await log.store.head());
    await follower.stop();
    expect(pool.totalCount).toBe(0);
    await pool.end();
  });

  it('knows a cursor that never ran as 0, and gives up waiting in time', async () => {
    expect(await cursorPosition(log.owner, 'nobody', 1)).toBe(0);
    expect(await waitForCursor(log.owner, 'nobody', 1, 5, 30)).toBe(0);
  });
});
