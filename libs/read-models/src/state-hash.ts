import { hash } from 'node:crypto';
import { canonicalText } from '@dondoc/event-store/envelope.ts';
import type { Queryable } from '@dondoc/event-store/cursors.ts';
import type { EventStore, Position, RecordedEvent } from '@dondoc/event-store/event-store.ts';
import { foldPage, UnreadableEventError, type LoggedEvent, type Projection } from './projection.ts';
import { scanRowsSql } from './table.ts';

const PAGE = 5_000;
const FIRST_KEY = '00000000-0000-0000-0000-000000000000';

/** Sum (modulo 2^64) of the first eight bytes of each row's SHA-256, 16 hex digits: the same rows in any order. */
export class StateHash {
  private sum = 0n;

  add(row: object): void {
    const digest = hash('sha256', canonicalText(row), 'hex');
    this.sum = BigInt.asUintN(64, this.sum + BigInt(`0x${digest.slice(0, 16)}`));
  }

  hex(): string {
    return this.sum.toString(16).padStart(16, '0');
  }
}

/** The hash of one generation's rows as they are read back from the database. */
export async function tableStateHash<Row extends object>(
  db: Queryable,
  projection: Projection<Row>,
  generation: number,
): Promise<string> {
  const state = new StateHash();
  for (let after = FIRST_KEY; ;) {
    const { rows } = await db.query<Row>(scanRowsSql(projection, generation), [after, PAGE]);
    for (const row of rows) state.add(row);
    const last = rows.at(-1);
    if (last === undefined) return state.hex();
    after = String(last[projection.key]);
  }
}

/** Events set aside together: those of one stream from an unreadable one on. */
export type SetAside = { reason: string; events: RecordedEvent[] };

/** The projection folded in memory, without any table: what the tables must hold. It can be led further along the log. */
export function freshFold<Row extends object>(store: EventStore, projection: Projection<Row>) {
  const rows = new Map<string, Row>();
  // A stream with an unreadable event stops there, as it does for the follower that parks it.
  const parked = new Map<string, SetAside>();
  let position: Position = 0;

  function apply(events: readonly LoggedEvent[]): void {
    for (const [key, row] of foldPage(projection, rows, events)) rows.set(key, row);
  }

  function take(page: readonly RecordedEvent[]): void {
    // What is in the log was written by our own deciders, so its types are the domain's.
    const events = page as readonly LoggedEvent[];
    try {
      if (parked.size === 0) return apply(events);
    } catch (error) {
      if (!(error instanceof UnreadableEventError)) throw error;
    }
    for (const event of events) takeOrPark(event);
  }

  function takeOrPark(event: LoggedEvent): void {
    const aside = parked.get(event.streamId);
    if (aside !== undefined) {
      aside.events.push(event);
      return;
    }
    try {
      apply([event]);
    } catch (error) {
      if (!(error instanceof UnreadableEventError)) throw error;
      parked.set(event.streamId, { reason: error.message, events: [event] });
    }
  }

  return {
    /** `onPage` hears how far it has come. The next page is read while one is folded. */
    async advanceTo(target: Position, onPage?: (position: Position) => void): Promise<void> {
      const read = (after: Position) => store.readAll({ after, limit: PAGE, upTo: target });
      for (let reading = read(position); position < target;) {
        const events = await reading;
        const last = events.at(-1);
        if (last === undefined) return;
        if (last.position < target) {
          reading = read(last.position);
          // Whoever waits for it is told; until then it is no unhandled one.
          reading.catch(() => undefined);
        }
        take(events);
        position = last.position;
        onPage?.(position);
      }
    },
    rows: (): readonly Row[] => [...rows.values()],
    parked: (): readonly SetAside[] => [...parked.values()],
    stateHash(): string {
      const state = new StateHash();
      for (const row of rows.values()) state.add(row);
      return state.hex();
    },
  };
}
