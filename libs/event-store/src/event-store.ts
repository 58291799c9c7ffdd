import type { ActorRef } from '@dondoc/domain/actor.ts';

/** Position in the log: 1, 2, 3 … without a gap, in commit order. Version: the same within one stream. */
export type Position = number;

export type NewEvent = { type: string; data: object };

export type RecordedEvent<Event extends NewEvent = NewEvent> = Event & {
  position: Position;
  streamId: string;
  category: string;
  version: number;
  /** uuidv5(commandId, index in the command). */
  eventId: string;
  /** When it was decided: the command's clock. */
  at: string;
  /** When the database committed it; never decreasing along positions. */
  committedAt: string;
  actor: ActorRef;
  commandId: string;
  /** The campaign or directive it belongs to, for tracing. */
  correlationId: string;
  /** Lower-case hex of SHA-256(0x00 || envelope bytes). */
  leafHash: string;
  /** The stored canonical bytes (RFC 8785), sealed fields still sealed. */
  envelope: string;
};

export type AppendRequest = {
  streamId: string;
  category: string;
  /** Version of the stream the decision was made on; 0: the stream must not exist yet. */
  expectedVersion: number;
  /** Leaf hash (hex) of that version, '' for a new stream: links the chain. */
  previousHash: string;
  events: readonly NewEvent[];
  commandId: string;
  actor: ActorRef;
  at: string;
  correlationId: string;
};
export type Appended = { position: Position; version: number; eventIds: readonly string[] };

/** Somebody else wrote to the stream first. Retried by handleCommand; a caller sees it only when retries are used up. */
export class ConcurrencyError extends Error {
  override readonly name = 'ConcurrencyError';
  constructor(
    readonly streamId: string,
    readonly expectedVersion: number,
  ) {
    super(`Stream ${streamId} is no longer at version ${expectedVersion}.`);
  }
}

/** More events are queued than the log can soon write. Nothing was written; the same call may be made again in a moment. */
export class LogBusyError extends Error {
  override readonly name = 'LogBusyError';
  readonly code = 'log-busy';
  constructor(readonly queuedEvents: number) {
    super(`The log has ${queuedEvents} events waiting to be written; try again in a moment.`);
  }
}

/** The database is out of reach, or full. Whether the events were written is not known: the same command id finds out. */
export class LogUnavailableError extends Error {
  override readonly name = 'LogUnavailableError';
  readonly code = 'log-unavailable';
  constructor(options: { cause: unknown }) {
    super('The log cannot be written just now; repeat the command with the same command id.', options);
  }
}

export type Stream<Event extends NewEvent = NewEvent> = {
  streamId: string;
  version: number;
  /** Leaf hash (hex) of the last event, '' for an empty stream. */
  headHash: string;
  events: RecordedEvent<Event>[];
};

/** The log. Sealed fields are opened on the way out; a shredded one comes out as null. */
export interface EventStore {
  /** Past events of one stream, oldest first; `upTo`: as of that position (inclusive); `afterVersion`: only newer ones. */
  readStream<Event extends NewEvent>(
    streamId: string,
    options?: { upTo?: Position; afterVersion?: number },
  ): Promise<Stream<Event>>;
  /** Current version without the events; 0 for an unknown stream. */
  streamVersion(streamId: string): Promise<number>;
  /** Throws ConcurrencyError. The same commandId again answers with the first result. */
  append(request: AppendRequest): Promise<Appended>;
  /** Many streams at once, for bulk work. One result a request, in order; a lost race is a ConcurrencyError in its place. */
  appendMany(requests: readonly AppendRequest[]): Promise<(Appended | ConcurrencyError)[]>;
  /** The log itself, `after` exclusive, at most `limit` (default 500) events in position order. */
  readAll(options: { after: Position; limit?: number; upTo?: Position }): Promise<RecordedEvent[]>;
  head(): Promise<Position>;
  /** The last position committed at or before the instant: as-of by time. */
  positionAt(instant: string): Promise<Position>;
  /** Resolves when something may have been appended after `position`, or after `timeoutMs`. A hint, never a promise. */
  waitForAppend(position: Position, timeoutMs: number, signal?: AbortSignal): Promise<void>;
}
