import { assignmentDecider } from '../assignment/assignment.decider.ts';
import { addDays } from '../calendar/day-arithmetic.ts';
import type { WorkingCalendar } from '../calendar/working-calendar.ts';
import { startOfDay } from '../calendar/zoned-time.ts';
import type { CampaignTerms } from '../campaign/campaign-terms.ts';
import { fold } from '../decider.ts';
import { pointsText } from './points.ts';
import type { ProcedurePolicy } from './policies.ts';
import { timelinessPart, type Part } from './timeliness-part.ts';
import type { ScoredEvent } from './scored-event.ts';
import type { Score } from './score.ts';

type Scoring = {
  /** The unit's whole stream, oldest first. */
  events: readonly ScoredEvent[];
  policy: ProcedurePolicy;
  calendar: WorkingCalendar;
  /** The campaign's terms as of the cut position. */
  terms: CampaignTerms;
  /** Last position of the log that counts. */
  cutPosition: number;
};

/**
 * the score is a function of the events up to the cut (position and cut-off day), the policy and the calendar; the same
 * inputs give the same bytes. What was not due, or waits for the authority, is left out of the total instead of counting as
 * nothing. Null: no score, because the unit is exempted (an exemption counts up to the cut position, whenever it
 * was decided) or had no part in the campaign.
 */
export function scoreAssignment({ events, policy, calendar, terms, cutPosition }: Scoring): Score | null {
  const known = events.filter(({ position }) => position <= cutPosition);
  if (known.some(({ type }) => type === 'UnitExempted')) return null;
  // It carries out what another unit planned; that unit has the score of it.
  if (known.some((event) => event.type === 'UnitAssigned' && event.data.inherits === 'ACTIONS')) return null;
  const cutOff = startOfDay(addDays(terms.cutOffOn, 1), terms.zone);
  const counted = known.filter(({ at }) => at < cutOff);
  const state = fold(assignmentDecider, counted);
  if (state.status === 'NONE') return null;

  const parts: Part[] = policy.rules.map((rule) =>
    timelinessPart(rule, { events: counted, state, terms, calendar }),
  );
  return {
    policy: { code: policy.code, version: policy.version },
    points: pointsText(parts.reduce((sum, { points }) => sum + points, 0)),
    of: pointsText(parts.reduce((sum, { of }) => sum + of, 0)),
    parts: parts.map((part) => ({ ...part, points: pointsText(part.points), of: pointsText(part.of) })),
    cutPosition,
  };
}
