import { hash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { testDatabase } from '@dondoc/testing/servers/test-database.ts';

/** Arguments of es.append for one request of one event, as the application would send them. */
function batch(over: Partial<Record<string, unknown>> = {}): unknown[] {
  const envelope = `{"n":"${randomUUID()}"}`;
  const parts = {
    stream: [randomUUID()],
    category: ['test'],
    expected: [0],
    count: [1],
    previous: ['\\x'],
    id: [randomUUID()],
    type: ['Noted'],
    envelope: [envelope],
    leaf: [`\\x${hash('sha256', `\0${envelope}`, 'hex')}`],
    ...over,
  };
  return Object.values(parts);
}
const APPEND = `SELECT * FROM es.append($1::uuid[], $2::text[], $3::int[], $4::int[], $5::bytea[],
  $6::uuid[], $7::text[], $8::text[], $9::bytea[])`;

describe('the log’s own safeguards', () => {
  let database: Awaited<ReturnType<typeof testDatabase>>;
  let app: Client;
  let owner: Client;

  beforeAll(async () => {
    database = await testDatabase();
    app = new Client({ connectionString: database.appUrl });
    owner = new Client({ connectionString: database.ownerUrl });
    await Promise.all([app.connect(), owner.connect()]);
  });
  beforeEach(() => app.query(APPEND, batch()));
  afterAll(async () => {
    await Promise.all([app.end(), owner.end()]);
    await database.stop();
  });

  it.each([
    `INSERT INTO es.event SELECT position + 1, stream_id, version, event_id, type, committed_at, envelope, leaf_hash FROM es.event`,
    `INSERT INTO es.event_p00000 SELECT * FROM es.event`,
    `UPDATE es.event SET type = 'x'`,
    `DELETE FROM es.event`,
    `TRUNCATE es.event`,
    `TRUNCATE es.event_p00000`,
    `UPDATE es.stream SET version = 9`,
    `UPDATE es.cursor SET position = 0`,
    `DELETE FROM es.subject_key`,
    `ALTER TABLE es.event DISABLE TRIGGER ALL`,
    `SELECT es.ensure_partition(1)`,
  ])('does not let the application: %s', async (statement) => {
    await expect(app.query(statement)).rejects.toMatchObject({ code: '42501' });
  });

  it.each([
    `UPDATE es.event SET type = 'x'`,
    `DELETE FROM es.event`,
    `TRUNCATE es.event`,
    `UPDATE es.event_p00000 SET type = 'x'`,
    `DELETE FROM es.event_p00000`,
    `TRUNCATE es.event_p00000`,
  ])('does not let even its owner: %s', async (statement) => {
    await expect(owner.query(statement)).rejects.toMatchObject({ code: 'ES002' });
  });

  it('refuses an append under any isolation level but READ COMMITTED', async () => {
    await app.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
    await expect(app.query(APPEND, batch())).rejects.toMatchObject({ code: 'ES004' });
    await app.query('ROLLBACK');
  });

  const twice = randomUUID();
  it.each([
    ['arrays of unequal length', batch({ category: ['a', 'b'] })],
    ['a count that does not fit the events', batch({ count: [2] })],
    ['a negative version', batch({ expected: [-1] })],
    ['a request without events', batch({ count: [0], id: [], type: [], envelope: [], leaf: [] })],
    ['an empty batch', Array.from({ length: 9 }, () => [])],
    ['a leaf hash of other bytes', batch({ envelope: ['{}'] })],
    [
      'a stream twice',
      batch({
        stream: [twice, twice],
        category: ['a', 'a'],
        expected: [0, 1],
        count: [1, 0],
        previous: ['\\x', '\\x'],
      }),
    ],
  ])('refuses %s', async (_, parameters) => {
    await expect(app.query(APPEND, parameters)).rejects.toMatchObject({ code: 'ES003' });
  });

  it('makes the next partition when one is half full, with the same safeguards', async () => {
    const fill = (position: number) =>
      owner.query(
        `INSERT INTO es.event SELECT $1, gen_random_uuid(), 1, gen_random_uuid(), type, committed_at, envelope, leaf_hash
         FROM es.event ORDER BY position LIMIT 1`,
        [position],
      );
    const { rows: before } = await owner.query(`SELECT to_regclass('es.event_p00001') AS next`);
    expect(before[0]).toEqual({ next: null });

    await fill(4_999_999);
    await app.query(APPEND, batch());
    await fill(10_000_000);
    const { rows } = await app.query<{ base: string }>(APPEND, batch());
    expect(rows[0]?.base).toBe('10000000');
    const { rows: next } = await owner.query('SELECT position FROM es.event_p00001 ORDER BY position');
    expect(next).toEqual([{ position: '10000001' }]);
    await expect(owner.query('DELETE FROM es.event_p00001')).rejects.toMatchObject({ code: 'ES002' });
    await expect(owner.query('TRUNCATE es.event_p00001')).rejects.toMatchObject({ code: 'ES002' });
    const { rows: plans } = await owner.query<{ indexdef: string }>(
      `SELECT indexdef FROM pg_indexes WHERE tablename = 'event_p00001' ORDER BY indexname`,
    );
    expect(plans.map((row) => row.indexdef)).toEqual([
      expect.stringContaining('UNIQUE INDEX event_p00001_pkey'),
      expect.stringContaining(
        'UNIQUE INDEX event_p00001_stream ON es.event_p00001 USING btree (stream_id, version)',
      ),
    ]);
  });
});
