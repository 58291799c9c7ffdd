import type { Instant } from '@dondoc/domain/calendar/day.ts';
import { keysetPage, type Page } from '@dondoc/read-models/keyset.ts';
import { EntitySchema, type EntityManager } from 'typeorm';
import { instantColumn, positionColumn } from './columns.ts';
import { noticeEntity } from './inbox.query.ts';
import type { NoticeTexts } from './notice-facts.ts';
import type { TemplateVersions } from './notice-texts.ts';

export type Channel = 'INBOX' | 'MAIL' | 'WEBHOOK';
/** INBOX: delivered, read. MAIL: pending, deferred, sent, captured (no mail server is set), failed. WEBHOOK: pending, delivered, failed. */
export type LedgerState = 'delivered' | 'read' | 'pending' | 'deferred' | 'sent' | 'captured' | 'failed';
type LedgerRow = {
  entryId: string;
  noticeId: string;
  position: number;
  audience: 'UNIT' | 'ADMINISTRATORS';
  unitId: string;
  unitName: string | null;
  campaignId: string | null;
  kind: string;
  texts: NoticeTexts;
  /** Which template each language was made from; null: the one the product ships. */
  templates: TemplateVersions;
  createdAt: Instant;
  channel: Channel;
  address: string | null;
  state: LedgerState;
  /** When it came into this state; of what waits: when it is tried next. */
  stateAt: Instant;
  attempts: number;
  /** Why it failed or waits. */
  reason: string | null;
  /** What a webhook's receiver answered last; null: nothing, or another channel. */
  answerStatus: number | null;
};

export const ledgerEntity = new EntitySchema<LedgerRow>({
  name: 'notice_ledger',
  schema: 'app',
  tableName: 'notice_ledger',
  synchronize: false,
  columns: {
    entryId: { type: 'uuid', name: 'entry_id', primary: true },
    noticeId: { type: 'uuid', name: 'notice_id' },
    position: positionColumn('position'),
    audience: { type: 'text' },
    unitId: { type: 'uuid', name: 'unit_id' },
    unitName: { type: 'text', name: 'unit_name', nullable: true },
    campaignId: { type: 'uuid', name: 'campaign_id', nullable: true },
    kind: { type: 'text' },
    texts: { type: 'jsonb' },
    templates: { type: 'jsonb' },
    createdAt: instantColumn('created_at'),
    channel: { type: 'text' },
    address: { type: 'text', nullable: true },
    state: { type: 'text' },
    stateAt: instantColumn('state_at'),
    attempts: { type: 'integer' },
    reason: { type: 'text', nullable: true },
    answerStatus: { type: 'integer', name: 'answer_status', nullable: true },
  },
});

/** `deputyId`: the account that was told as a deputy; null: the addressee. */
export type LedgerEntry = Omit<LedgerRow, 'texts'> & { subject: string; deputyId: string | null };
export type LedgerFilter = { campaignId?: string; unitId?: string; channel?: Channel; state?: LedgerState };

/** Who was told what, when, by which channel, and whether it arrived; the newest first, one line a channel. */
export function noticeLedger(
  db: EntityManager,
  { limit, after, ...filter }: LedgerFilter & { limit: number; after?: string },
): Promise<Page<LedgerEntry>> {
  const query = db
    .createQueryBuilder(ledgerEntity, 'l')
    .leftJoin(noticeEntity.options.name, 'n', 'n.id = l.notice_id')
    .addSelect('n.deputy_id', 'deputy_id');
  for (const column of ['campaignId', 'unitId', 'channel', 'state'] as const) {
    if (filter[column] !== undefined) query.andWhere(`l.${column} = :${column}`, filter);
  }
  return keysetPage(query, {
    columns: { position: { sql: 'l.position', type: 'bigint' } },
    key: 'l.entry_id',
    page: { sort: '-position', limit, after },
    item: ({ texts, ...entry }, raw) => ({
      ...entry,
      subject: texts.vi.subject,
      deputyId: raw['deputy_id'] as string | null,
    }),
  });
}
