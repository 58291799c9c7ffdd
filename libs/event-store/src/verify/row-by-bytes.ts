import { hash } from 'node:crypto';
import { isSurelyCanonical } from './canonical-scan.ts';
import { HASH_WORDS, ID_WORDS, PREVIOUS, type LogPart } from './log-part.ts';
import { addRow } from './row-by-text.ts';
import { uuidAt } from './stream-ends.ts';

/** The columns `createRowReader` expects, in their order. */
export const LOG_COLUMNS = 'position, stream_id, version, event_id, type, committed_at, envelope, leaf_hash';

/** From 1970 to 2000, where PostgreSQL's binary instants begin. */
const EPOCH_MICROS = 946_684_800_000_000;
const [HASH_BYTES, HASH_DIGITS, ID_DIGITS] = [32, 64, 36];
const DIGITS = Buffer.from('0123456789abcdef');
const VALUES = new Uint8Array(256).fill(255);
for (const [value, digit] of DIGITS.entries()) VALUES[digit] = value;
const TAIL = {
  id: ',"id":"',
  previous: '","prev":"',
  stream: '","sid":"',
  version: '","sv":',
  type: ',"type":"',
  end: '","v":1}',
};
const LONGEST_TAIL = 1_024;

/**
 * Reads rows of a binary COPY of LOG_COLUMNS into a part and checks each by itself, from its bytes alone: the leaf is hashed where it lies,
 * the text is scanned for being canonical, and the fields that columns repeat stand at the end of canonical bytes, so the end is
 * written again from the columns and compared. Whatever is not so is read as text, which names what is wrong.
 */
export function createRowReader(part: LogPart): (bytes: Buffer, from: number) => void {
  const tail = Buffer.alloc(LONGEST_TAIL);
  const [streams, leaves, previous] = [part.stream, part.leaf, part.previous].map((words) =>
    Buffer.from(words.buffer, words.byteOffset, words.byteLength),
  ) as [Buffer, Buffer, Buffer];

  /** Writes how the bytes must end; answers where the tail's previous hash begins, or -1 for one that is too long. */
  function writeTail(row: Fields, version: number, previousDigits: number): number {
    const { bytes, eventId, streamId, type, typeEnd, envelopeEnd } = row;
    if (typeEnd - type > LONGEST_TAIL / 2) return -1;
    let at = tail.write(TAIL.id, 0, 'latin1');
    at = writeId(bytes, eventId, tail, at);
    at += tail.write(TAIL.previous, at, 'latin1');
    const hashAt = at;
    const sidLength = TAIL.stream.length + ID_DIGITS;
    const after =
      TAIL.version.length + String(version).length + TAIL.type.length + (typeEnd - type) + TAIL.end.length;
    // Taken over from the bytes themselves: whether it is the right one only the rows before can tell.
    const inBytes = envelopeEnd - after - sidLength - previousDigits;
    if (inBytes < 0) return -1;
    at += bytes.copy(tail, at, inBytes, inBytes + previousDigits);
    at += tail.write(TAIL.stream, at, 'latin1');
    at = writeId(bytes, streamId, tail, at);
    at += tail.write(`${TAIL.version}${version}${TAIL.type}`, at, 'latin1');
    at += bytes.copy(tail, at, type, typeEnd);
    at += tail.write(TAIL.end, at, 'latin1');
    tailEnd = at;
    return hashAt;
  }
  let tailEnd = 0;

  function isGood(row: Fields, version: number): boolean {
    const { bytes, envelope, envelopeEnd, leaf, leafEnd } = row;
    if (leafEnd - leaf !== HASH_BYTES) return false;
    const previousDigits = version === 1 ? 0 : HASH_DIGITS;
    const hashAt = writeTail(row, version, previousDigits);
    if (hashAt < 0 || envelopeEnd - envelope < tailEnd) return false;
    if (tail.compare(bytes, envelopeEnd - tailEnd, envelopeEnd, 0, tailEnd) !== 0) return false;
    if (previousDigits > 0 && !readHash(tail, hashAt, previous, part.size * HASH_BYTES)) return false;
    part.previousIs[part.size] = previousDigits === 0 ? PREVIOUS.NONE : PREVIOUS.HASH;
    if (!isSurelyCanonical(bytes, envelope, envelopeEnd)) return false;
    // 0x00 before the bytes (RFC 6962) in the place of the last byte of their length, which has been read.
    bytes[envelope - 1] = 0;
    const digest = hash('sha256', bytes.subarray(envelope - 1, envelopeEnd), 'buffer');
    return digest.compare(bytes, leaf, leaf + HASH_BYTES) === 0;
  }

  return (bytes, from) => {
    const row = fieldsOf(bytes, from);
    const version = bytes.readInt32BE(row.version);
    if (!isGood(row, version)) {
      addRow(part, textOf(row, version));
      return;
    }
    const index = part.size;
    part.position[index] = readInt64(bytes, row.position);
    part.at[index] = readInt64(bytes, row.at) + EPOCH_MICROS;
    part.version[index] = version;
    bytes.copy(streams, index * ID_WORDS * 4, row.streamId, row.streamId + ID_WORDS * 4);
    bytes.copy(leaves, index * HASH_WORDS * 4, row.leaf, row.leaf + HASH_BYTES);
    part.size += 1;
  };
}

