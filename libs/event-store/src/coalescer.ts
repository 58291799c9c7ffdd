import { LogBusyError, type Appended } from './event-store.ts';
import type { EncodedAppend } from './recorded-event.ts';

const MAX_BATCH_EVENTS = 500;
const MAX_BATCH_BYTES = 1_000_000;
const MAX_QUEUED_EVENTS = 5_000;
/** Requests of a batch from which on its halves, one behind the other, are worth a second flush. */
const WORTH_HALVING = 64;

/** 'lost': somebody else wrote to the stream first, or this very request was written before. An Error: not written. */
export type Outcome = Appended | 'lost' | Error;

/** Writes one batch in one transaction; one outcome a request, in order. */
export type Lane = { write(batch: readonly EncodedAppend[]): Promise<readonly Outcome[]> };

export type Coalescer = {
  /** Throws LogBusyError at once when too much is waiting; otherwise whatever kept the request from being written. */
  submit: (request: EncodedAppend) => Promise<Appended | 'lost'>;
  /** Resolves when everything submitted so far has its outcome. */
  drained: () => Promise<void>;
};

type Waiting = {
  request: EncodedAppend;
  resolve: (outcome: Appended | 'lost') => void;
  reject: (error: Error) => void;
};

/**
 * Group commit: what arrives while a lane is busy goes out together in its next transaction, so that the log's one lock
 * costs a batch, not a command. A batch names a stream once; a second request for it waits for the next batch.
 */
export function createCoalescer(
  lanes: readonly Lane[],
  limits = { batchEvents: MAX_BATCH_EVENTS, batchBytes: MAX_BATCH_BYTES, queuedEvents: MAX_QUEUED_EVENTS },
): Coalescer {
  const idle = [...lanes];
  let queue: Waiting[] = [];
  let queuedEvents = 0;
  let isScheduled = false;
  const underWay = new Set<readonly Waiting[]>();
  let whenDrained: (() => void)[] = [];

  function schedule(): void {
    if (isScheduled || queue.length === 0 || idle.length === 0) return;
    isScheduled = true;
    // After the current turn: callers answered together ask again together, and meet in one batch.
    setImmediate(() => {
      isScheduled = false;
      if (queue.length === 0 || !isWorthATransaction()) return;
      const lane = idle.pop();
      if (lane) void run(lane, takeBatch());
      schedule();
    });
  }

  /**
   * A second transaction waits for the log's lock until the first has committed. Sent too early it goes half empty, and the
   * disk is asked to flush twice for what one batch could hold; so it must be no smaller than the one it waits for.
   */
  function isWorthATransaction(): boolean {
    const smallest = Math.min(...[...underWay].map(({ length }) => length));
    return underWay.size === 0 || queue.length >= smallest || queuedEvents >= limits.batchEvents;
  }

  /**
   * Everything that waits, but half of it when nothing is under way and another lane is free: the other half goes at once as well and
   * waits in the database for the log's lock. From then on one half is written while the callers of the other are answered and
   * encode their next; in one batch, program and database would only ever wait for each other.
   */
  function mostRequests(): number {
    const isHalved = underWay.size === 0 && idle.length > 0 && queue.length >= WORTH_HALVING;
    // The first no larger than what follows it, which else would wait for more.
    return isHalved ? Math.floor(queue.length / 2) : Infinity;
  }

  function takeBatch(): Waiting[] {
    const most = mostRequests();
    const batch: Waiting[] = [];
    const left: Waiting[] = [];
    const streams = new Set<string>();
    let events = 0;
    let bytes = 0;
    for (const waiting of queue) {
      const { request } = waiting;
      const isFull =
        batch.length >= most ||
        (batch.length > 0 &&
          (events + request.events.length > limits.batchEvents || bytes + request.bytes > limits.batchBytes));
      if (isFull || streams.has(request.streamId)) {
        left.push(waiting);
        // Nothing overtakes a request of its own stream.
        streams.add(request.streamId);
        continue;
      }
      batch.push(waiting);
      streams.add(request.streamId);
      events += request.events.length;
      bytes += request.bytes;
    }
    queue = left;
    queuedEvents -= events;
    return batch;
  }

  async function run(lane: Lane, batch: readonly Waiting[]): Promise<void> {
    underWay.add(batch);
    try {
      const outcomes = await lane.write(batch.map(({ request }) => request));
      for (const [index, { resolve, reject }] of batch.entries()) {
        const outcome = outcomes[index] ?? new Error('The lane gave no outcome for a request.');
        if (outcome instanceof Error) reject(outcome);
        else resolve(outcome);
      }
    } catch (error) {
      const fault = error instanceof Error ? error : new Error('The lane failed.', { cause: error });
      for (const { reject } of batch) reject(fault);
    }
    idle.push(lane);
    underWay.delete(batch);
    schedule();
    if (queue.length === 0 && idle.length === lanes.length) {
      for (const resolve of whenDrained) resolve();
      whenDrained = [];
    }
  }

  return {
    submit(request) {
      if (queuedEvents > limits.queuedEvents) return Promise.reject(new LogBusyError(queuedEvents));
      return new Promise((resolve, reject) => {
        queue.push({ request, resolve, reject });
        queuedEvents += request.events.length;
        schedule();
      });
    },
    drained() {
      if (queue.length === 0 && idle.length === lanes.length) return Promise.resolve();
      return new Promise((resolve) => whenDrained.push(resolve));
    },
  };
}
