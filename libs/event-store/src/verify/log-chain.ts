import type { Position } from '../event-store.ts';
import { HASH_WORDS, ID_WORDS, PREVIOUS, type LogFault, type LogPart } from './log-part.ts';
import { StreamEnds, uuidAt } from './stream-ends.ts';

const MAX_FAULTS = 1_000;

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

/** Rows of es.stream as of the same moment: ids and head hashes in words, versions. */
export type StreamHeads = { size: number; stream: Uint32Array; version: Int32Array; leaf: Uint32Array };

/**
 * What rows must agree about with each other: positions without a gap, time never falling, each stream's versions and links.
 * Takes the parts of a log in its order and remembers one line a stream.
 */
export function createLogChain() {
  const faults: LogFault[] = [];
  const ends = new StreamEnds();
  let events = 0;
  let head: Position = 0;
  let headHash = '';
  let lastAt = -Infinity;

  const note = (position: Position, fault: string) => void faults.push({ position, fault });

  function add(part: LogPart): void {
    for (let row = 0; row < part.size; row += 1) {
      const position = part.position[row] as number;
      const at = part.at[row] as number;
      if (position !== head + 1) note(head + 1, missing(head + 1, position - 1));
      if (at < lastAt) {
        note(
          position,
          `committed_at ${instant(at)} is before that of the event before it (${instant(lastAt)})`,
        );
      }
      link(part, row, position);
      head = position;
      lastAt = at;
    }
    faults.push(...part.faults);
    events += part.size;
    if (part.size > 0) headHash = hexAt(part.leaf, (part.size - 1) * HASH_WORDS);
  }

  function link(part: LogPart, row: number, position: Position): void {
    const id = row * ID_WORDS;
    const slot = ends.find(part.stream, id);
    const before = slot < 0 ? 0 : ends.version(slot);
    const version = part.version[row] as number;
    if (version !== before + 1)
      note(position, `version ${version} of stream ${uuidAt(part.stream, id)} follows version ${before}`);
    const previousIs = part.previousIs[row];
    const isLinked =
      slot < 0
        ? previousIs === PREVIOUS.NONE
        : previousIs === PREVIOUS.HASH && ends.hasLeaf(slot, part.previous, row * HASH_WORDS);
    if (!isLinked && previousIs !== PREVIOUS.UNREADABLE)
      note(position, `the previous hash is not the leaf hash of version ${version - 1} of its stream`);
    ends.put(part.stream, id, { version, position }, part.leaf, row * HASH_WORDS);
  }

  function checkHeads({ size, stream, version, leaf }: StreamHeads): void {
    for (let row = 0; row < size; row += 1) {
      const slot = ends.find(stream, row * ID_WORDS);
      const end = slot < 0 ? 0 : ends.version(slot);
      if (slot >= 0) ends.name(slot);
      const id = () => uuidAt(stream, row * ID_WORDS);
      if (end !== version[row]) {
        const position = slot < 0 ? head : ends.position(slot);
        note(position, `stream ${id()} ends at version ${end}, its head row says ${version[row]}`);
      } else if (!ends.hasLeaf(slot, leaf, row * HASH_WORDS))
        note(ends.position(slot), `the head row of stream ${id()} has another hash`);
    }
    for (const { id, position } of ends.unnamed()) note(position, `stream ${id} has no head row`);
  }

  return {
    add,
    events: () => events,
    streams: () => ends.size,
    /** `heads`: null where only the events are at hand. */
    finish(heads: StreamHeads | null): LogReport {
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
    },
  };
}

const missing = (from: Position, to: Position) =>
  from === to ? `event ${from} is missing` : `events ${from} to ${to} are missing`;
const instant = (micros: number) => new Date(micros / 1_000).toISOString();
const hexAt = (words: Uint32Array, from: number) =>
  Buffer.from(words.buffer, words.byteOffset + from * 4, HASH_WORDS * 4).toString('hex');
