import { canonicalText, leafHashOf, type Envelope } from '../envelope.ts';
import type { Position } from '../event-store.ts';
import { HASH_WORDS, ID_WORDS, PREVIOUS, type LogPart } from './log-part.ts';

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

/** Checks a row by itself and puts it at the end of the part: leaf hash, canonical bytes, columns against bytes. */
export function addRow(part: LogPart, row: LogRow): void {
  const [position, streamId, version, , , at, text, leafHash] = row;
  const note = (fault: string) => void part.faults.push({ position, fault });
  if (leafHashOf(text) !== leafHash) note('the leaf hash is not that of the stored bytes');
  const previous = checkedEnvelope(row, note);
  const index = part.size;
  part.position[index] = position;
  part.at[index] = Date.parse(at) * 1_000;
  part.version[index] = version;
  putHex(streamId.replaceAll('-', ''), part.stream, index * ID_WORDS, ID_WORDS);
  putHex(leafHash, part.leaf, index * HASH_WORDS, HASH_WORDS);
  putHex(previous ?? '', part.previous, index * HASH_WORDS, HASH_WORDS);
  part.previousIs[index] =
    previous === null ? PREVIOUS.UNREADABLE : previous === '' ? PREVIOUS.NONE : PREVIOUS.HASH;
  part.size += 1;
}

/** The previous hash that the bytes name; null when they are no event. */
function checkedEnvelope(row: LogRow, note: (fault: string) => void): string | null {
  const [, streamId, version, eventId, type, , text] = row;
  let envelope: Envelope;
  try {
    envelope = JSON.parse(text) as Envelope;
    if (canonicalText(envelope) !== text) note('the stored bytes are not canonical (RFC 8785)');
  } catch (error) {
    note(`the stored bytes are no event: ${error instanceof Error ? error.message : String(error)}`);
    return null;
  }
  const compare = (name: string, column: string | number, inBytes: string | number) => {
    if (column !== inBytes) note(`column ${name} says ${column}, the stored bytes say ${inBytes}`);
  };
  compare('stream_id', streamId, envelope.sid);
  compare('version', version, envelope.sv);
  compare('event_id', eventId, envelope.id);
  compare('type', type, envelope.type);
  const previous: unknown = envelope.prev;
  return typeof previous === 'string' ? previous : 'no text';
}

/** Anything but so many lower-case hex digits becomes zeros: no leaf is that, and other checks name what it is. */
export function putHex(hex: string, target: Uint32Array, from: number, words: number): void {
  target.fill(0, from, from + words);
  if (hex.length !== words * 8 || !/^[0-9a-f]+$/.test(hex)) return;
  Buffer.from(target.buffer, target.byteOffset + from * 4, words * 4).write(hex, 'hex');
}
