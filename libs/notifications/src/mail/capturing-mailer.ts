import type { Instant } from '@dondoc/domain/calendar/day.ts';
import type { Pool } from 'pg';
import type { Mailer } from './mailer.ts';

/** Keeps mail in the database instead of sending it: what an installation without an SMTP server does. */
export function createCapturingMailer(options: { pool: Pool; now: () => Instant }): Mailer {
  return {
    async send({ messageId, to, subject, text, html }) {
      await options.pool.query(
        `INSERT INTO app.captured_mail (message_id, address, subject, body, html, captured_at) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (message_id) DO NOTHING`,
        [messageId, to, subject, text, html, options.now()],
      );
      return 'captured';
    },
    close: () => Promise.resolve(),
  };
}
