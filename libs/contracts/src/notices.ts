import { z } from 'zod';
import type { Frozen } from './frozen.ts';
import { PageQuery, pageOf } from './page.ts';
import { Id, text, UnitReference } from './text.ts';

export const InboxQuery = PageQuery.extend({
  unread: z
    .enum(['true', 'false'])
    .transform((word) => word === 'true')
    .exactOptional(),
  language: z.enum(['vi', 'en']).default('vi'),
});
export type InboxQuery = z.infer<typeof InboxQuery>;

export const Notice = z
  .object({
    id: z.uuid(),
    unitId: z.uuid().meta({ description: 'Whose inbox it is in; for administrators: whom it is about.' }),
    campaignId: z.uuid().nullable().meta({ description: 'Null: about a finding, in no campaign.' }),
    kind: z.string(),
    subject: z.string(),
    body: z.string(),
    position: z.int(),
    createdAt: z.iso.datetime(),
    readAt: z.iso.datetime().nullable(),
    asDeputy: z.boolean().meta({ description: 'Told to you because you stand in for its addressee.' }),
  })
  .meta({ id: 'Notice' });
export type Notice = Frozen<z.infer<typeof Notice>>;
export const NoticePage = pageOf(Notice).meta({ id: 'NoticePage' });

export const NoticeRead = z
  .object({ readAt: z.iso.datetime().meta({ description: 'When it was first read.' }) })
  .meta({ id: 'NoticeRead' });
export type NoticeRead = z.infer<typeof NoticeRead>;

const MailState = z.enum(['pending', 'sent', 'captured', 'failed']).meta({
  id: 'MailState',
  description: 'captured: kept here because no mail server is set; failed: given up.',
});
export const OutboxQuery = PageQuery.extend({ state: MailState.exactOptional() });
export type OutboxQuery = z.infer<typeof OutboxQuery>;

export const Mail = z
  .object({
    id: z.uuid().meta({ description: 'Of the notice it carries.' }),
    messageId: z.string(),
    to: z.string(),
    subject: z.string(),
    body: z.string(),
    state: MailState,
    attempts: z.int(),
    nextAttemptAt: z.iso.datetime(),
    lastError: z.string().nullable(),
    finishedAt: z.iso.datetime().nullable(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'Mail' });
export type Mail = Frozen<z.infer<typeof Mail>>;
/** One mail, whole. */
export const MailShown = Mail.extend({
  text: z.string().nullable().meta({
    description: 'The whole mail as plain text, both languages; null: it waits, or a mail server has it.',
  }),
  html: z.string().nullable().meta({ description: 'The same as HTML.' }),
}).meta({ id: 'MailShown' });
export type MailShown = Frozen<z.infer<typeof MailShown>>;
export const MailPage = pageOf(Mail).meta({ id: 'MailPage' });

const Channel = z.enum(['INBOX', 'MAIL', 'WEBHOOK']).meta({ id: 'NoticeChannel' });
const LedgerState = z
  .enum(['delivered', 'read', 'pending', 'deferred', 'sent', 'captured', 'failed'])
  .meta({ id: 'LedgerState', description: 'deferred: waits for the end of quiet hours or for the digest.' });
export const LedgerQuery = PageQuery.extend({
  campaignId: Id.exactOptional(),
  unit: UnitReference.exactOptional(),
  channel: Channel.exactOptional(),
  state: LedgerState.exactOptional(),
});
export type LedgerQuery = z.infer<typeof LedgerQuery>;

/** One notice by one channel. */
export const LedgerEntry = z
  .object({
    entryId: z.uuid(),
    noticeId: z.uuid(),
    position: z.int().meta({ description: 'Of the event it tells of.' }),
    audience: z.enum(['UNIT', 'ADMINISTRATORS']),
    unitId: z.uuid().meta({ description: 'Who was told; for administrators: whom it is about.' }),
    unitName: z.string().nullable(),
    campaignId: z.uuid().nullable(),
    kind: z.string(),
    subject: z.string(),
    templates: z.object({ vi: z.int().nullable(), en: z.int().nullable() }).meta({
      description: 'The version of the template each language was made from; null: the built-in one.',
    }),
    createdAt: z.iso.datetime(),
    channel: Channel,
    address: z.string().nullable(),
    state: LedgerState,
    stateAt: z.iso.datetime().meta({ description: 'Since when; of what waits: when it is tried next.' }),
    attempts: z.int(),
    reason: z.string().nullable().meta({ description: 'Why it failed or waits.' }),
    answerStatus: z.int().nullable().meta({
      description: 'HTTP status that a webhook’s receiver answered last; null: none, or another channel.',
    }),
    deputyId: z
      .string()
      .nullable()
      .meta({ description: 'The account that was told as a deputy; null: the addressee.' }),
    deputy: z.string().nullable().meta({ description: 'Its login.' }),
  })
  .meta({ id: 'LedgerEntry' });
export type LedgerEntry = Frozen<z.infer<typeof LedgerEntry>>;
export const LedgerPage = pageOf(LedgerEntry).meta({ id: 'LedgerPage' });

export const CalendarFeed = z
  .object({
    path: z.string().meta({ description: 'Secret: whoever has it reads the deadlines of the unit.' }),
  })
  .meta({ id: 'CalendarFeed' });
export type CalendarFeed = z.infer<typeof CalendarFeed>;

/** 32 random bytes, base64url. */
export const FeedToken = text(64);
