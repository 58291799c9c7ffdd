import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Pool } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';

const COLUMNS = 'position, stream_id, version, event_id, type, committed_at, envelope, leaf_hash';
/** Rows handed to the socket at once. */
const CHUNK = 500;

/** The first so many events of one unit each, as lines of COPY's text format, made before any clock runs. */
export async function eventRows(pool: Pool, limit: number): Promise<string[]> {
  const { rows } = await pool.query<{ line: string }>(
    `SELECT concat_ws(E'\\t', row_number() OVER (ORDER BY position), stream_id, version, event_id, type, committed_at,
       replace(envelope, E'\\\\', E'\\\\\\\\'), E'\\\\' || leaf_hash::text) || E'\\n' AS line
     FROM es.event WHERE type = 'UnitAssigned' ORDER BY position LIMIT $1`,
    [limit],
  );
  return rows.map(({ line }) => line);
}

/**
 * A table of the log's shape: partitioned, with its columns, checks and two indexes; without its triggers, which see only what
 * changes rows. `envelope`: 'jsonb' is what the bars were first measured against; it has to be parsed.
 */
export async function eventTable(
  pool: Pool,
  name: string,
  envelope: 'text' | 'jsonb' = 'text',
): Promise<void> {
  await pool.query('CREATE SCHEMA IF NOT EXISTS bench');
  await pool.query(`CREATE TABLE bench.${name}_1
    (LIKE es.event INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING STORAGE, PRIMARY KEY (position), UNIQUE (stream_id, version))`);
  if (envelope === 'jsonb') {
    await pool.query(`ALTER TABLE bench.${name}_1 DROP CONSTRAINT event_envelope_check`);
    await pool.query(`ALTER TABLE bench.${name}_1 ALTER COLUMN envelope TYPE jsonb USING envelope::jsonb`);
  }
  await pool.query(`CREATE TABLE bench.${name} (LIKE bench.${name}_1 INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING STORAGE,
    PRIMARY KEY (position)) PARTITION BY RANGE (position)`);
  await pool.query(
    `ALTER TABLE bench.${name} ATTACH PARTITION bench.${name}_1 FOR VALUES FROM (1) TO (10000001)`,
  );
}

/** Seconds from the first byte to the commit of one COPY of all rows into the emptied table. */
export async function copyIn(pool: Pool, table: string, rows: readonly string[]): Promise<number> {
  const chunks = Array.from({ length: Math.ceil(rows.length / CHUNK) }, (_, index) =>
    Buffer.from(rows.slice(index * CHUNK, (index + 1) * CHUNK).join('')),
  );
  await pool.query(`TRUNCATE bench.${table}`);
  const client = await pool.connect();
  try {
    const from = performance.now();
    await pipeline(
      Readable.from(chunks),
      client.query(copyFrom(`COPY bench.${table} (${COLUMNS}) FROM STDIN`)),
    );
    return (performance.now() - from) / 1_000;
  } finally {
    client.release();
  }
}

/** Seconds to read every column of the whole log by COPY; the bytes are counted and thrown away. */
export async function copyOut(pool: Pool): Promise<number> {
  const client = await pool.connect();
  try {
    const from = performance.now();
    await pipeline(
      client.query(copyTo(`COPY (SELECT ${COLUMNS} FROM es.event ORDER BY position) TO STDOUT`)),
      async (bytes) => {
        for await (const _ of bytes) continue;
      },
    );
    return (performance.now() - from) / 1_000;
  } finally {
    client.release();
  }
}
