import type { Instant } from '@dondoc/domain/calendar/day.ts';
import type { Pool } from 'pg';
import type { Mailer } from './mailer.ts';

/** Keeps mail in the database instead of sending it: what an installation without an SMTP server does. */
export function createCapturingMailer(options: { pool: Pool; now: () => Instant }): Mailer {
  return {
    async send({ messageId, to, subject, text }) {
      await options.pool.query(
        `INSERT INTO app.captured_mail (message_id, address, subject, body, captured_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (message_id) DO NOTHING`,
        [messageId, to, subject, text, options.now()],
      );
      return 'captured';
    },
    close: () => Promise.resolve(),
  };
}
