import { connect } from 'node:net';
import { MIGRATIONS } from '@dondoc/database/migrations.ts';
import type { Pool } from 'pg';
import type { ReadinessCheck } from '../ports.ts';

const WAIT_MS = 1_000;
const saying = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** The database answers. */
export const databaseCheck =
  (pool: Pool): ReadinessCheck =>
  async () => {
    const about = { name: 'database', required: true };
    try {
      await pool.query('SELECT 1');
      return { ...about, ok: true, detail: 'answers' };
    } catch (error) {
      return { ...about, ok: false, detail: `does not answer: ${saying(error)}` };
    }
  };

/** The database has every change this code knows. */
export const migrationsCheck =
  (pool: Pool): ReadinessCheck =>
  async () => {
    const about = { name: 'migrations', required: true };
    try {
      const { rows } = await pool.query<{ name: string }>('SELECT name FROM app.migration');
      const done = new Set(rows.map(({ name }) => name));
      const missing = MIGRATIONS.map(({ name }) => name).filter((name) => !done.has(name));
      if (missing.length === 0) return { ...about, ok: true, detail: 'are complete' };
      return { ...about, ok: false, detail: `are missing: ${missing.join(', ')}` };
    } catch (error) {
      return { ...about, ok: false, detail: `cannot be read: ${saying(error)}` };
    }
  };

/** Something listens where Temporal should be. Not required: a command is accepted into the log without it. */
export const temporalCheck =
  (address: string): ReadinessCheck =>
  () =>
    new Promise((resolve) => {
      const about = { name: 'temporal', required: false };
      const [, host = '', port = ''] = /^\[?(.+?)\]?:(\d+)$/.exec(address) ?? [];
      const socket = connect({ host, port: Number(port), timeout: WAIT_MS });
      const answer = (ok: boolean, detail: string) => {
        socket.destroy();
        resolve({ ...about, ok, detail });
      };
      socket.once('connect', () => answer(true, `listens at ${address}`));
      socket.once('timeout', () => answer(false, `does not answer at ${address}`));
      socket.once('error', (error) => answer(false, `cannot be reached at ${address}: ${error.message}`));
    });
