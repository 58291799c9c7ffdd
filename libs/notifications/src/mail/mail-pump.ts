import { setTimeout as delay } from 'node:timers/promises';
import type { Instant } from '@dondoc/domain/calendar/day.ts';
import type { Pool } from 'pg';
import type { NoticeTexts } from '../notice-facts.ts';
import { MailRefusedError, type Mailer } from './mailer.ts';

const BATCH = 20;
/** While a mail is being sent nobody else tries it; a process that dies over it gives it free after this. */
const LEASE_MS = 5 * 60_000;
const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 6 * 3_600_000;

type Claimed = { id: string; address: string; attempts: number; texts: NoticeTexts };

/**
 * Sends pending mail. Any number of pumps share the work; each mail is claimed by one, tried again ever more slowly, and given
 * up with its reason after `maxAttempts` or when the server refuses it for good. One mail a notice: if a process dies between
 * the server's yes and its note of it, the same mail goes out again under the same Message-ID.
 */
export function startMailPump(options: {
  pool: Pool;
  mailer: Mailer;
  now: () => Instant;
  onError: (error: unknown) => void;
  maxAttempts?: number;
  idleMs?: number;
}): { stop(): Promise<void> } {
  const { pool, mailer, now, onError, maxAttempts = 10, idleMs = 500 } = options;
  const stopping = new AbortController();

  async function attempt(mail: Claimed): Promise<void> {
    try {
      const state = await mailer.send({
        messageId: messageIdOf(mail.id),
        to: mail.address,
        subject: mail.texts.vi.subject,
        text: `${mail.texts.vi.body}\n\n---\n${mail.texts.en.subject}\n${mail.texts.en.body}\n`,
      });
      await finish(mail, state, null);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (error instanceof MailRefusedError || mail.attempts >= maxAttempts)
        await finish(mail, 'failed', reason);
      else await tryLater(mail, reason);
    }
  }

  const finish = (mail: Claimed, state: 'sent' | 'captured' | 'failed', reason: string | null) =>
    pool.query('UPDATE app.mail_delivery SET state = $2, last_error = $3, finished_at = $4 WHERE id = $1', [
      mail.id,
      state,
      reason,
      now(),
    ]);
  const tryLater = (mail: Claimed, reason: string) => {
    const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (mail.attempts - 1));
    return pool.query('UPDATE app.mail_delivery SET last_error = $2, next_attempt_at = $3 WHERE id = $1', [
      mail.id,
      reason,
      later(now(), wait),
    ]);
  };

  /** Answers how many mails were tried. */
  async function sendDue(): Promise<number> {
    const claimed = await claimDue(pool, now());
    for (const outcome of await Promise.allSettled(claimed.map(attempt))) {
      if (outcome.status === 'rejected') onError(outcome.reason);
    }
    return claimed.length;
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      const tried = await sendDue().catch((error: unknown) => {
        onError(error);
        return 0;
      });
      if (tried === 0) await delay(idleMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }
  const running = run();

  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

/** Counts the attempt and pushes the next one away in one short transaction; the sending itself holds no lock. */
async function claimDue(pool: Pool, now: Instant): Promise<Claimed[]> {
  const { rows } = await pool.query<Claimed>(
    `WITH due AS (
       SELECT id FROM app.mail_delivery WHERE state = 'pending' AND next_attempt_at <= $1
       ORDER BY next_attempt_at, id LIMIT $2 FOR UPDATE SKIP LOCKED)
     UPDATE app.mail_delivery d SET attempts = d.attempts + 1, next_attempt_at = $3
     FROM due JOIN app.notice n USING (id) WHERE d.id = due.id
     RETURNING d.id, d.address, d.attempts, n.texts`,
    [now, BATCH, later(now, LEASE_MS)],
  );
  return rows;
}

export const messageIdOf = (noticeId: string) => `<${noticeId}@notices.dondoc>`;
const later = (instant: Instant, ms: number): Instant => new Date(Date.parse(instant) + ms).toISOString();
