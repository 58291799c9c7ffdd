import type { EventStore, Position } from '@dondoc/event-store/event-store.ts';
import type { ViewName, Views } from '../views.ts';
import { refuse } from './problem.ts';

const WAIT_MS = 500;

/**
 * Lets a caller read its own write: waits for the view to reach `minPosition`, then answers the position it is complete to.
 * The view may still be behind afterwards; the answer says so rather than making anybody wait longer.
 */
export async function completeTo(views: Views, view: ViewName, minPosition = 0): Promise<Position> {
  return views.waitFor(view, minPosition, WAIT_MS);
}

/** The log position a caller means by `asOf`: now, a position, or the last one committed by an instant. */
export async function positionAsOf(store: EventStore, asOf: string | undefined): Promise<Position> {
  const head = await store.head();
  if (asOf === undefined) return head;
  if (!/^\d+$/.test(asOf)) return store.positionAt(new Date(asOf).toISOString());
  const position = Number(asOf);
  if (position <= head) return position;
  throw refuse(422, 'position-not-reached', `The log ends at position ${head}.`, {
    errors: [{ path: 'asOf', rule: 'position-not-reached', message: `must be at most ${head}` }],
  });
}
