export type Mail = {
  /** The same for every attempt at the same mail, so that the receiving side can drop a repeat (RFC 5322, 3.6.4). */
  messageId: string;
  to: string;
  subject: string;
  text: string;
  html: string;
};

/** Hands a mail on. Answers how it went on; throws MailRefusedError when trying again is useless, anything else to be tried again. */
export type Mailer = {
  send(mail: Mail): Promise<'sent' | 'captured'>;
  close(): Promise<void>;
};

/** The server said no for good (SMTP 5xx): no such mailbox, no such domain. */
export class MailRefusedError extends Error {
  override readonly name = 'MailRefusedError';
}
