import { setTimeout as delay } from 'node:timers/promises';
import type { EventStore, Position } from '@dondoc/event-store/event-store.ts';
import { concerns, type Follower, type FollowerDefinition } from '@dondoc/event-store/follower.ts';
import type { FollowerTransaction } from '@dondoc/event-store/follower-session.ts';

/** Runs a follower until it is stopped. PostgreSQL's cursors or, in a simulation, this process's memory. */
export type Follow = (definition: FollowerDefinition) => Promise<Follower>;

const BATCH = 500;
const RETRY_MS = 200;
const IDLE_MS = 250;

/**
 * Follows a log that lives in this process: the cursor is a variable, so a new process begins at 0 again. A batch that
 * fails is told to `onError` and handled again.
 */
export function followInMemory(store: EventStore, onError: (error: unknown) => void): Follow {
  return (definition) => {
    const stopping = new AbortController();
    let position: Position = 0;
    const run = async () => {
      while (!stopping.signal.aborted) {
        const events = await store.readAll({ after: position, limit: definition.batchSize ?? BATCH });
        const last = events.at(-1);
        if (last === undefined) await store.waitForAppend(position, IDLE_MS, stopping.signal);
        else if (await handled(definition, events, onError)) ({ position } = last);
        else await delay(RETRY_MS);
      }
    };
    const running = run();
    return Promise.resolve({
      position: () => position,
      async stop() {
        stopping.abort();
        await running;
      },
    });
  };
}

async function handled(
  definition: FollowerDefinition,
  events: Parameters<FollowerDefinition['handle']>[0],
  onError: (error: unknown) => void,
): Promise<boolean> {
  try {
    const due = events.filter((event) => concerns(definition, event));
    if (due.length > 0) await definition.handle(due, NO_TRANSACTION);
    return true;
  } catch (error) {
    onError(error);
    return false;
  }
}

/** There is no database to write to; what a follower reads from one is empty. */
const NO_TRANSACTION: FollowerTransaction = { query: () => Promise.resolve([]) };
