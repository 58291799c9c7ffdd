import type { Instant } from '@dondoc/domain/calendar/day.ts';
import { calendarOf } from '@dondoc/domain/calendar/calendar-version.ts';
import { dayOf } from '@dondoc/domain/calendar/zoned-time.ts';
import { lampOf } from '@dondoc/domain/assignment/monitoring/action-lamp.ts';
import type { Lamp } from '@dondoc/domain/escalation/lamp.ts';
import { isOverdue } from '@dondoc/domain/assignment/monitoring/action-standing.ts';
import type { EntityManager } from 'typeorm';
import type { CampaignRow } from '../campaigns/campaigns.projection.ts';
import { assignmentsEntity } from '../assignments/assignments.query.ts';
import { campaignsEntity } from '../campaigns/campaigns.query.ts';
import { entityOf } from '../entity.ts';
import { keysetPage, type Page, type PageRequest, type SortColumn } from '../keyset.ts';
import { remediationProjection, type ActionLine, type RemediationRow } from './remediation.projection.ts';

export const remediationEntity = entityOf(remediationProjection);

/** An action of a plan, with what follows from the clock. */
export type ListedAction = ActionLine &
  Pick<RemediationRow, 'campaignId' | 'unitId'> & { code: string; overdue: boolean; lamp: Lamp };
export type ActionFilter = { unitId?: string; state?: string; overdue?: boolean };

// TypeORM knows no LATERAL in a join, so the lines come as a table of their own.
const LINES = `(SELECT q.assignment_id AS plan_id, e.line
  FROM app.remediation q CROSS JOIN LATERAL jsonb_array_elements(q.actions) AS e(line)
  WHERE q.campaign_id = :campaignId)`;
// The end of the list is where work without an end belongs.
const DUE = `coalesce(CASE WHEN x.line ->> 'due' <> 'CONTINUOUS' THEN (x.line ->> 'due')::date END, 'infinity'::date)`;
const OVERDUE = `(${DUE} < :today::date AND x.line ->> 'state' NOT IN ('VERIFIED', 'CARRIED_OVER', 'REPORTED_DONE'))`;
const SORTS = {
  due: { sql: DUE, type: 'date' },
  code: { sql: 'a.code', type: 'text' },
  state: { sql: `x.line ->> 'state'`, type: 'text' },
  percent: { sql: `(x.line ->> 'percent')::int`, type: 'integer' },
} satisfies Record<string, SortColumn>;
export type ActionSort = keyof typeof SORTS;

/** The actions of every approved plan of one campaign, as of `now`. An unknown campaign has none. */
export async function listActions(
  db: EntityManager,
  request: PageRequest<ActionSort> & ActionFilter & { campaignId: string; now: Instant },
): Promise<Page<ListedAction>> {
  const campaign = await db.findOneBy(campaignsEntity, { campaignId: request.campaignId });
  if (campaign === null) return { items: [], next: null };
  const query = db
    .createQueryBuilder(remediationEntity, 'r')
    .innerJoin(assignmentsEntity.options.name, 'a', 'a.assignment_id = r.assignment_id')
    .innerJoin(LINES, 'x', 'x.plan_id = r.assignment_id')
    .addSelect('x.line', 'line')
    .addSelect('a.code', 'code')
    .where('r.campaign_id = :campaignId')
    .setParameters({ campaignId: request.campaignId, today: dayOf(request.now, campaign.zone) });
  if (request.unitId !== undefined) query.andWhere('r.unit_id = :unitId', request);
  if (request.state !== undefined) query.andWhere(`x.line ->> 'state' = :state`, request);
  if (request.overdue !== undefined) query.andWhere(`${OVERDUE} = :overdue`, request);
  return keysetPage(query, {
    columns: SORTS,
    // One row of the table is many of the list: each needs a name of its own.
    key: `md5(r.assignment_id || '/' || (x.line ->> 'actionId'))::uuid`,
    page: { ...request, sort: request.sort ?? 'due' },
    item: (row, raw) =>
      listedAction({ ...row, code: raw['code'] as string }, raw['line'] as ActionLine, campaign, request.now),
  });
}

/** A line with its lamp, worked out for an instant. */
export function listedAction(
  { campaignId, unitId, code }: Pick<RemediationRow, 'campaignId' | 'unitId'> & { code: string },
  line: ActionLine,
  campaign: Pick<CampaignRow, 'zone' | 'calendar' | 'adoptions'>,
  now: Instant,
): ListedAction {
  const { zone } = campaign;
  const at = { at: now, zone, calendar: calendarOf(campaign) };
  return { ...line, campaignId, unitId, code, overdue: isOverdue(line, now, zone), lamp: lampOf(line, at) };
}
