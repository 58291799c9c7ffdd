import type { Instant } from '@dondoc/domain/calendar/day.ts';
import { keysetPage, type Page } from '@dondoc/read-models/keyset.ts';
import { EntitySchema, type EntityManager } from 'typeorm';
import { instantColumn } from './columns.ts';
import { noticeEntity } from './inbox.query.ts';
import { ledgerEntity } from './ledger.query.ts';
import { messageIdOf } from './mail/mail-pump.ts';
import type { NoticeTexts } from './notice-facts.ts';

export type MailState = 'pending' | 'sent' | 'captured' | 'failed';
type DeliveryRow = {
  /** Of the notice it carries. */
  id: string;
  address: string;
  state: MailState;
  attempts: number;
  nextAttemptAt: Instant;
  lastError: string | null;
  finishedAt: Instant | null;
};

export const deliveryEntity = new EntitySchema<DeliveryRow>({
  name: 'mail_delivery',
  schema: 'app',
  tableName: 'mail_delivery',
  synchronize: false,
  columns: {
    id: { type: 'uuid', primary: true },
    address: { type: 'text' },
    state: { type: 'text' },
    attempts: { type: 'integer' },
    nextAttemptAt: instantColumn('next_attempt_at'),
    lastError: { type: 'text', name: 'last_error', nullable: true },
    finishedAt: { ...instantColumn('finished_at'), nullable: true },
  },
});

/** For the data source of whoever asks the queries of this library. */
export const notificationEntities = [noticeEntity, deliveryEntity, ledgerEntity];

export type OutboxMail = Omit<DeliveryRow, 'address'> & {
  messageId: string;
  to: string;
  subject: string;
  body: string;
  createdAt: Instant;
};

/** All mail, the newest first: waiting, sent, captured (no SMTP server is set), given up. */
export function outbox(
  db: EntityManager,
  page: { limit: number; after?: string; state?: MailState },
): Promise<Page<OutboxMail>> {
  const query = db
    .createQueryBuilder(deliveryEntity, 'm')
    .innerJoin(noticeEntity.options.name, 'n', 'n.id = m.id')
    .addSelect('n.texts', 'notice_texts')
    .addSelect('n.created_at', 'notice_created_at');
  if (page.state !== undefined) query.andWhere('m.state = :state', { state: page.state });
  return keysetPage(query, {
    columns: { position: { sql: 'n.position', type: 'bigint' } },
    key: 'm.id',
    page: { sort: '-position', limit: page.limit, after: page.after },
    item: ({ address, ...delivery }, raw) => {
      const { subject, body } = (raw['notice_texts'] as NoticeTexts).vi;
      const createdAt = (raw['notice_created_at'] as Date).toISOString();
      return { ...delivery, messageId: messageIdOf(delivery.id), to: address, subject, body, createdAt };
    },
  });
}
