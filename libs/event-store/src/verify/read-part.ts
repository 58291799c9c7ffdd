import type { ClientBase } from 'pg';
import { copyRows } from './copied-rows.ts';
import { createLogPart, HASH_WORDS, ID_WORDS, type LogPart } from './log-part.ts';
import type { StreamHeads } from './log-chain.ts';
import { createRowReader, LOG_COLUMNS } from './row-by-bytes.ts';

/** Positions read at once. */
export const POSITIONS_A_PART = 8_192;

/** The settings of a connection that reads a log of which the planner may know nothing yet. */
export const BY_INDEX = 'SET enable_seqscan = off; SET enable_bitmapscan = off';

/** The rows after a position, up to POSITIONS_A_PART further on, each checked by itself. */
export async function readPart(client: ClientBase, after: number): Promise<LogPart> {
  const part = createLogPart(POSITIONS_A_PART);
  await copyRows(
    client,
    `SELECT ${LOG_COLUMNS} FROM es.event
     WHERE position > ${after} AND position <= ${after + POSITIONS_A_PART} ORDER BY position`,
    createRowReader(part),
  );
  return part;
}

/** Every row of es.stream. */
export async function readHeads(client: ClientBase, streams: number): Promise<StreamHeads> {
  let room = Math.max(streams, 1);
  let heads = headsFor(room);
  let [ids, hashes] = [bytesOf(heads.stream), bytesOf(heads.leaf)];
  await copyRows(client, 'SELECT stream_id, version, head_hash FROM es.stream', (bytes, from) => {
    if (heads.size === room) {
      const fuller = headsFor((room *= 2));
      fuller.stream.set(heads.stream);
      fuller.version.set(heads.version);
      fuller.leaf.set(heads.leaf);
      heads = { ...fuller, size: heads.size };
      [ids, hashes] = [bytesOf(heads.stream), bytesOf(heads.leaf)];
    }
    const [id, version, hash] = [from + 4, from + 24, from + 32];
    bytes.copy(ids, heads.size * ID_WORDS * 4, id, id + ID_WORDS * 4);
    heads.version[heads.size] = bytes.readInt32BE(version);
    bytes.copy(hashes, heads.size * HASH_WORDS * 4, hash, hash + HASH_WORDS * 4);
    heads.size += 1;
  });
  return heads;
}

const headsFor = (room: number): StreamHeads => ({
  size: 0,
  stream: new Uint32Array(room * ID_WORDS),
  version: new Int32Array(room),
  leaf: new Uint32Array(room * HASH_WORDS),
});
const bytesOf = (words: Uint32Array) => Buffer.from(words.buffer, words.byteOffset, words.byteLength);
