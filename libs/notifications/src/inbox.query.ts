import { DomainError } from '@dondoc/domain/domain-error.ts';
import type { Instant } from '@dondoc/domain/calendar/day.ts';
import { keysetPage, type Page } from '@dondoc/read-models/keyset.ts';
import { EntitySchema, type EntityManager, type SelectQueryBuilder } from 'typeorm';
import { instantColumn, positionColumn } from './columns.ts';
import type { Language, NoticeTexts } from './notice-facts.ts';

type NoticeRow = {
  id: string;
  audience: 'UNIT' | 'ADMINISTRATORS';
  unitId: string;
  campaignId: string | null;
  kind: string;
  texts: NoticeTexts;
  position: number;
  createdAt: Instant;
  readAt: Instant | null;
  /** The account that was told it as a deputy; null: the addressee. */
  deputyId: string | null;
};

export const noticeEntity = new EntitySchema<NoticeRow>({
  name: 'notice',
  schema: 'app',
  tableName: 'notice',
  synchronize: false,
  columns: {
    id: { type: 'uuid', primary: true },
    audience: { type: 'text' },
    unitId: { type: 'uuid', name: 'unit_id' },
    campaignId: { type: 'uuid', name: 'campaign_id' },
    kind: { type: 'text' },
    texts: { type: 'jsonb' },
    position: positionColumn('position'),
    createdAt: instantColumn('created_at'),
    readAt: { ...instantColumn('read_at'), nullable: true },
    deputyId: { type: 'text', name: 'deputy_id', nullable: true },
  },
});

/** A unit reads its own inbox, and an account of it what it is told as a deputy; administrators share one. */
export type InboxOwner = { unitId: string; accountId?: string } | 'ADMINISTRATORS';
/** `unitId`: the unit it went to or, for administrators, the one it is about. */
export type InboxNotice = Omit<NoticeRow, 'texts' | 'deputyId'> & { asDeputy: boolean } & {
  subject: string;
  body: string;
};

/** The newest first. */
export function inboxOf(
  db: EntityManager,
  owner: InboxOwner,
  page: { limit: number; after?: string; unread?: boolean; language?: Language },
): Promise<Page<InboxNotice>> {
  const query = inbox(db, owner);
  if (page.unread !== undefined) query.andWhere(page.unread ? 'n.read_at IS NULL' : 'n.read_at IS NOT NULL');
  return keysetPage(query, {
    columns: { position: { sql: 'n.position', type: 'bigint' } },
    key: 'n.id',
    page: { sort: '-position', limit: page.limit, after: page.after },
    item: ({ texts, deputyId, ...notice }) => ({
      ...notice,
      ...texts[page.language ?? 'vi'],
      asDeputy: deputyId !== null,
    }),
  });
}

export function unreadCount(db: EntityManager, owner: InboxOwner): Promise<number> {
  return inbox(db, owner).andWhere('n.read_at IS NULL').getCount();
}

/**
 * Marks one of the owner's notices as read and answers when it was first read. Throws DomainError 'unknown-notice' for one
 * that is not in this inbox.
 */
export async function markRead(
  db: EntityManager,
  owner: InboxOwner,
  call: { noticeId: string; at: Instant },
): Promise<{ readAt: Instant }> {
  const row = await inbox(db, owner).andWhere('n.id = :noticeId', call).getOne();
  if (row === null) {
    throw new DomainError('unknown-notice', 'There is no such notice in this inbox.', {
      noticeId: call.noticeId,
    });
  }
  if (row.readAt !== null) return { readAt: row.readAt };
  await db.query('UPDATE app.notice SET read_at = $2 WHERE id = $1 AND read_at IS NULL', [
    call.noticeId,
    call.at,
  ]);
  return { readAt: call.at };
}

function inbox(db: EntityManager, owner: InboxOwner): SelectQueryBuilder<NoticeRow> {
  const query = db.createQueryBuilder(noticeEntity, 'n');
  if (owner === 'ADMINISTRATORS') return query.where(`n.audience = 'ADMINISTRATORS' AND n.deputy_id IS NULL`);
  const { unitId, accountId = null } = owner;
  return query.where(
    `(n.audience = 'UNIT' AND n.unit_id = :unitId AND n.deputy_id IS NULL OR n.deputy_id = :accountId)`,
    { unitId, accountId },
  );
}
