import type { Pool } from 'pg';
import type { IdempotencyMemory } from '../ports.ts';

/** Keys in `app.idempotency_keys`. A row costs about 150 bytes and is never needed after a client stopped retrying. */
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
