import { DomainError } from '@dondoc/domain/domain-error.ts';
import type { EntityManager } from 'typeorm';
import { messageIdOf } from './mail/mail-pump.ts';
import type { NoticeText } from './notice-facts.ts';
import type { OutboxMail } from './outbox.query.ts';

/** `text` and `html`: the mail as it was captured; null while it waits, and for one that a mail server has. */
export type WholeMail = OutboxMail & { text: string | null; html: string | null };

const MAIL = `SELECT d.id, d.address AS "to", d.state, d.attempts, d.next_attempt_at, d.last_error AS "lastError", d.finished_at,
    n.created_at, n.texts -> 'vi' AS notice, c.subject, c.body AS text, c.html
  FROM app.mail_delivery d JOIN app.notice n USING (id)
  LEFT JOIN app.captured_mail c ON c.message_id = format($2::text, coalesce(d.carried_by, d.id))
  WHERE d.id = $1`;

type Row = Pick<OutboxMail, 'id' | 'to' | 'state' | 'attempts' | 'lastError'> & {
  next_attempt_at: Date;
  finished_at: Date | null;
  created_at: Date;
  notice: NoticeText;
  subject: string | null;
  text: string | null;
  html: string | null;
};

/** One mail by the id of its notice; of a digest, what the whole digest says. Throws DomainError 'unknown-notice'. */
export async function wholeMail(db: EntityManager, noticeId: string): Promise<WholeMail> {
  const rows: Row[] = await db.query(MAIL, [noticeId, messageIdOf('%s')]);
  const [row] = rows;
  if (row === undefined)
    throw new DomainError('unknown-notice', `No mail was made of the notice ${noticeId}.`, { noticeId });
  const { next_attempt_at: nextAttempt, finished_at: finished, created_at: created, notice, ...mail } = row;
  return {
    ...mail,
    messageId: messageIdOf(mail.id),
    subject: mail.subject ?? notice.subject,
    body: notice.body,
    nextAttemptAt: nextAttempt.toISOString(),
    finishedAt: finished?.toISOString() ?? null,
    createdAt: created.toISOString(),
  };
}
