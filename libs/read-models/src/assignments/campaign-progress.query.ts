import type { Day, Instant } from '@dondoc/domain/calendar/day.ts';
import { dayOf } from '@dondoc/domain/calendar/zoned-time.ts';
import type { Phase } from '@dondoc/domain/deadline/deadline.ts';
import type { Score } from '@dondoc/domain/scoring/score.ts';
import type { EntityManager } from 'typeorm';
import { campaignsEntity } from '../campaigns/campaigns.query.ts';
import { keysetPage, type Page, type PageRequest } from '../keyset.ts';
import { unitsEntity } from '../units/units.query.ts';
import { assignmentsEntity } from './assignments.query.ts';
import { countLamps, lampGroups, type LampCount } from './board-lamps.ts';
import { dueParameters, OPEN_DUES } from './due-days.ts';

export type DueDay = { phase: Phase; on: Day; count: number };
export type CampaignProgress = {
  assigned: number;
  byStatus: Readonly<Record<string, number>>;
  /** Units that still owe something, and how many are late now, by phase. */
  open: number;
  overdue: Readonly<Partial<Record<Phase, number>>>;
  /** Red first, each colour once. */
  lamps: readonly LampCount[];
};

/** How many open assignments are due on which day, by phase; the earliest day first. Empty for an unknown campaign. */
export async function dueDays(db: EntityManager, campaignId: string): Promise<DueDay[]> {
  const campaign = await db.findOneBy(campaignsEntity, { campaignId });
  if (campaign === null) return [];
  return db
    .createQueryBuilder()
    .select('dues.phase', 'phase')
    .addSelect('dues.due_on::text', 'on')
    .addSelect('count(*)::int', 'count')
    .from(`(${OPEN_DUES})`, 'dues')
    .where('dues.due_on IS NOT NULL')
    .groupBy('dues.phase, dues.due_on')
    .orderBy('dues.due_on')
    .addOrderBy('dues.phase')
    .setParameters(await dueParameters(db, campaign))
    .getRawMany<DueDay>();
}

/** Units whose phase is open and due on that day, in the order of their ids; `after`: the last unit id of the page before. */
export async function assignmentsDue(
  db: EntityManager,
  request: { campaignId: string; phase: Phase; on: Day; after?: string; limit: number },
): Promise<{ assignmentId: string; unitId: string }[]> {
  const campaign = await db.findOneBy(campaignsEntity, { campaignId: request.campaignId });
  if (campaign === null) return [];
  const query = db
    .createQueryBuilder()
    .select('dues.assignment_id', 'assignmentId')
    .addSelect('dues.unit_id', 'unitId')
    .from(`(${OPEN_DUES})`, 'dues')
    .where('dues.phase = :phase AND dues.due_on = :on', { phase: request.phase, on: request.on })
    .orderBy('dues.unit_id')
    .limit(request.limit)
    .setParameters(await dueParameters(db, campaign));
  if (request.after !== undefined) query.andWhere('dues.unit_id > :after', { after: request.after });
  return query.getRawMany<{ assignmentId: string; unitId: string }>();
}

/** Where a campaign stands, counted now. Null for an unknown campaign. */
export async function campaignProgress(
  db: EntityManager,
  campaignId: string,
  now: Instant,
): Promise<CampaignProgress | null> {
  const campaign = await db.findOneBy(campaignsEntity, { campaignId });
  if (campaign === null) return null;
  const statuses = await db
    .createQueryBuilder(assignmentsEntity, 'a')
    .select('a.status', 'status')
    .addSelect('count(*)::int', 'count')
    .addSelect('(count(*) FILTER (WHERE cardinality(a.open_phases) > 0))::int', 'open')
    .where('a.campaign_id = :campaignId', { campaignId })
    .groupBy('a.status')
    .orderBy('a.status')
    .getRawMany<{ status: string; count: number; open: number }>();
  const today = dayOf(now, campaign.zone);
  const overdue: Partial<Record<Phase, number>> = {};
  for (const { phase, on, count } of await dueDays(db, campaignId)) {
    if (on < today) overdue[phase] = (overdue[phase] ?? 0) + count;
  }
  return {
    assigned: statuses.reduce((sum, { count }) => sum + count, 0),
    byStatus: Object.fromEntries(statuses.map(({ status, count }) => [status, count])),
    open: statuses.reduce((sum, { open }) => sum + open, 0),
    overdue,
    lamps: countLamps(await lampGroups(db, campaign, now)),
  };
}

export type ScoreLine = { unitId: string; code: string; name: string | null; score: Score | null };

/** Scores of a campaign by unit code. Scores are for administrators, auditors and the unit itself: the caller sees to it. */
export function listScores(
  db: EntityManager,
  request: PageRequest<'code' | 'points'> & { campaignId: string },
): Promise<Page<ScoreLine>> {
  const query = db
    .createQueryBuilder(assignmentsEntity, 'a')
    .leftJoin(unitsEntity.options.name, 'u', 'u.unit_id = a.unit_id')
    .addSelect('u.name', 'unit_name')
    .where('a.campaign_id = :campaignId', request);
  return keysetPage(query, {
    columns: {
      code: { sql: 'a.code', type: 'text' },
      points: { sql: 'coalesce(a.points, -1)', type: 'numeric' },
    },
    key: 'a.unit_id',
    page: { ...request, sort: request.sort ?? 'code' },
    item: ({ unitId, code, score }, raw) => ({
      unitId,
      code,
      name: raw['unit_name'] as string | null,
      score,
    }),
  });
}
