import { createTransport } from 'nodemailer';
import { MailRefusedError, type Mailer } from './mailer.ts';

const CONNECT_MS = 10_000;
const SILENCE_MS = 30_000;
/** RFC 3834: nobody’s out-of-office answers this. */
const AUTOMATIC = { 'Auto-Submitted': 'auto-generated' };

/** Sends through an SMTP server (`smtp://user:password@host:port`, `smtps://…`) over a few connections that stay open. */
export function createSmtpMailer(options: { url: string; from: string }): Mailer {
  const transport = createTransport({
    url: options.url,
    pool: true,
    maxConnections: 3,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
  });
  return {
    async send({ messageId, to, subject, text, html }) {
      try {
        await transport.sendMail({
          messageId,
          from: options.from,
          to,
          subject,
          text,
          html,
          headers: AUTOMATIC,
        });
        return 'sent';
      } catch (error) {
        if (isPermanent(error)) throw new MailRefusedError(error.message, { cause: error });
        throw error;
      }
    },
    close() {
      transport.close();
      return Promise.resolve();
    },
  };
}

/** Said of this mail's recipient or content. A 5xx to our greeting, login or sender is a setting, and settings get mended. */
const ABOUT_THE_MAIL = new Set<unknown>(['RCPT TO', 'DATA']);

function isPermanent(error: unknown): error is Error {
  if (!(error instanceof Error && 'responseCode' in error && 'command' in error)) return false;
  return Number(error.responseCode) >= 500 && ABOUT_THE_MAIL.has(error.command);
}
