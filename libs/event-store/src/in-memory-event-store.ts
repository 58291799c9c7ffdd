import { setTimeout as delay } from 'node:timers/promises';
import type { AppendRequest, Appended, EventStore, NewEvent, RecordedEvent, Stream } from './event-store.ts';
import { ConcurrencyError } from './event-store.ts';
import { decodeEvents, encodeAppends, type EncodedAppend, type StoredEvent } from './recorded-event.ts';
import { createSealer } from './sealing.ts';
import { createSubjectKeys, type SubjectKeyTable } from './subject-keys.ts';

export type InMemoryEventStore = EventStore & {
  /** Destroys the key of a stream's sealed fields; they come out as null from now on. */
  shredKey(streamId: string): Promise<void>;
};

/**
 * The whole log in this process, with the bytes, hashes and answers of the real one. `now` stands for the database's
 * clock; without `sealingKey` nothing is sealed.
 */
export function createInMemoryEventStore(
  options: { now?: () => string; sealingKey?: Buffer } = {},
): InMemoryEventStore {
  const now = options.now ?? (() => new Date().toISOString());
  const wrappedKeys = new Map<string, { wrapped: Buffer | null; kekId: string }>();
  const keys = options.sealingKey ? createSubjectKeys(keyTable(wrappedKeys), options.sealingKey) : null;
  const sealer = createSealer(keys);
  const log: StoredEvent[] = [];
  const streams = new Map<string, StoredEvent[]>();
  const waiting = new Set<() => void>();

  function write(request: EncodedAppend): Appended | ConcurrencyError {
    const stream = streams.get(request.streamId) ?? [];
    const last = stream.at(-1);
    if ((last?.version ?? 0) !== request.expectedVersion) return firstResult(stream, request);
    if ((last?.leafHash ?? '') !== request.previousHash || (last && last.category !== request.category)) {
      throw new TypeError(
        `previousHash or category is not that of version ${request.expectedVersion} of ${request.streamId}.`,
      );
    }
    const clock = now();
    const previous = log.at(-1)?.committedAt ?? clock;
    const committedAt = clock > previous ? clock : previous;
    for (const event of request.events) {
      const row = {
        position: log.length + 1,
        streamId: request.streamId,
        category: request.category,
        version: event.version,
        type: event.type,
        committedAt,
        envelope: event.envelope,
        leafHash: event.leafHash,
      };
      log.push(row);
      stream.push(row);
    }
    streams.set(request.streamId, stream);
    for (const wake of waiting) wake();
    return answer(request, log.length);
  }

  async function appendMany(requests: readonly AppendRequest[]) {
    return (await encodeAppends(requests, sealer)).map(write);
  }

  return {
    appendMany,
    async append(request) {
      const [result] = await appendMany([request]);
      if (!result || result instanceof ConcurrencyError) {
        throw result ?? new TypeError('An append without an answer.');
      }
      return result;
    },
    async readStream<Event extends NewEvent>(
      streamId: string,
      { upTo = Infinity, afterVersion = 0 }: { upTo?: number; afterVersion?: number } = {},
    ) {
      const past = (streams.get(streamId) ?? []).filter((row) => row.position <= upTo);
      const events = await decodeEvents(
        past.filter((row) => row.version > afterVersion),
        sealer,
      );
      const last = past.at(-1);
      return {
        streamId,
        version: last?.version ?? 0,
        headHash: last?.leafHash ?? '',
        events: events as unknown as Stream<Event>['events'],
      };
    },
    streamVersion: (streamId) => Promise.resolve(streams.get(streamId)?.length ?? 0),
    readAll: ({ after, limit = 500, upTo = Infinity }): Promise<RecordedEvent[]> =>
      decodeEvents(log.slice(after, Math.min(after + limit, upTo)), sealer),
    head: () => Promise.resolve(log.length),
    positionAt: (instant) =>
      Promise.resolve(
        log.findLast((row) => Date.parse(row.committedAt) <= Date.parse(instant))?.position ?? 0,
      ),
    async waitForAppend(position, timeoutMs, signal) {
      if (log.length > position || signal?.aborted) return;
      const done = new AbortController();
      const wake = () => done.abort();
      waiting.add(wake);
      signal?.addEventListener('abort', wake, { once: true });
      await delay(timeoutMs, undefined, { signal: done.signal }).catch(() => undefined);
      signal?.removeEventListener('abort', wake);
      waiting.delete(wake);
    },
    shredKey(streamId) {
      const key = wrappedKeys.get(streamId);
      if (key) wrappedKeys.set(streamId, { ...key, wrapped: null });
      keys?.forget(streamId);
      return Promise.resolve();
    },
  };
}

/** The request may have been written before: then its first result is the answer. */
function firstResult(stream: readonly StoredEvent[], request: EncodedAppend): Appended | ConcurrencyError {
  const written = stream.slice(request.expectedVersion, request.expectedVersion + request.events.length);
  const isSame = request.events.every(({ eventId }, index) => {
    const row = written[index];
    return row !== undefined && (JSON.parse(row.envelope) as { id: string }).id === eventId;
  });
  const last = written.at(-1);
  return isSame && last
    ? answer(request, last.position)
    : new ConcurrencyError(request.streamId, request.expectedVersion);
}

const answer = (request: EncodedAppend, position: number): Appended => ({
  position,
  version: request.expectedVersion + request.events.length,
  eventIds: request.events.map((event) => event.eventId),
});

function keyTable(rows: Map<string, { wrapped: Buffer | null; kekId: string }>): SubjectKeyTable {
  return {
    load: (ids) =>
      Promise.resolve(
        new Map(
          ids.flatMap((id) => [[id, rows.get(id)] as const]).flatMap(([id, row]) => (row ? [[id, row]] : [])),
        ),
      ),
    create(keys, kekId) {
      for (const { subjectId, wrapped } of keys)
        if (!rows.has(subjectId)) rows.set(subjectId, { wrapped, kekId });
      return Promise.resolve();
    },
  };
}
