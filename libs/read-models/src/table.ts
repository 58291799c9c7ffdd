import type { Column, ColumnKind, Projection } from './projection.ts';

// What the planner, the writer and the reader must know of each kind of column, in one place.
const KINDS: Record<ColumnKind, { type: string; read: (column: string) => string }> = {
  id: { type: 'uuid', read: (column) => column },
  text: { type: 'text', read: (column) => column },
  words: { type: 'text[]', read: (column) => column },
  count: { type: 'integer', read: (column) => column },
  // float8 is exact up to 2^53, like the numbers it becomes.
  position: { type: 'bigint', read: (column) => `${column}::float8` },
  day: { type: 'date', read: (column) => `to_char(${column}, 'YYYY-MM-DD')` },
  instant: {
    type: 'timestamptz',
    read: (column) => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`,
  },
  flag: { type: 'boolean', read: (column) => column },
  points: { type: 'numeric(8,2)', read: (column) => `${column}::text` },
  json: { type: 'jsonb', read: (column) => column },
};

/** reviewSubmittedAt -> review_submitted_at */
export const columnName = (field: string) => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
export const viewName = (name: string) => `app.${name}`;
export const tableName = (name: string, generation: number) => `app.${name}_g${generation}`;

const columnsOf = <Row extends object>(projection: Projection<Row>): [string, Column][] =>
  Object.entries<Column>(projection.columns);

/** One table of the projection, without its further indexes. */
export function createTableSql<Row extends object>(projection: Projection<Row>, generation: number): string {
  const lines = columnsOf(projection).map(([field, { kind, nullable }]) => {
    const constraint = field === projection.key ? ' PRIMARY KEY' : nullable ? '' : ' NOT NULL';
    return `${columnName(field)} ${KINDS[kind].type}${constraint}`;
  });
  // Rows are updated in place many times: room on the page keeps those updates off the indexes.
  return `CREATE TABLE ${tableName(projection.name, generation)} (${lines.join(', ')}) WITH (fillfactor = 80)`;
}

/** Its further indexes: made after a table is filled they cost a fraction. */
export function createIndexesSql<Row extends object>(
  projection: Projection<Row>,
  generation: number,
): string[] {
  const table = tableName(projection.name, generation);
  return projection.indexes.map(
    (fields) => `CREATE INDEX ON ${table} (${fields.map(columnName).join(', ')})`,
  );
}

/** Takes the keys as $1. Every value comes back as the row type says, whatever the session's settings are. */
export function selectRowsSql<Row extends object>(projection: Projection<Row>, generation: number): string {
  const key = columnName(projection.key);
  return `SELECT ${readList(projection)} FROM ${tableName(projection.name, generation)} WHERE ${key} = ANY ($1)`;
}

/** Takes the last key seen as $1 and a limit as $2. */
export function scanRowsSql<Row extends object>(projection: Projection<Row>, generation: number): string {
  const key = columnName(projection.key);
  const table = tableName(projection.name, generation);
  return `SELECT ${readList(projection)} FROM ${table} WHERE ${key} > $1 ORDER BY ${key} LIMIT $2`;
}

// In the order of RFC 8785: a row read back is hashed as it comes.
function readList<Row extends object>(projection: Projection<Row>): string {
  return columnsOf(projection)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([field, { kind }]) => `${KINDS[kind].read(columnName(field))} AS "${field}"`)
    .join(', ');
}

/** Takes all rows as one JSON array in $1: one plan and one round trip, however many rows there are. */
export function upsertRowsSql<Row extends object>(projection: Projection<Row>, generation: number): string {
  const columns = columnsOf(projection);
  const names = columns.map(([field]) => columnName(field));
  const record = columns.map(([field, { kind }]) => `"${field}" ${KINDS[kind].type}`).join(', ');
  const fields = columns.map(([field]) => `"${field}"`).join(', ');
  const key = columnName(projection.key);
  const updates = names.filter((name) => name !== key).map((name) => `${name} = excluded.${name}`);
  return (
    `INSERT INTO ${tableName(projection.name, generation)} (${names.join(', ')}) ` +
    `SELECT ${fields} FROM jsonb_to_recordset($1::jsonb) AS r(${record}) ` +
    `ON CONFLICT (${key}) DO UPDATE SET ${updates.join(', ')}`
  );
}
