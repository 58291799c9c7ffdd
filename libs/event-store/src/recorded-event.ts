import { validate as isUuid } from 'uuid';
import { canonicalEnvelope, leafHashOf, type Envelope } from './envelope.ts';
import type { AppendRequest, Position, RecordedEvent } from './event-store.ts';
import type { Sealer } from './sealing.ts';
import { eventIdOf } from './stream-ids.ts';

/** Version of the shape of every event so far; a second shape of a type gets 2 and an upcaster. */
const SHAPE_VERSION = 1;

/** A request as it will stand in the log, but for its position. */
export type EncodedAppend = {
  streamId: string;
  category: string;
  expectedVersion: number;
  previousHash: string;
  events: readonly { eventId: string; type: string; version: number; envelope: string; leafHash: string }[];
  bytes: number;
};

/** One row of the log. */
export type StoredEvent = {
  position: Position;
  streamId: string;
  category: string;
  version: number;
  type: string;
  committedAt: string;
  envelope: string;
  leafHash: string;
};

/**
 * Seals, canonicalises, chains and hashes. Throws DomainError ('not-canonical', 'event-too-large') for what the log cannot
 * hold, TypeError for a request that no caller of ours should make.
 */
export async function encodeAppends(
  requests: readonly AppendRequest[],
  sealer: Sealer,
): Promise<EncodedAppend[]> {
  for (const request of requests) refuseMalformed(request);
  const plain = requests.flatMap((request) =>
    request.events.map((event, index) => ({
      type: event.type,
      data: event.data,
      streamId: request.streamId,
      eventId: eventIdOf(request.commandId, index),
    })),
  );
  const sealed = await sealer.seal(plain);
  let next = 0;
  return requests.map((request) => {
    const from = next;
    next += request.events.length;
    return chained(request, plain.slice(from, next), sealed.slice(from, next));
  });
}

function chained(
  request: AppendRequest,
  plain: readonly { eventId: string }[],
  data: readonly object[],
): EncodedAppend {
  let previous = request.previousHash;
  let bytes = 0;
  const events = request.events.map((event, index) => {
    const { eventId } = plain[index] as { eventId: string };
    const version = request.expectedVersion + index + 1;
    const envelope = canonicalEnvelope({
      at: request.at,
      by: request.actor,
      cause: request.commandId,
      corr: request.correlationId,
      data: data[index] ?? event.data,
      id: eventId,
      prev: previous,
      sid: request.streamId,
      sv: version,
      type: event.type,
      v: SHAPE_VERSION,
    });
    previous = leafHashOf(envelope);
    bytes += envelope.length;
    return { eventId, type: event.type, version, envelope, leafHash: previous };
  });
  const { streamId, category, expectedVersion, previousHash } = request;
  return { streamId, category, expectedVersion, previousHash, events, bytes };
}

function refuseMalformed(request: AppendRequest): void {
  const { streamId, expectedVersion, previousHash, events } = request;
  if (!isUuid(streamId) || streamId !== streamId.toLowerCase()) {
    throw new TypeError(`A stream id is a lower-case UUID, not "${streamId}".`);
  }
  if (!Number.isSafeInteger(expectedVersion) || expectedVersion < 0) {
    throw new TypeError(`expectedVersion is 0 or more, not ${expectedVersion}.`);
  }
  if ((previousHash === '') !== (expectedVersion === 0) || !/^([0-9a-f]{64})?$/.test(previousHash)) {
    throw new TypeError(
      `previousHash must be the leaf hash of version ${expectedVersion} ('' for a new stream).`,
    );
  }
  if (events.length === 0) throw new TypeError('An append has at least one event.');
}

/** Rows as callers see them: parsed once, sealed fields open. */
export async function decodeEvents(rows: readonly StoredEvent[], sealer: Sealer): Promise<RecordedEvent[]> {
  const envelopes = rows.map((row) => JSON.parse(row.envelope) as Envelope);
  const data = await sealer.open(
    envelopes.map((envelope) => ({
      type: envelope.type,
      data: envelope.data,
      streamId: envelope.sid,
      eventId: envelope.id,
    })),
  );
  return rows.map((row, index) => recorded(row, envelopes[index] as Envelope, data[index] as object));
}

function recorded(row: StoredEvent, envelope: Envelope, data: object): RecordedEvent {
  return {
    type: envelope.type,
    data,
    position: row.position,
    streamId: row.streamId,
    category: row.category,
    version: row.version,
    eventId: envelope.id,
    at: envelope.at,
    committedAt: row.committedAt,
    actor: envelope.by as RecordedEvent['actor'],
    commandId: envelope.cause ?? '',
    correlationId: envelope.corr,
    leafHash: row.leafHash,
    envelope: row.envelope,
  };
}
