import type { Pool } from 'pg';

const STATES = ['pending', 'sent', 'captured', 'failed'] as const;
export type MailState = (typeof STATES)[number];

/** How many mails are in which state, and how many notices there are. Counted from the tables: exact, whoever sends. */
export async function countMails(
  db: Pool,
): Promise<{ mails: Readonly<Record<MailState, number>>; notices: number }> {
  const mails = await db.query<{ state: MailState; count: number }>(
    'SELECT state, count(*)::int AS count FROM app.mail_delivery GROUP BY state',
  );
  const notices = await db.query<{ count: number }>('SELECT count(*)::int AS count FROM app.notice');
  const counted = Object.fromEntries(mails.rows.map(({ state, count }) => [state, count]));
  return {
    mails: { pending: 0, sent: 0, captured: 0, failed: 0, ...counted },
    notices: notices.rows[0]?.count ?? 0,
  };
}
