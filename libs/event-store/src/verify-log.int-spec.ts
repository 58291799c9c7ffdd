import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { databaseFromTemplate } from '@dondoc/testing/servers/test-postgres.ts';
import { testDatabase } from '@dondoc/testing/servers/test-database.ts';
import { leafHashOf } from './envelope.ts';
import { request } from './testing/requests.ts';
import { openPostgresEventStore } from './postgres/postgres-event-store.ts';
import type { LogReport } from './verify/log-chain.ts';
import { verifyLog } from './verify-log.ts';

describe('verifyLog', () => {
  let server: Awaited<ReturnType<typeof testDatabase>>;
  let database: { ownerUrl: string; appUrl: string };
  let streams: string[];

  beforeAll(async () => {
    server = await testDatabase();
  });
  afterAll(() => server.stop());

  // Three streams of two events each: positions 1,2 / 3,4 / 5,6.
  beforeEach(async () => {
    database = await databaseFromTemplate(server.ownerUrl);
    const store = await openPostgresEventStore({
      connectionString: database.appUrl,
      sealingKey: randomBytes(32),
    });
    streams = Array.from({ length: 3 }, () => randomUUID());
    const events = ['một', 'hai'].map((text) => ({ type: 'Noted', data: { text } }));
    await store.appendMany(streams.map((streamId) => request(streamId, { events })));
    await store.close();
  });

  /** What an owner of the database can do, who can also switch its triggers off. */
  async function tamper(...statements: string[]): Promise<LogReport> {
    const client = new Client({ connectionString: database.ownerUrl });
    await client.connect();
    try {
      await client.query(`SET session_replication_role = replica`);
      for (const statement of statements) await client.query(statement);
    } finally {
      await client.end();
    }
    return verifyLog({ connectionString: database.appUrl });
  }

  it('finds nothing in a log that nobody touched, and gives its head', async () => {
    const seen: number[] = [];
    const report = await verifyLog({
      connectionString: database.appUrl,
      onProgress: (events) => seen.push(events),
    });
    expect(report).toMatchObject({ ok: true, events: 6, streams: 3, head: 6, faults: [] });
    expect(report.headHash).toMatch(/^[0-9a-f]{64}$/);
    expect(seen).toEqual([6]);
  });

  it('comes to the same in several threads, each over its own connection', async () => {
    const honest = await verifyLog({ connectionString: database.appUrl, threads: 2 });
    expect(honest).toEqual(await verifyLog({ connectionString: database.appUrl, threads: 0 }));
    expect(honest).toMatchObject({ ok: true, events: 6 });
    // Further on than one part reaches: a hole is passed over, and what stands behind it is checked.
    await tamper('UPDATE es.event SET position = 9999999 WHERE position = 5');
    const holed = await verifyLog({ connectionString: database.appUrl, threads: 2 });
    expect(holed).toEqual(await verifyLog({ connectionString: database.appUrl, threads: 0 }));
    expect(holed.faults).toContainEqual({ position: 7, fault: 'events 7 to 9999998 are missing' });
  });

  it('tells of a database that a thread cannot reach', async () => {
    const away = new URL(database.appUrl);
    away.pathname = '/nowhere';
    await expect(verifyLog({ connectionString: away.href, threads: 2 })).rejects.toThrow('nowhere');
  });

  it('names an edited event, with its old hash', async () => {
    const report = await tamper(
      `UPDATE es.event SET envelope = replace(envelope, 'hai', 'ba') WHERE position = 4`,
    );
    expect(report.ok).toBe(false);
    expect(report.faults).toEqual([{ position: 4, fault: 'the leaf hash is not that of the stored bytes' }]);
  });

  it('finds an edited event with a new hash by the event after it', async () => {
    const client = new Client({ connectionString: database.ownerUrl });
    await client.connect();
    const { rows } = await client.query<{ envelope: string }>(
      'SELECT envelope FROM es.event WHERE position = 3',
    );
    await client.end();
    const forged = (rows[0]?.envelope ?? '').replace('một', 'mười');
    const report = await tamper(
      `UPDATE es.event SET envelope = $t$${forged}$t$, leaf_hash = '\\x${leafHashOf(forged)}' WHERE position = 3`,
    );
    expect(report.faults.map((fault) => fault.position)).toEqual([4]);
    expect(report.faults[0]?.fault).toContain('previous hash');
  });

  it('names a deleted event', async () => {
    const report = await tamper('DELETE FROM es.event WHERE position = 2');
    expect(report.faults).toContainEqual({ position: 2, fault: 'event 2 is missing' });
  });

  it('notices that the end was cut off', async () => {
    const report = await tamper('DELETE FROM es.event WHERE position > 4');
    expect(report.faults).toEqual([
      { position: 4, fault: `stream ${streams[2]} ends at version 0, its head row says 2` },
    ]);
  });

  it('names two events that changed places', async () => {
    const report = await tamper(
      'UPDATE es.event SET position = 9 WHERE position = 1',
      'UPDATE es.event SET position = 1 WHERE position = 2',
      'UPDATE es.event SET position = 2 WHERE position = 9',
    );
    expect(report.faults.map((fault) => fault.position)).toEqual(expect.arrayContaining([1, 2]));
  });

  it.each([
    ['version', 'UPDATE es.event SET version = 7 WHERE position = 6'],
    ['type', `UPDATE es.event SET type = 'Other' WHERE position = 6`],
    ['event_id', `UPDATE es.event SET event_id = gen_random_uuid() WHERE position = 6`],
    ['stream_id', 'UPDATE es.event SET stream_id = gen_random_uuid() WHERE position = 6'],
  ])('names a changed column %s', async (column, statement) => {
    const report = await tamper(statement);
    expect(report.faults).toContainEqual({
      position: 6,
      fault: expect.stringContaining(`column ${column} says`),
    });
  });

  it('names a time set back, a stream without its head row, and one with a wrong hash', async () => {
    const report = await tamper(
      `UPDATE es.event SET committed_at = '2020-01-01' WHERE position = 5`,
      `DELETE FROM es.stream WHERE stream_id = '${streams[0]}'`,
      `UPDATE es.stream SET head_hash = sha256('x') WHERE stream_id = '${streams[1]}'`,
    );
    expect(report.faults).toEqual([
      { position: 2, fault: `stream ${streams[0]} has no head row` },
      { position: 4, fault: `the head row of stream ${streams[1]} has another hash` },
      { position: 5, fault: expect.stringContaining('committed_at') },
    ]);
  });

  it('names bytes that are the same event, written differently', async () => {
    const spaced = `replace(envelope, '{"at":', '{ "at":')`;
    const report = await tamper(
      `UPDATE es.event SET envelope = ${spaced}, leaf_hash = sha256('\\x00'::bytea || convert_to(${spaced}, 'UTF8'))
       WHERE position = 6`,
    );
    expect(report.faults[0]).toEqual({ position: 6, fault: 'the stored bytes are not canonical (RFC 8785)' });
  });
});
