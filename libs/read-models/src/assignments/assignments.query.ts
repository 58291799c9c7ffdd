import { assignmentLamp, type AssignmentLampReason } from '@dondoc/domain/assignment/assignment-lamp.ts';
import { calendarOf } from '@dondoc/domain/calendar/calendar-version.ts';
import { dayOf } from '@dondoc/domain/calendar/zoned-time.ts';
import type { Day, Instant } from '@dondoc/domain/calendar/day.ts';
import type { Lamp, LampColour } from '@dondoc/domain/escalation/lamp.ts';
import type { Phase } from '@dondoc/domain/deadline/deadline.ts';
import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import { campaignsEntity } from '../campaigns/campaigns.query.ts';
import type { CampaignRow } from '../campaigns/campaigns.projection.ts';
import { entityOf } from '../entity.ts';
import { keysetPage, type Page, type PageRequest, type SortColumn } from '../keyset.ts';
import { unitsEntity } from '../units/units.query.ts';
import { assignmentsProjection, type AssignmentRow } from './assignments.projection.ts';
import { LAMP_COLOURS, LAMP_RANK, lampGroups, lampParameters } from './board-lamps.ts';
import { dueParameters, NEXT_DUE_ON, NEXT_PHASE } from './due-days.ts';

export const assignmentsEntity = entityOf(assignmentsProjection);

/** A line of the board. The next deadline is the earliest of the phases the unit still owes; overdue means now. */
export type BoardLine = AssignmentRow & {
  unitName: string | null;
  nextPhase: Phase | null;
  dueOn: Day | null;
  overdue: boolean;
  lamp: Lamp<AssignmentLampReason>;
};

export type AssignmentFilter = { status?: string; overdue?: boolean; category?: string; lamp?: LampColour };

const OVERDUE = `coalesce(${NEXT_DUE_ON} < :today::date, false)`;
const SORTS = {
  code: { sql: 'a.code', type: 'text' },
  name: { sql: `coalesce(u.name, a.code) COLLATE "vi-x-icu"`, type: 'text' },
  category: { sql: 'a.category', type: 'text' },
  peerGroup: { sql: 'a.peer_group', type: 'text' },
  status: { sql: 'a.status', type: 'text' },
  due: { sql: `coalesce(${NEXT_DUE_ON}, 'infinity'::date)`, type: 'date' },
  overdue: { sql: OVERDUE, type: 'boolean' },
  lamp: { sql: LAMP_RANK, type: 'integer' },
  escalation: { sql: 'a.escalation_step', type: 'integer' },
  reminders: { sql: 'a.reminders_sent', type: 'integer' },
  acknowledgedAt: { sql: `coalesce(a.acknowledged_at, 'infinity')`, type: 'timestamptz' },
  reviewSubmittedAt: { sql: `coalesce(a.review_submitted_at, 'infinity')`, type: 'timestamptz' },
  planSubmittedAt: { sql: `coalesce(a.plan_submitted_at, 'infinity')`, type: 'timestamptz' },
  points: { sql: 'coalesce(a.points, -1)', type: 'numeric' },
} satisfies Record<string, SortColumn>;
export type AssignmentSort = keyof typeof SORTS;

/** The board of one campaign, as of `now`. An unknown campaign has an empty board. */
export async function listAssignments(
  db: EntityManager,
  request: PageRequest<AssignmentSort> & AssignmentFilter & { campaignId: string; now: Instant },
): Promise<Page<BoardLine>> {
  const campaign = await db.findOneBy(campaignsEntity, { campaignId: request.campaignId });
  if (campaign === null) return { items: [], next: null };
  const query = await boardQuery(db, campaign, request.now);
  if (request.status !== undefined) query.andWhere('a.status = :status', request);
  if (request.category !== undefined) query.andWhere('a.category = :category', request);
  if (request.lamp !== undefined || request.sort === 'lamp' || request.sort === '-lamp') {
    query.setParameters(lampParameters(await lampGroups(db, campaign, request.now)));
  }
  if (request.lamp !== undefined) {
    query.andWhere(`${LAMP_RANK} = :rank`, { rank: LAMP_COLOURS.indexOf(request.lamp) });
  }
  if (request.overdue !== undefined) query.andWhere(`${OVERDUE} = :overdue`, request);
  return keysetPage(query, {
    columns: SORTS,
    key: 'a.unit_id',
    page: { ...request, sort: request.sort ?? 'code' },
    item: (row, raw) => boardLine(row, raw, campaign, request.now),
  });
}

/** One unit's line of a campaign. */
export async function assignmentOf(
  db: EntityManager,
  key: { campaignId: string; unitId: string; now: Instant },
): Promise<BoardLine | null> {
  const campaign = await db.findOneBy(campaignsEntity, { campaignId: key.campaignId });
  if (campaign === null) return null;
  const query = (await boardQuery(db, campaign, key.now)).andWhere('a.unit_id = :unitId', key);
  const { entities, raw } = await query.getRawAndEntities<Record<string, unknown>>();
  return entities[0] === undefined ? null : boardLine(entities[0], raw[0] ?? {}, campaign, key.now);
}

/** Everything one unit has been assigned, the newest campaign first. */
export async function assignmentsOfUnit(
  db: EntityManager,
  unitId: string,
  now: Instant,
): Promise<BoardLine[]> {
  const assigned = await db.find(assignmentsEntity, {
    where: { unitId },
    order: { assignedAt: 'DESC', assignmentId: 'ASC' },
  });
  const lines = [];
  for (const { campaignId } of assigned) lines.push(await assignmentOf(db, { campaignId, unitId, now }));
  return lines.filter((line) => line !== null);
}

async function boardQuery(
  db: EntityManager,
  campaign: CampaignRow,
  now: Instant,
): Promise<SelectQueryBuilder<AssignmentRow>> {
  return db
    .createQueryBuilder(assignmentsEntity, 'a')
    .leftJoin(unitsEntity.options.name, 'u', 'u.unit_id = a.unit_id')
    .addSelect(NEXT_PHASE, 'next_phase')
    .addSelect(`${NEXT_DUE_ON}::text`, 'due_day')
    .addSelect(OVERDUE, 'overdue')
    .addSelect('u.name', 'unit_name')
    .where('a.campaign_id = :campaignId')
    .setParameters({ ...(await dueParameters(db, campaign)), today: dayOf(now, campaign.zone) });
}

function boardLine(
  row: AssignmentRow,
  raw: Readonly<Record<string, unknown>>,
  campaign: CampaignRow,
  now: Instant,
): BoardLine {
  const dueOn = raw['due_day'] as Day | null;
  const today = dayOf(now, campaign.zone);
  return {
    ...row,
    unitName: raw['unit_name'] as string | null,
    nextPhase: raw['next_phase'] as Phase | null,
    dueOn,
    overdue: raw['overdue'] as boolean,
    lamp: assignmentLamp({ ...row, dueOn }, { today, calendar: calendarOf(campaign) }),
  };
}
