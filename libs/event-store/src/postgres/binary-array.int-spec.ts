import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { testDatabase } from '@dondoc/testing/servers/test-database.ts';
import { hexArray, intArray, textArray, uuidArray } from './binary-array.ts';

let database: Awaited<ReturnType<typeof testDatabase>>;
let client: Client;

beforeAll(async () => {
  database = await testDatabase();
  client = new Client({ connectionString: database.appUrl });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.stop();
});

const ID = '7f0c5d3e-6f2b-5c39-9a51-1889c0de2023';

it('arrives in PostgreSQL as it was', async () => {
  const texts = ['', 'Đôn đốc', 'NULL', '{"a":"\\\\"}', ' a,b ', '😀'];
  const { rows } = await client.query(
    `SELECT $1::text[] AS texts, $2::uuid[] AS ids, $3::int[] AS numbers, $4::bytea[] AS hashes`,
    [textArray(texts), uuidArray([ID]), intArray([0, -1, 2_147_483_647]), hexArray(['', '00ff'])],
  );
  expect(rows).toEqual([
    {
      texts,
      ids: [ID],
      numbers: [0, -1, 2_147_483_647],
      hashes: [Buffer.alloc(0), Buffer.from([0, 255])],
    },
  ]);
});
