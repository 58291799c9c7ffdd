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

/** Sets aside what is due and must not go out now: for the digest what was not for it yet, in the quiet everything else. */
export async function deferMail(pool: Pool, policy: DeliveryPolicy, now: Instant): Promise<void> {
  const { quiet, digestAt } = policy;
  if (digestAt !== undefined)
    await defer(pool, policy, { now, to: nextDigest(now, digestAt, policy), by: 'DIGEST' });
  if (quiet === undefined) return;
  const to = sendableAt(now, quiet, policy);
  if (to > now) await defer(pool, policy, { now, to, by: 'QUIET_HOURS' });
}

async function defer(
  pool: Pool,
  { urgentAlways }: DeliveryPolicy,
  { now, to, by }: { now: Instant; to: Instant; by: 'DIGEST' | 'QUIET_HOURS' },
): Promise<void> {
  await pool.query(
    `UPDATE app.mail_delivery d SET next_attempt_at = $2, deferred_for = coalesce(d.deferred_for, $3)
     FROM app.notice n WHERE n.id = d.id AND d.state = 'pending' AND d.next_attempt_at <= $1
       AND NOT n.kind = ANY ($4) AND ($3 <> 'DIGEST' OR d.deferred_for IS DISTINCT FROM 'DIGEST')`,
    [now, to, by, urgentAlways ? URGENT : []],
  );
}
