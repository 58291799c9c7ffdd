import type { Position } from './event-store.ts';

/** The right to move one cursor, and the connection that holds it. Nothing else runs there while its owner waits for the group. */
export type CursorClaim = {
  readonly name: string;
  readonly version: number;
  readonly epoch: string;
  /** When the server last heard from it (`performance.now()`). */
  heardAt: number;
  ask(statement: { name: string; text: string }, values: readonly unknown[]): Promise<{ nth: string }[]>;
};
type Move = { claim: CursorClaim; from: Position; to: Position };

/**
 * Followers of one process and one database that ask for the same small thing at the same moment, because one hint or one clock
 * woke them all: one statement answers them, over the connection of one. False is no answer: whoever gets it asks over its own
 * connection, and that decides.
 */
export type CursorGroup = {
  /** Moves a cursor past events that do not concern its follower. True: it moved, in a transaction that is over. */
  move(move: Move): Promise<boolean>;
  /** True: the cursor is still the claimant's. */
  holds(claim: CursorClaim): Promise<boolean>;
};

/** A connection that said nothing for 30 s is closed by the server: one that was silent for so long speaks for itself. */
const SILENT_MS = 10_000;
/** A connection that no longer answers holds up nobody but its owner. */
const ANSWER_MS = 2_000;

/** `onFault` hears of statements that failed or were not answered in time; whoever they were for asks again alone. */
export function createCursorGroup(onFault: (error: unknown) => void, answerMs = ANSWER_MS): CursorGroup {
  const patience = { onFault, answerMs };
  return {
    move: together<Move>(({ claim }) => claim, moveAll, patience),
    holds: together<CursorClaim>((claim) => claim, checkAll, patience),
  };
}

/** Each row against its own epoch and position. One that somebody else has locked is left out, so nobody waits for it but its owner. */
const moveAll = (over: CursorClaim, moves: readonly Move[]) =>
  over.ask(
    {
      name: 'pass-cursors',
      text: 'SELECT nth FROM es.pass_cursors($1, $2, $3, $4, $5) AS nth',
    },
    [
      moves.map(({ claim }) => claim.name),
      moves.map(({ claim }) => claim.version),
      moves.map(({ claim }) => claim.epoch),
      moves.map(({ from }) => from),
      moves.map(({ to }) => to),
    ],
  );

const checkAll = (over: CursorClaim, claims: readonly CursorClaim[]) =>
  over.ask(
    {
      name: 'check-cursors',
      text: `SELECT q.nth FROM unnest($1::text[], $2::int[], $3::bigint[]) WITH ORDINALITY q(name, version, epoch, nth)
        JOIN es.cursor c ON c.name = q.name AND c.version = q.version AND c.epoch = q.epoch`,
    },
    [claims.map(({ name }) => name), claims.map(({ version }) => version), claims.map(({ epoch }) => epoch)],
  );

/** Gathers what is asked for within one turn. The connection that was silent for longest speaks, so each of them is heard of. */
function together<Asked>(
  claimOf: (asked: Asked) => CursorClaim,
  askAll: (over: CursorClaim, asked: readonly Asked[]) => Promise<{ nth: string }[]>,
  { onFault, answerMs }: { onFault: (error: unknown) => void; answerMs: number },
): (asked: Asked) => Promise<boolean> {
  let waiting: { asked: Asked; answer: (yes: boolean) => void }[] = [];

  async function run(): Promise<void> {
    const turn = waiting;
    waiting = [];
    const silentSince = performance.now() - SILENT_MS;
    const heard = turn.filter(({ asked }) => claimOf(asked).heardAt > silentSince);
    const yes = await answered(heard.map(({ asked }) => asked));
    for (const { asked, answer } of turn) answer(yes.has(asked));
  }

  async function answered(all: readonly Asked[]): Promise<Set<Asked | undefined>> {
    if (all.length < 2) return new Set();
    try {
      const rows = await within(answerMs, askAll(all.map(claimOf).reduce(longerSilent), all));
      return new Set(rows.map(({ nth }) => all[Number(nth) - 1]));
    } catch (error) {
      onFault(error);
      return new Set();
    }
  }

  return (asked) =>
    new Promise((answer) => {
      waiting.push({ asked, answer });
      if (waiting.length === 1) setImmediate(() => void run());
    });
}

/** Rejects when there is no answer in time; one that comes later counts for nothing, and what it did is done. */
function within<Answer>(ms: number, answer: Promise<Answer>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(
      () => reject(new Error(`Cursors that move together got no answer within ${ms} ms.`)),
      ms,
    );
    void answer.then(resolve, reject).finally(() => clearTimeout(late));
  });
}

const longerSilent = (one: CursorClaim, other: CursorClaim) => (other.heardAt < one.heardAt ? other : one);
