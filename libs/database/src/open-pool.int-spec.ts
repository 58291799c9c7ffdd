import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testDatabase } from '@dondoc/testing/servers/test-database.ts';
import { openPool } from './open-pool.ts';

describe('A connection that dies', () => {
  let database: Awaited<ReturnType<typeof testDatabase>>;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.stop());

  const kill = async (pool: ReturnType<typeof openPool>, pid: number) =>
    pool.query('SELECT pg_terminate_backend($1)', [pid]);

  it('while it is taken out ends no process; its next statement fails, and the pool goes on', async () => {
    const pool = openPool({ connectionString: database.ownerUrl, max: 2 }, () => undefined);
    const client = await pool.connect();
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    // The only listeners now are the connection's own; with none, Node ends the process.
    expect(client.listenerCount('error')).toBeGreaterThan(0);
    const ended = new Promise<void>((resolve) => client.once('end', resolve));
    await kill(pool, rows[0]?.pid ?? 0);
    await ended;
    await expect(client.query('SELECT 1')).rejects.toThrow();
    client.release(true);
    expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    await pool.end();
  });

  it('while it is idle is told', async () => {
    const told: Error[] = [];
    const pool = openPool({ connectionString: database.ownerUrl, max: 2 }, (error) => told.push(error));
    const [one, other] = [await pool.connect(), await pool.connect()];
    const { rows } = await one.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    one.release();
    const lost = once(pool, 'error');
    await other.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
    await lost;
    expect(told).toHaveLength(1);
    other.release();
    await pool.end();
  });
});
