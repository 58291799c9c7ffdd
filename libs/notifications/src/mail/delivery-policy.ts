import type { Instant } from '@dondoc/domain/calendar/day.ts';
import type { WorkingCalendar } from '@dondoc/domain/calendar/working-calendar.ts';
import { nextDigest, sendableAt, type QuietHours } from '@dondoc/domain/escalation/quiet-hours.ts';
import type { Pool } from 'pg';
import type { NoticeKind } from '../notice-facts.ts';

/** When mail may go out. What is not set does not hold anything back. */
export type DeliveryPolicy = {
  quiet?: QuietHours | undefined;
  /** `HH:MM`: one mail a working day and recipient, at this time. */
  digestAt?: string | undefined;
  /** Rungs go out at once, in the quiet too and as a mail of their own. */
  urgentAlways: boolean;
  calendar: WorkingCalendar;
  zone: string;
};

const URGENT: readonly NoticeKind[] = ['EscalationRaised', 'ActionUrged'];

/**
 * Sets aside what is due and must not go out now: for the digest what was not for it yet, in the quiet everything else. A campaign
 * with quiet hours of its own has them in place of those of the installation.
 */
export async function deferMail(pool: Pool, policy: DeliveryPolicy, now: Instant): Promise<void> {
  const { quiet, digestAt, calendar } = policy;
  if (digestAt !== undefined)
    await defer(pool, policy, { now, to: nextDigest(now, digestAt, policy), by: 'DIGEST' });
  if (quiet !== undefined) {
    const to = sendableAt(now, quiet, policy);
    if (to > now) await defer(pool, policy, { now, to, by: 'QUIET_HOURS', campaignId: null });
  }
  for (const own of await campaignsWithQuiet(pool, now)) {
    const to = sendableAt(now, own.quiet, { calendar, zone: own.zone });
    if (to > now) await defer(pool, policy, { now, to, by: 'QUIET_HOURS', campaignId: own.campaignId });
  }
}

type OwnQuiet = { campaignId: string; quiet: QuietHours; zone: string };

/** Of those that have mail due. */
async function campaignsWithQuiet(pool: Pool, now: Instant): Promise<OwnQuiet[]> {
  const { rows } = await pool.query<OwnQuiet>(
    `SELECT c.campaign_id AS "campaignId", c.quiet, c.zone FROM app.notice_campaign c WHERE c.quiet IS NOT NULL
       AND EXISTS (SELECT FROM app.mail_delivery d JOIN app.notice n USING (id)
         WHERE d.state = 'pending' AND d.next_attempt_at <= $1 AND n.campaign_id = c.campaign_id)`,
    [now],
  );
  return rows;
}

/** `campaignId`: only its mail; null: only mail of what has no quiet hours of its own. */
type Deferral = { now: Instant; to: Instant } & (
  | { by: 'DIGEST' }
  | { by: 'QUIET_HOURS'; campaignId: string | null }
);

async function defer(pool: Pool, { urgentAlways }: DeliveryPolicy, deferral: Deferral): Promise<void> {
  const { now, to, by } = deferral;
  await pool.query(
    `UPDATE app.mail_delivery d SET next_attempt_at = $2, deferred_for = coalesce(d.deferred_for, $3)
     FROM app.notice n LEFT JOIN app.notice_campaign c ON c.campaign_id = n.campaign_id AND c.quiet IS NOT NULL
     WHERE n.id = d.id AND d.state = 'pending' AND d.next_attempt_at <= $1 AND NOT n.kind = ANY ($4)
       AND CASE WHEN $3 = 'DIGEST' THEN d.deferred_for IS DISTINCT FROM 'DIGEST'
         ELSE c.campaign_id IS NOT DISTINCT FROM $5::uuid END`,
    [now, to, by, urgentAlways ? URGENT : [], by === 'DIGEST' ? null : deferral.campaignId],
  );
}
