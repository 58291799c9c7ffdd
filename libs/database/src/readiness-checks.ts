import { readinessCheck, type ReadinessCheck } from '@dondoc/telemetry/readiness.ts';
import { MIGRATIONS } from './migrations.ts';

type Queryable = { query(sql: string): Promise<{ rows: unknown[] }> };
const saying = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** The database answers. */
export const databaseCheck = (db: Queryable): ReadinessCheck =>
  readinessCheck('database', async () => {
    await db.query('SELECT 1').catch((error: unknown) => {
      throw new Error(`does not answer: ${saying(error)}`);
    });
    return 'answers';
  });

/** The database has every change this code knows. */
export const migrationsCheck = (db: Queryable): ReadinessCheck =>
  readinessCheck('migrations', async () => {
    const { rows } = await db.query('SELECT name FROM app.migration').catch((error: unknown) => {
      throw new Error(`cannot be read: ${saying(error)}`);
    });
    const done = new Set((rows as { name: string }[]).map(({ name }) => name));
    const missing = MIGRATIONS.map(({ name }) => name).filter((name) => !done.has(name));
    if (missing.length > 0) throw new Error(`are missing: ${missing.join(', ')}`);
    return 'are complete';
  });
