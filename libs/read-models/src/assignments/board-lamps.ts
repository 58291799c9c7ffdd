import { assignmentLamp, type AssignmentLampReason } from '@dondoc/domain/assignment/assignment-lamp.ts';
import type { LiveAssignment } from '@dondoc/domain/assignment/assignment-state.ts';
import { calendarOf } from '@dondoc/domain/calendar/calendar-version.ts';
import type { Day, Instant } from '@dondoc/domain/calendar/day.ts';
import { dayOf } from '@dondoc/domain/calendar/zoned-time.ts';
import type { EscalationLevel } from '@dondoc/domain/escalation/cadence.ts';
import type { Lamp, LampColour } from '@dondoc/domain/escalation/lamp.ts';
import type { EntityManager } from 'typeorm';
import type { CampaignRow } from '../campaigns/campaigns.projection.ts';
import { dueParameters, NEXT_DUE_ON } from './due-days.ts';

/** The strongest first: what must be looked at comes first in every list. */
export const LAMP_COLOURS: readonly LampColour[] = ['RED', 'AMBER', 'GREEN'];

/** How many units show a colour, and how often each reason speaks for it; a unit may have several. */
export type LampCount = {
  colour: LampColour;
  units: number;
  reasons: Readonly<Partial<Record<AssignmentLampReason, number>>>;
};

/** Units that the domain cannot tell apart when it sets a lamp, with the lamp it sets. */
type LampGroup = {
  status: LiveAssignment['status'];
  level: EscalationLevel;
  dueOn: Day | null;
  units: number;
  lamp: Lamp<AssignmentLampReason>;
};

const LINES = `SELECT a.status, a.escalation_level AS level, ${NEXT_DUE_ON} AS due_on
  FROM app.assignments a WHERE a.campaign_id = :campaignId`;

/** Judges each kind of line that occurs on the board once. Few, however many units there are. */
export async function lampGroups(
  db: EntityManager,
  campaign: CampaignRow,
  now: Instant,
): Promise<LampGroup[]> {
  const found = await db
    .createQueryBuilder()
    .select('lines.status', 'status')
    .addSelect('lines.level', 'level')
    .addSelect('lines.due_on::text', 'dueOn')
    .addSelect('count(*)::int', 'units')
    .from(`(${LINES})`, 'lines')
    .groupBy('lines.status, lines.level, lines.due_on')
    .setParameters(await dueParameters(db, campaign))
    .getRawMany<Omit<LampGroup, 'lamp'>>();
  const setting = { today: dayOf(now, campaign.zone), calendar: calendarOf(campaign) };
  return found.map((group) => ({
    ...group,
    lamp: assignmentLamp({ ...group, escalationLevel: group.level }, setting),
  }));
}

/** Where the lamp of the assignment `a` stands among LAMP_COLOURS, from 0. Takes `lampParameters`; SQL only matches groups. */
export const LAMP_RANK = `coalesce((
  SELECT lamp.rank FROM jsonb_to_recordset(CAST(:lamps AS jsonb)) AS lamp(status text, level text, "dueOn" date, rank int)
  WHERE lamp.status = a.status AND lamp.level = a.escalation_level
    AND lamp."dueOn" IS NOT DISTINCT FROM ${NEXT_DUE_ON} LIMIT 1), ${LAMP_COLOURS.length})`;

export function lampParameters(groups: readonly LampGroup[]): { lamps: string } {
  const ranked = groups.map(({ status, level, dueOn, lamp }) => ({
    status,
    level,
    dueOn,
    rank: LAMP_COLOURS.indexOf(lamp.colour),
  }));
  return { lamps: JSON.stringify(ranked) };
}

export function countLamps(groups: readonly LampGroup[]): LampCount[] {
  return LAMP_COLOURS.map((colour) => {
    const shown = groups.filter(({ lamp }) => lamp.colour === colour);
    const reasons: Partial<Record<AssignmentLampReason, number>> = {};
    for (const { lamp, units } of shown) {
      for (const reason of lamp.reasons) reasons[reason] = (reasons[reason] ?? 0) + units;
    }
    return { colour, units: shown.reduce((sum, { units }) => sum + units, 0), reasons };
  });
}
