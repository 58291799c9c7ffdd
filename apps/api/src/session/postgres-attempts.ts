import type { Pool } from 'pg';
import { WINDOW_MINUTES, type AttemptCounter } from './sign-in-throttle.ts';

/** Attempts in `app.sign_in_attempts`, so that several api processes count together. */
export function postgresAttempts(pool: Pool): AttemptCounter {
  return {
    async add(key, at) {
      const { rows } = await pool.query<{ count: number; endsAt: Date }>(
        `INSERT INTO app.sign_in_attempts AS t (key, count, ends_at)
         VALUES ($1, 1, $2::timestamptz + make_interval(mins => $3))
         ON CONFLICT (key) DO UPDATE
           SET count   = CASE WHEN t.ends_at <= $2 THEN 1 ELSE t.count + 1 END,
               ends_at = CASE WHEN t.ends_at <= $2 THEN excluded.ends_at ELSE t.ends_at END
         RETURNING count, ends_at AS "endsAt"`,
        [key, at, WINDOW_MINUTES],
      );
      const row = rows[0];
      if (!row) throw new Error('An upsert answered no row.');
      return { count: row.count, endsAt: row.endsAt.toISOString() };
    },
    async clear(key, at) {
      await pool.query('DELETE FROM app.sign_in_attempts WHERE key = $1 OR ends_at <= $2', [key, at]);
    },
  };
}
