import type { EventStore } from '@dondoc/event-store/event-store.ts';
import { refuse } from '../http/problem.ts';
import type { Views } from '../views.ts';

const BOARD_WAIT_MS = 5_000;

/** For decisions that go by the board: throws 503 'board-behind' while it has not seen all that is in the log now. */
export async function boardCaughtUp({ store, views }: { store: EventStore; views: Views }): Promise<void> {
  const head = await store.head();
  if ((await views.waitFor('assignments', head, BOARD_WAIT_MS)) >= head) return;
  throw refuse(503, 'board-behind', 'The board is catching up. Try again.', { retryAfterSeconds: 5 });
}
