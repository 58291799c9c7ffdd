import pg from 'pg';

const { builtins } = pg.types;
const parseTimestamp = pg.types.getTypeParser(builtins.TIMESTAMPTZ);

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

/** Rows of the log as the code wants them: positions are numbers, hashes lower-case hex, instants RFC 3339 in UTC. */
export const logTypes: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (format !== 'binary') {
      if (oid === builtins.INT8) return Number;
      if (oid === builtins.BYTEA) return (text: string) => text.slice(2);
      if (oid === builtins.TIMESTAMPTZ) return instantOf;
    }
    return pg.types.getTypeParser(oid, format as 'text');
  }) as pg.CustomTypesConfig['getTypeParser'],
};

/** A prepared statement by name, rows as arrays. */
export async function selectRows<Row extends unknown[]>(
  client: { query: pg.ClientBase['query'] },
  name: string,
  text: string,
  values: unknown[],
): Promise<Row[]> {
  const { rows } = await client.query<Row>({ name, text, values, rowMode: 'array' });
  return rows;
}
