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

/** The projection folded in memory, without any table: what the tables must hold. It can be led further along the log. */
export function freshFold<Row extends object>(store: EventStore, projection: Projection<Row>) {
  const rows = new Map<string, Row>();
  // A stream with an unreadable event stops there, as it does for the follower that parks it.
  const parked = new Set<string>();
  let position: Position = 0;

  function apply(event: LoggedEvent): void {
    if (parked.has(event.streamId)) return;
    try {
      for (const [key, row] of foldPage(projection, rows, [event])) rows.set(key, row);
    } catch (error) {
      if (!(error instanceof UnreadableEventError)) throw error;
      parked.add(event.streamId);
    }
  }

  /** Events that somebody else has read from the log: what is new of them, if nothing is missing before it. */
  function take(events: readonly RecordedEvent[]): void {
    for (const event of events) {
      if (event.position !== position + 1) continue;
      // What is in the log was written by our own deciders, so its types are the domain's.
      apply(event as LoggedEvent);
      position = event.position;
    }
  }

  return {
    take,
    async advanceTo(target: Position): Promise<void> {
      while (position < target) {
        const events = await store.readAll({ after: position, limit: PAGE, upTo: target });
        if (events.length === 0) return;
        take(events);
      }
    },
    stateHash(): string {
      const state = new StateHash();
      for (const row of rows.values()) state.add(row);
      return state.hex();
    },
  };
}