/** Where each field's bytes begin. */
type Fields = {
  bytes: Buffer;
  position: number;
  streamId: number;
  version: number;
  eventId: number;
  type: number;
  typeEnd: number;
  at: number;
  envelope: number;
  envelopeEnd: number;
  leaf: number;
  leafEnd: number;
};

/** Each field stands behind its length. None of the columns can be null. */
function fieldsOf(bytes: Buffer, from: number): Fields {
  const position = from + 4;
  const streamId = position + 8 + 4;
  const version = streamId + 16 + 4;
  const eventId = version + 4 + 4;
  const type = eventId + 16 + 4;
  const typeEnd = type + bytes.readInt32BE(type - 4);
  const at = typeEnd + 4;
  const envelope = at + 8 + 4;
  const envelopeEnd = envelope + bytes.readInt32BE(envelope - 4);
  const leaf = envelopeEnd + 4;
  const leafEnd = leaf + bytes.readInt32BE(leaf - 4);
  return {
    bytes,
    position,
    streamId,
    version,
    eventId,
    type,
    typeEnd,
    at,
    envelope,
    envelopeEnd,
    leaf,
    leafEnd,
  };
}

function textOf(row: Fields, version: number): Parameters<typeof addRow>[1] {
  const { bytes } = row;
  const id = (from: number) =>
    uuidAt(new Uint32Array(Uint8Array.from(bytes.subarray(from, from + 16)).buffer), 0);
  return [
    readInt64(bytes, row.position),
    id(row.streamId),
    version,
    id(row.eventId),
    bytes.toString('utf8', row.type, row.typeEnd),
    new Date((readInt64(bytes, row.at) + EPOCH_MICROS) / 1_000).toISOString(),
    bytes.toString('utf8', row.envelope, row.envelopeEnd),
    bytes.toString('hex', row.leaf, row.leafEnd),
  ];
}

/** Good to 2^53. */
const readInt64 = (bytes: Buffer, at: number) => bytes.readInt32BE(at) * 2 ** 32 + bytes.readUInt32BE(at + 4);

function writeId(bytes: Buffer, from: number, target: Buffer, to: number): number {
  let at = to;
  for (let index = 0; index < 16; index += 1) {
    if (index === 4 || index === 6 || index === 8 || index === 10) target[at++] = 45;
    const byte = bytes[from + index] as number;
    target[at++] = DIGITS[byte >> 4] as number;
    target[at++] = DIGITS[byte & 15] as number;
  }
  return at;
}

function readHash(digits: Buffer, from: number, target: Buffer, to: number): boolean {
  let seen = 0;
  for (let index = 0; index < HASH_BYTES; index += 1) {
    const high = VALUES[digits[from + 2 * index] as number] as number;
    const low = VALUES[digits[from + 2 * index + 1] as number] as number;
    seen |= high | low;
    target[to + index] = (high << 4) | low;
  }
  return seen < 16;
}
