import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { createCursorGroup, type CursorClaim, type CursorGroup } from './cursor-group.ts';
import { listCursors, resetCursor } from './cursors.ts';
import { openRecordedFollowers } from './testing/recorded-followers.ts';

const NAMES = ['one', 'two', 'three', 'four'];
const concerns = () => false;
const faults: unknown[] = [];
const onFault = (error: unknown) => void faults.push(error);

/** What the cursors asked for together, and what came of it. */
function watched(group: CursorGroup) {
  const moved = new Map<string, boolean[]>();
  const claims = new Map<string, CursorClaim>();
  const watching: CursorGroup = {
    async move(move) {
      claims.set(move.claim.name, move.claim);
      const yes = await group.move(move);
      moved.set(move.claim.name, [...(moved.get(move.claim.name) ?? []), yes]);
      return yes;
    },
    holds: (claim) => group.holds(claim),
  };
  return { group: watching, moved, claims };
}

describe('Followers of one process, passing over what concerns none of them', () => {
  let log: Awaited<ReturnType<typeof openRecordedFollowers>>;
  const followAll = async (group: CursorGroup, names = NAMES) => {
    for (const name of names) log.follow(name, undefined, { concerns, group });
    // A cursor that stands at the head already says nothing of its runner.
    await log.appendSome(1);
    for (const name of names) await log.caughtUp(name);
  };
  const allCaughtUp = async () => {
    const head = await log.store.head();
    for (const name of NAMES) expect(await log.caughtUp(name)).toBe(head);
  };

  beforeAll(async () => {
    log = await openRecordedFollowers();
    await log.appendSome(2);
  });
  afterEach(() => log.stopAll());
  afterAll(() => log.close());

  it('move together in one transaction', async () => {
    const { group, moved } = watched(createCursorGroup(onFault));
    await followAll(group);
    const together = async () => {
      const { rows } = await log.owner.query<{ xmins: number }>(
        'SELECT count(DISTINCT xmin::text)::int AS xmins FROM es.cursor WHERE name = ANY ($1)',
        [NAMES],
      );
      return rows[0]?.xmins === 1;
    };
    // Whoever is not yet waiting when an event comes goes by itself.
    for (let attempt = 0; attempt === 0 || (!(await together()) && attempt < 50); attempt += 1) {
      await log.appendSome(1);
      await allCaughtUp();
    }
    expect(await together()).toBe(true);
    expect([...moved.values()].every((moves) => moves.includes(true))).toBe(true);
    expect(log.troubles).toEqual([]);
  });

  it('move only where epoch and position are what the claimant last knew', async () => {
    for (const name of ['ours', 'taken', 'reset']) await resetCursor(log.owner, name, 7, 3);
    await log.owner.query(`SELECT es.claim_cursor('taken', 7)`);
    const { rows } = await log.owner.query<{ nth: string }>(
      `SELECT es.pass_cursors('{ours,taken,reset,nobody}', '{7,7,7,7}', '{1,1,1,1}', '{3,3,2,0}', '{9,9,9,9}') AS nth`,
    );
    expect(rows).toEqual([{ nth: '1' }]);
    const cursors = (await listCursors(log.owner)).filter(({ version }) => version === 7);
    expect(cursors.map(({ name, position }) => [name, position])).toEqual([
      ['ours', 9],
      ['reset', 3],
      ['taken', 3],
    ]);
  });

  it('one that was taken over is told so and begins again; the others go on', async () => {
    await followAll(createCursorGroup(onFault));
    const head = await log.store.head();
    await log.owner.query(`SELECT es.claim_cursor('two', 1)`);
    await log.appendSome(1);
    await allCaughtUp();
    expect(await log.store.head()).toBe(head + 1);
    expect(log.troubles.map(({ follower, kind }) => [follower, kind])).toEqual([['two/1', 'fenced']]);
  });

  it('one that was reset while nothing happened begins again from there', async () => {
    const rewound: number[] = [];
    const group = createCursorGroup(onFault);
    await followAll(group, ['one', 'two']);
    log.follow(
      'rewinder',
      (events) => Promise.resolve(void rewound.push(...events.map(({ position }) => position))),
      {
        group,
        concerns: ({ position }) => position === 1,
      },
    );
    await log.caughtUp('rewinder');
    rewound.length = 0;
    await resetCursor(log.owner, 'rewinder', 1, 0);
    await log.caughtUp('rewinder');
    expect(rewound).toEqual([1]);
    expect(log.troubles.map(({ follower, kind }) => [follower, kind])).toEqual([['rewinder/1', 'fenced']]);
  });

  it('none waits for a cursor that somebody else has locked', async () => {
    await followAll(createCursorGroup(onFault));
    const stranger = await log.owner.connect();
    try {
      await stranger.query('BEGIN');
      await stranger.query(`SELECT FROM es.cursor WHERE name = 'three' FOR UPDATE`);
      await log.appendSome(1);
      const head = await log.store.head();
      for (const name of ['one', 'two', 'four']) expect(await log.caughtUp(name)).toBe(head);
    } finally {
      await stranger.query('ROLLBACK');
      stranger.release();
    }
    await allCaughtUp();
    expect(log.troubles).toEqual([]);
  });

  it('one that lost its connection begins again, and the others with it lose nothing', async () => {
    const { group, claims } = watched(createCursorGroup(onFault));
    await followAll(group);
    await log.appendSome(1);
    await allCaughtUp();
    const claim = claims.get('two');
    if (claim === undefined) throw new Error('Nobody moved.');
    // Silent for longest: the next statement for all goes over this connection.
    claim.heardAt = performance.now() - 5_000;
    await log.owner.query(
      `SELECT pg_terminate_backend(l.pid) FROM pg_locks l
       WHERE l.locktype = 'advisory'
         AND (l.classid::bigint << 32 | l.objid::bigint) = hashtextextended('dondoc follower two/1', 0)`,
    );
    await log.appendSome(1);
    await allCaughtUp();
    expect(log.troubles.map(({ follower, kind }) => [follower, kind])).toEqual([['two/1', 'retried']]);
  });
});
