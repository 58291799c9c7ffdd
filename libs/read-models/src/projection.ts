import type { DomainEvent } from '@dondoc/domain/events.ts';
import type { RecordedEvent } from '@dondoc/event-store/event-store.ts';

export type LoggedEvent = RecordedEvent<DomainEvent>;
/** The logged form of one kind of stream's events. */
export type LoggedOf<Event extends DomainEvent> = RecordedEvent<Event>;

/** What a column holds: `day` is `YYYY-MM-DD`, `instant` an ISO text in UTC, `points` a decimal text with two decimals. */
export type ColumnKind =
  | 'id'
  | 'text'
  | 'words'
  | 'count'
  | 'position'
  | 'day'
  | 'instant'
  | 'flag'
  | 'points'
  | 'json';
export type Column = { kind: ColumnKind; nullable?: true };

/**
 * One read model: a table, and how an event changes its rows, each by itself. Pure; whoever follows the log does the SQL.
 * Readers see it as the view `app.<name>`; the rows live in `app.<name>_g<generation>`.
 */
export type Projection<Row extends object> = {
  name: string;
  /** Goes up with every change of the columns or of `evolve`: the rows are then made again from position 1, beside the old ones. */
  version: number;
  key: keyof Row & string;
  columns: { readonly [Field in keyof Row & string]: Column };
  /** Fields of each further index. */
  indexes: readonly (readonly (keyof Row & string)[])[];
  /** The rows the event is about; none: it is nothing to this projection. */
  keysOf(event: LoggedEvent): readonly string[];
  /** One of these rows after the event, `place` among them from 0; null: still none (an event about a row that was never begun). */
  evolve(row: Row | null, event: LoggedEvent, place: number): Row | null;
};

/** Thrown by `foldPage` so that the caller knows which event could not be read. */
export class UnreadableEventError extends Error {
  override readonly name = 'UnreadableEventError';
  constructor(
    readonly event: LoggedEvent,
    cause: unknown,
  ) {
    super(`The ${event.type} at position ${event.position} could not be projected: ${String(cause)}`, {
      cause,
    });
  }
}

/**
 * For the end of a switch over a stream's events, or over their types: one this program does not know (a newer one wrote it).
 * It parks its stream. Only the type is told: the data may hold sealed text in the clear.
 */
export function unknownEvent(event: never): Error {
  const { type } = event as LoggedEvent;
  return new TypeError(`This program does not know the event ${type}.`);
}

/** The keys of the rows a page touches, each once. */
export function keysIn<Row extends object>(
  projection: Projection<Row>,
  events: readonly LoggedEvent[],
): string[] {
  return [...new Set(events.flatMap((event) => projection.keysOf(event)))];
}

/**
 * A page of events, folded per key onto the rows as they stood before it. Answers with the changed rows only.
 * However a history is cut into pages, the rows at its end are the same.
 */
export function foldPage<Row extends object>(
  projection: Projection<Row>,
  before: ReadonlyMap<string, Row>,
  events: readonly LoggedEvent[],
): Map<string, Row> {
  const changed = new Map<string, Row>();
  for (const event of events) {
    for (const [place, key] of projection.keysOf(event).entries()) {
      const row = changed.get(key) ?? before.get(key) ?? null;
      const next = evolved(projection, row, event, place);
      if (next !== null && next !== row) changed.set(key, next);
    }
  }
  return changed;
}

function evolved<Row extends object>(
  projection: Projection<Row>,
  row: Row | null,
  event: LoggedEvent,
  place: number,
) {
  try {
    return projection.evolve(row, event, place);
  } catch (error) {
    throw new UnreadableEventError(event, error);
  }
}
