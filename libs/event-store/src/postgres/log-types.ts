import { types, type ClientBase, type CustomTypesConfig } from 'pg';

// Type ids of PostgreSQL, the same in every version.
const INT8 = 20;
const BYTEA = 17;
const TIMESTAMPTZ = 1184;
const parseTimestamp = types.getTypeParser(types.builtins.TIMESTAMPTZ);

let lastText = '';
let lastInstant = '';

// Events of one batch share their instant: parsed once.
function instantOf(text: string): string {
  if (text !== lastText) {
    lastInstant = (parseTimestamp(text) as Date).toISOString();
    lastText = text;
  }
  return lastInstant;
}

// Its typings know only the built-in types by name; any id may come.
const parserOf = types.getTypeParser as (
  oid: number,
  format?: 'text' | 'binary',
) => (text: string) => unknown;

/** Rows of the log as the code wants them: positions are numbers, hashes lower-case hex, instants RFC 3339 in UTC. */
export const logTypes: CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') => {
    if (format === 'binary') return parserOf(oid, format);
    if (oid === INT8) return Number;
    if (oid === BYTEA) return (text: string) => text.slice(2);
    if (oid === TIMESTAMPTZ) return instantOf;
    return parserOf(oid, format);
  },
};

/** A prepared statement by name, rows as arrays. */
export async function selectRows<Row extends unknown[]>(
  client: { query: ClientBase['query'] },
  name: string,
  text: string,
  values: unknown[],
): Promise<Row[]> {
  const { rows } = await client.query<Row>({ name, text, values, rowMode: 'array' });
  return rows;
}
