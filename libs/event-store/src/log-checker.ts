import { canonicalText, leafHashOf, type Envelope } from './envelope.ts';
import type { Position } from './event-store.ts';

const MAX_FAULTS = 1_000;

/** `position` is where to look; the last one before it when something is missing at the end. */
export type LogFault = { position: Position; fault: string };
export type LogReport = {
  ok: boolean;
  events: number;
  streams: number;
  head: Position;
  /** Leaf hash (hex) of the head, '' for an empty log: what a notary signs. */
  headHash: string;
  /** In log order, the first 1,000. */
  faults: LogFault[];
};

/** One row of es.event. */
export type LogRow = [
  position: Position,
  streamId: string,
  version: number,
  eventId: string,
  type: string,
  at: string,
  envelope: string,
  leafHash: string,
];
/** One row of es.stream. */
type StreamHead = [streamId: string, version: number, headHash: string];
type StreamEnd = { version: number; leafHash: string; position: Position };

/**
 * All that the log can prove by itself, row by row in log order; `finish` takes the rows of es.stream (stream, version, head
 * hash) as of the same moment, or null where only the events are at hand. Remembers one line a stream.
 */
export function createLogChecker() {
  const faults: LogFault[] = [];
  const ends = new Map<string, StreamEnd>();
  let events = 0;
  let head: Position = 0;
  let headHash = '';
  let lastAt = '';

  const note = (position: Position, fault: string) => void faults.push({ position, fault });

  function check(row: LogRow): void {
    const [position, streamId, version, , , at, text, leafHash] = row;
    if (position !== head + 1) note(head + 1, missing(head + 1, position - 1));
    if (at < lastAt) note(position, `committed_at ${at} is before that of the event before it (${lastAt})`);
    if (leafHashOf(text) !== leafHash) note(position, 'the leaf hash is not that of the stored bytes');
    const end = ends.get(streamId);
    if (version !== (end?.version ?? 0) + 1) {
      note(position, `version ${version} of stream ${streamId} follows version ${end?.version ?? 0}`);
    }
    checkEnvelope(row, end?.leafHash ?? '', note);

    ends.set(streamId, { version, leafHash, position });
    events += 1;
    head = position;
    headHash = leafHash;
    lastAt = at;
  }

  function checkHeads(heads: readonly StreamHead[]): void {
    const named = new Set<string>();
    for (const [streamId, version, hash] of heads) {
      named.add(streamId);
      const end = ends.get(streamId);
      if (end?.version !== version) {
        note(
          end?.position ?? head,
          `stream ${streamId} ends at version ${end?.version ?? 0}, its head row says ${version}`,
        );
      } else if (end.leafHash !== hash)
        note(end.position, `the head row of stream ${streamId} has another hash`);
    }
    for (const [streamId, end] of ends) {
      if (!named.has(streamId)) note(end.position, `stream ${streamId} has no head row`);
    }
  }

  function finish(heads: readonly StreamHead[] | null): LogReport {
    if (heads !== null) checkHeads(heads);
    faults.sort((a, b) => a.position - b.position);
    return {
      ok: faults.length === 0,
      events,
      streams: ends.size,
      head,
      headHash,
      faults: faults.slice(0, MAX_FAULTS),
    };
  }

  return { check, finish, events: () => events };
}

function checkEnvelope(
  row: LogRow,
  previous: string,
  note: (position: Position, fault: string) => void,
): void {
  const [position, streamId, version, eventId, type, , text] = row;
  let envelope: Envelope;
  try {
    envelope = JSON.parse(text) as Envelope;
    if (canonicalText(envelope) !== text) note(position, 'the stored bytes are not canonical (RFC 8785)');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    note(position, `the stored bytes are no event: ${why}`);
    return;
  }
  if (envelope.prev !== previous)
    note(position, `the previous hash is not the leaf hash of version ${version - 1} of its stream`);
  const compare = (name: string, column: string | number, inBytes: string | number) => {
    if (column !== inBytes) note(position, `column ${name} says ${column}, the stored bytes say ${inBytes}`);
  };
  compare('stream_id', streamId, envelope.sid);
  compare('version', version, envelope.sv);
  compare('event_id', eventId, envelope.id);
  compare('type', type, envelope.type);
}

const missing = (from: Position, to: Position) =>
  from === to ? `event ${from} is missing` : `events ${from} to ${to} are missing`;
