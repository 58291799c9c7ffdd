import { hash } from 'node:crypto';
import { isPlainText, isSurelyCanonicalUpTo } from './canonical-scan.ts';
import { HASH_WORDS, ID_WORDS, PREVIOUS, type LogPart } from './log-part.ts';
import { addRow } from './row-by-text.ts';
import { uuidAt } from './stream-ends.ts';

/** The columns `createRowReader` expects, in their order. */
export const LOG_COLUMNS = 'position, stream_id, version, event_id, type, committed_at, envelope, leaf_hash';

/** From 1970 to 2000, where PostgreSQL's binary instants begin. */
const EPOCH_MICROS = 946_684_800_000_000;
const [HASH_BYTES, HASH_DIGITS, ID_DIGITS] = [32, 64, 36];
const DASH = 45;
const DIGITS = Buffer.from('0123456789abcdef');
const VALUES = new Uint8Array(256).fill(255);
for (const [value, digit] of DIGITS.entries()) VALUES[digit] = value;
const [NEXT_KEY, PREVIOUS_KEY, STREAM_KEY, VERSION_KEY, TYPE_KEY, END] = [
  ',"id":"',
  '","prev":"',
  '","sid":"',
  '","sv":',
  ',"type":"',
  '","v":1}',
].map((text) => Buffer.from(text)) as [Buffer, Buffer, Buffer, Buffer, Buffer, Buffer];
const NEXT_KEY_LENGTH = 'id'.length;
/** Of the end of an envelope what does not hang on the event. */
const FIXED_LENGTH =
  2 * ID_DIGITS +
  [NEXT_KEY, PREVIOUS_KEY, STREAM_KEY, VERSION_KEY, TYPE_KEY, END].reduce(
    (sum, { length }) => sum + length,
    0,
  );

/**
 * Reads rows of a binary COPY of LOG_COLUMNS into a part and checks each by itself, from its bytes alone: the leaf is hashed where it lies,
 * the fields that columns repeat stand at the end of canonical bytes, so the end is compared with what the columns say, and the text before
 * it is scanned for being canonical. Whatever is not so is read as text, which names what is wrong.
 */
export function createRowReader(part: LogPart): (bytes: Buffer, from: number) => void {
  const [streams, leaves, previous] = [part.stream, part.leaf, part.previous].map((words) =>
    Buffer.from(words.buffer, words.byteOffset, words.byteLength),
  ) as [Buffer, Buffer, Buffer];

  /** Where the end that the columns repeat begins; -1 when it is another. Takes the previous hash over from it: only the rows before know it. */
  function endFrom(row: Fields, version: number): number {
    const { bytes, eventId, streamId, type, typeEnd, envelope, envelopeEnd } = row;
    const digits = String(version);
    const previousDigits = version === 1 ? 0 : HASH_DIGITS;
    const from = envelopeEnd - FIXED_LENGTH - previousDigits - digits.length - (typeEnd - type);
    if (from < envelope || !isPlainText(bytes, type, typeEnd)) return -1;
    let at = from;
    const isNext = (text: Buffer) => {
      at += text.length;
      return isSame(bytes, at - text.length, text, 0, text.length);
    };
    if (!isNext(NEXT_KEY) || !isId(bytes, at, eventId)) return -1;
    at += ID_DIGITS;
    if (!isNext(PREVIOUS_KEY)) return -1;
    if (previousDigits > 0 && !readHash(bytes, at, previous, part.size * HASH_BYTES)) return -1;
    at += previousDigits;
    if (!isNext(STREAM_KEY) || !isId(bytes, at, streamId)) return -1;
    at += ID_DIGITS;
    if (!isNext(VERSION_KEY)) return -1;
    for (let index = 0; index < digits.length; index += 1)
      if (bytes[at + index] !== digits.charCodeAt(index)) return -1;
    at += digits.length;
    if (!isNext(TYPE_KEY) || !isSame(bytes, at, bytes, type, typeEnd)) return -1;
    at += typeEnd - type;
    return isNext(END) ? from : -1;
  }

  function isGood(row: Fields, version: number): boolean {
    const { bytes, envelope, envelopeEnd, leaf, leafEnd } = row;
    if (leafEnd - leaf !== HASH_BYTES) return false;
    const end = endFrom(row, version);
    if (end < 0 || !isSurelyCanonicalUpTo(bytes, envelope, end, NEXT_KEY_LENGTH)) return false;
    part.previousIs[part.size] = version === 1 ? PREVIOUS.NONE : PREVIOUS.HASH;
    // 0x00 before the bytes (RFC 6962) in the place of the last byte of their length, which has been read.
    bytes[envelope - 1] = 0;
    // A byte a character: a Buffer for each digest costs as much as the digest.
    const digest = hash('sha256', bytes.subarray(envelope - 1, envelopeEnd), 'binary');
    for (let index = 0; index < HASH_BYTES; index += 1)
      if (digest.charCodeAt(index) !== bytes[leaf + index]) return false;
    return true;
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

/** Whether the bytes from `at` on are those of `source` from `from` to `to`. */
function isSame(bytes: Buffer, at: number, source: Buffer, from: number, to: number): boolean {
  for (let index = from; index < to; index += 1) if (bytes[at + index - from] !== source[index]) return false;
  return true;
}

/** Whether the text from `from` on is the id of the sixteen bytes from `id` on. */
function isId(bytes: Buffer, from: number, id: number): boolean {
  let at = from;
  for (let index = 0; index < 16; index += 1) {
    if ((index === 4 || index === 6 || index === 8 || index === 10) && bytes[at++] !== DASH) return false;
    const byte = bytes[id + index] as number;
    if (bytes[at++] !== DIGITS[byte >> 4] || bytes[at++] !== DIGITS[byte & 15]) return false;
  }
  return true;
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
