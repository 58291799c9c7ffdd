import { setTimeout as delay } from 'node:timers/promises';
import { DomainError } from '@dondoc/domain/domain-error.ts';
import type { CursorGroup } from './cursor-group.ts';
import type { EventStore, Position, RecordedEvent } from './event-store.ts';
import {
  FencedError,
  HELD_BACK,
  openFollowerSession,
  park,
  removeParked,
  type Connection,
  type FollowerSession,
  type FollowerTransaction,
} from './follower-session.ts';

const IDLE_MS = 1_000;
/** Events read at once, whatever the batches, so that all who stand at one position ask for the same page. */
const PAGE = 1_000;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;

export type FollowerDefinition = {
  name: string;
  version: number;
  /** Events handled in one transaction, at most; 500 when not said. */
  batchSize?: number;
  /**
   * Whether `handle` would do anything with the event; absent: with each. Pure, and true for what `handle` refuses to know. The cursor
   * moves past the others without a transaction of its own.
   */
  concerns?(event: RecordedEvent): boolean;
  /**
   * Takes events that concern it in log order, each exactly once as far as `tx` goes; what it does elsewhere may happen twice. Throws
   * PoisonEvent or DomainError for an event that will never succeed; anything else is tried again until it does.
   */
  handle(events: readonly RecordedEvent[], tx: FollowerTransaction): Promise<void>;
};

/** This event can never be handled. Its stream is parked for this follower; the log moves on. */
export class PoisonEvent extends Error {
  override readonly name = 'PoisonEvent';
}

/** 'parked': set aside, needs a person. 'fenced': another runner or a reset took over. 'retried': will be tried again. */
export type FollowerTrouble = { follower: string; position: Position; kind: 'parked' | 'fenced' | 'retried' };

export type Follower = { position(): Position; stop(): Promise<void> };

/**
 * Follows the log from the cursor (name, version). Of all runners of one cursor, in whatever processes, one is active and
 * the others stand by. `stop` lets the transaction under way finish; stop followers before their store is closed.
 * `group`: the other followers of this process on the same database, whose cursors move with this one's past what concerns none.
 */
export function startFollower(
  options: Connection & {
    store: Pick<EventStore, 'readAll' | 'readStream' | 'waitForAppend'>;
    definition: FollowerDefinition;
    group?: CursorGroup;
    onError(error: unknown, trouble: FollowerTrouble): void;
  },
): Follower {
  const { store, definition, group } = options;
  const batchSize = definition.batchSize ?? 500;
  const pageSize = Math.max(PAGE, batchSize);
  const stopping = new AbortController();
  let position: Position = 0;
  let failures = 0;

  const tell = (error: unknown, kind: FollowerTrouble['kind']) =>
    options.onError(error, { follower: `${definition.name}/${definition.version}`, position, kind });
  const pause = (ms: number) => delay(ms, undefined, { signal: stopping.signal }).catch(() => undefined);

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      let session: FollowerSession | null = null;
      try {
        session = await openFollowerSession(options, definition, { stopping: stopping.signal, group });
        if (session) await follow(session);
      } catch (error) {
        if (error instanceof FencedError) tell(error, 'fenced');
        else {
          tell(error, 'retried');
          await pause(Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** failures));
          failures += 1;
        }
      } finally {
        await session?.close();
      }
    }
  }

  async function follow(session: FollowerSession): Promise<void> {
    position = session.start;
    while (!stopping.signal.aborted) {
      if (session.parkedStreams.size > 0) await retryParked(session);
      const page = await store.readAll({ after: position, limit: pageSize });
      if (page.length === 0) await session.check();
      for (let from = 0; from < page.length && !stopping.signal.aborted; from += batchSize)
        await handlePage(session, page.slice(from, from + batchSize));
      // A page that is not full ended at the head of the log, and what comes after it is announced.
      if (page.length < pageSize) await store.waitForAppend(position, IDLE_MS, stopping.signal);
    }
  }

  async function handlePage(session: FollowerSession, page: readonly RecordedEvent[]): Promise<void> {
    const to = page.at(-1)?.position ?? position;
    const held = page.filter((event) => session.parkedStreams.has(event.streamId));
    const due = page.filter(
      (event) => !session.parkedStreams.has(event.streamId) && concerns(definition, event),
    );
    try {
      if (held.length === 0 && due.length === 0) await session.pass(position, to);
      else {
        await session.commit(position, to, async (tx) => {
          if (held.length > 0) await park(tx, definition, held, HELD_BACK);
          if (due.length > 0) await definition.handle(due, tx);
        });
      }
      position = to;
      failures = 0;
    } catch (error) {
      if (!isPoison(error)) throw error;
      await isolate(session, page, error);
    }
  }

  /** Halves the page until the event that cannot be handled stands alone. */
  async function isolate(
    session: FollowerSession,
    page: readonly RecordedEvent[],
    error: Error,
  ): Promise<void> {
    const [event] = page;
    if (page.length === 1 && event) {
      await session.commit(position, event.position, (tx) => park(tx, definition, [event], error.message));
      session.parkedStreams.add(event.streamId);
      position = event.position;
      tell(error, 'parked');
      return;
    }
    const half = Math.ceil(page.length / 2);
    await handlePage(session, page.slice(0, half));
    await handlePage(session, page.slice(half));
  }

  async function retryParked(session: FollowerSession): Promise<void> {
    for (const { streamId, positions } of await session.retries()) {
      const { events } = await store.readStream(streamId, { upTo: positions.at(-1) ?? 0 });
      const parked = events.filter((event) => positions.includes(event.position));
      if (await retryInOrder(session, parked)) session.parkedStreams.delete(streamId);
    }
  }

  async function retryInOrder(session: FollowerSession, events: readonly RecordedEvent[]): Promise<boolean> {
    for (const event of events) {
      try {
        await session.commit(position, position, async (tx) => {
          if (concerns(definition, event)) await definition.handle([event], tx);
          await removeParked(tx, definition, event);
        });
      } catch (error) {
        if (!isPoison(error)) throw error;
        await session.commit(position, position, (tx) => park(tx, definition, [event], error.message));
        tell(error, 'parked');
        return false;
      }
    }
    return true;
  }

  const running = run();
  return {
    position: () => position,
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

/** Whether the follower's `handle` is to see the event. */
export const concerns = (definition: FollowerDefinition, event: RecordedEvent): boolean =>
  definition.concerns?.(event) ?? true;

const isPoison = (error: unknown): error is Error =>
  error instanceof PoisonEvent || error instanceof DomainError;
