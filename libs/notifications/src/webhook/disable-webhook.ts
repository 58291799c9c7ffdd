import type { Instant } from '@dondoc/domain/calendar/day.ts';
import type { Pool } from 'pg';
import { INSERT_NOTICES, type NoticeRow } from '../notice-rows.ts';
import { noticeTexts } from '../notice-texts.ts';

/** Administrators' own matters are about no unit. */
const NO_UNIT = '00000000-0000-0000-0000-000000000000';

/** Delivers nothing more to it, gives up what waits, and tells its owner. Nothing when somebody was faster. */
export async function disableWebhook(
  pool: Pool,
  { subscriptionId, at, reason }: { subscriptionId: string; at: Instant; reason: string },
): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const { rows } = await client.query<{ unitId: string | null; origin: string }>(
      `UPDATE app.webhook_subscription SET state = 'disabled', disabled_reason = $2 WHERE id = $1 AND state = 'active'
       RETURNING unit_id AS "unitId", origin`,
      [subscriptionId, reason],
    );
    const [disabled] = rows;
    if (disabled !== undefined) {
      await client.query(
        `UPDATE app.webhook_delivery SET state = 'failed', last_error = 'the subscription was disabled', finished_at = $2
         WHERE subscription_id = $1 AND state = 'pending'`,
        [subscriptionId, at],
      );
      const { rows: newest } = await client.query<{ position: string }>(
        'SELECT coalesce(max(position), 0) AS position FROM app.notice',
      );
      const row = noticeOf({
        ...disabled,
        subscriptionId,
        at,
        reason,
        position: Number(newest[0]?.position),
      });
      await client.query(INSERT_NOTICES, [JSON.stringify([row])]);
    }
    await client.query('COMMIT');
    client.release();
  } catch (error) {
    client.release(true);
    throw error;
  }
}

function noticeOf(disabled: {
  unitId: string | null;
  origin: string;
  subscriptionId: string;
  at: Instant;
  reason: string;
  position: number;
}): NoticeRow {
  const { unitId, origin, subscriptionId, at, reason, position } = disabled;
  const facts = { receiver: origin, reason };
  return {
    key: `webhook/${subscriptionId}/disabled/${at}`,
    audience: unitId === null ? 'ADMINISTRATORS' : 'UNIT',
    unitId: unitId ?? NO_UNIT,
    campaignId: null,
    kind: 'WebhookDisabled',
    ...noticeTexts('WebhookDisabled', facts),
    facts,
    channels: null,
    // It tells of no event: it stands with the newest that does.
    position,
    createdAt: at,
  };
}
