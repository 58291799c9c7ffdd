import type { Pool } from 'pg';
import type { IdempotencyMemory } from '../ports.ts';

const KEPT_DAYS = 30;

/** Keys older than a month, once a start: no client retries that long, and a stream knows its commands for ever. */
export async function forgetOldKeys(pool: Pool): Promise<void> {
  await pool.query('DELETE FROM app.idempotency_keys WHERE used_at < now() - make_interval(days => $1)', [
    KEPT_DAYS,
  ]);
}

/** Keys in `app.idempotency_keys`. */
export function postgresIdempotency(pool: Pool): IdempotencyMemory {
  return {
    async recall(commandId) {
      const { rows } = await pool.query<{ fingerprint: string }>(
        'SELECT fingerprint FROM app.idempotency_keys WHERE command_id = $1',
        [commandId],
      );
      return rows[0]?.fingerprint ?? null;
    },
    async remember(commandId, fingerprint, at) {
      // DO UPDATE of nothing, because DO NOTHING would not return the row that was there first.
      const { rows } = await pool.query<{ fingerprint: string }>(
        `INSERT INTO app.idempotency_keys AS k (command_id, fingerprint, used_at) VALUES ($1, $2, $3)
         ON CONFLICT (command_id) DO UPDATE SET fingerprint = k.fingerprint
         RETURNING fingerprint`,
        [commandId, fingerprint, at],
      );
      return rows[0]?.fingerprint ?? fingerprint;
    },
  };
}
