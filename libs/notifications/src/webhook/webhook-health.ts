import type { Instant } from '@dondoc/domain/calendar/day.ts';
import type { Pool } from 'pg';

/** How a receiver does. No fact of the log: what the pump has met. */
export type WebhookHealth = {
  lastStatus: number | null;
  lastSuccessAt: Instant | null;
  failingSince: Instant | null;
};
export type HealthOf = (webhookIds: readonly string[]) => Promise<ReadonlyMap<string, WebhookHealth>>;

export const postgresHealth =
  (pool: Pool): HealthOf =>
  async (webhookIds) => {
    const { rows } = await pool.query<{
      id: string;
      lastStatus: number | null;
      lastSuccessAt: Date | null;
      failingSince: Date | null;
    }>(
      `SELECT id, last_status AS "lastStatus", last_success_at AS "lastSuccessAt", failing_since AS "failingSince"
       FROM app.webhook_subscription WHERE id = ANY ($1)`,
      [webhookIds],
    );
    return new Map(
      rows.map(({ id, lastStatus, lastSuccessAt, failingSince }) => [
        id,
        {
          lastStatus,
          lastSuccessAt: lastSuccessAt?.toISOString() ?? null,
          failingSince: failingSince?.toISOString() ?? null,
        },
      ]),
    );
  };
