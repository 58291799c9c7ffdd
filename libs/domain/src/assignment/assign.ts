import { requireSteward } from '../authority.ts';
import { daysBetween } from '../calendar/day-arithmetic.ts';
import { dayOf } from '../calendar/zoned-time.ts';
import { PHASES, type Basis, type Phase } from '../deadline/deadline.ts';
import { deadlineOn, timelinessAt } from '../deadline/make-deadline.ts';
import { dayOfCount } from '../deadline/recount.ts';
import { faultsOf, refuseFaults } from '../faults.ts';
import { isBlank } from '../text.ts';
import { acknowledged, amendmentCount } from './amendments.ts';
import type { AssignmentContext } from './assignment.commands.ts';
import type { AssignmentEvent } from './assignment.events.ts';
import type { AssignmentState } from './assignment-state.ts';
import {
  idsOf,
  requireCampaign,
  requireDeadline,
  requireOwnUnit,
  requireRunning,
  requireStatus,
  requireWorking,
  type CommandOf,
} from './assignment-step.ts';
import { cleared } from './escalations.ts';

const TOLD_TOO_LATE = 'Đơn vị được giao nhiệm vụ sau khi thời hạn đã hết.';

/** Gives the unit its part in the campaign. Nothing when it has it, so a launch may be repeated. */
export function assignUnit(
  { at, actor, data }: CommandOf<'AssignUnit'>,
  state: AssignmentState,
  context: AssignmentContext,
): AssignmentEvent[] {
  requireSteward(actor);
  if (state.status !== 'NONE') return [];
  const { terms } = context;
  const { lateJoin, inherits } = data;
  if (inherits === undefined) requireCampaign(terms, 'ISSUED', 'REVIEWING');
  else requireCampaign(terms, 'ISSUED', 'REVIEWING', 'RATING', 'MONITORING');
  refuseFaults(
    'assignment-invalid',
    'R-01',
    faultsOf([
      ['/campaignId', data.campaignId === terms.campaignId, `must be ${terms.campaignId}`],
      ['/unitId', !isBlank(data.unitId), 'must not be blank'],
      ['/lateJoin/ref', lateJoin === null || !isBlank(lateJoin.ref), 'must name the basis'],
    ]),
  );
  const amendments = amendmentCount(terms);
  const assigned: AssignmentEvent = {
    type: 'UnitAssigned',
    data: {
      ...data,
      assignedAt: at,
      ...(amendments > 0 && { amendments }),
      ...(terms.parent !== null && { superiorUnitId: terms.parent.unitId }),
    },
  };
  if (lateJoin !== null) {
    requireRunning(terms);
    if (inherits === 'ACTIONS') return [assigned];
    return [assigned, ...ownDeadlines(data, at, lateJoin, context)];
  }
  const missed = PHASES.flatMap((phase) => terms.deadlines[phase]?.current ?? []).find(
    ({ endsAt }) => endsAt <= at,
  );
  if (missed === undefined) return [assigned];
  // Due process: what ended before the unit was told binds it no more than it binds a late joiner.
  return [assigned, ...ownDeadlines(data, at, { ref: missed.basis.ref, text: TOLD_TOO_LATE }, context)];
}

/**
 * Nobody is late on arrival: a late joiner has at least the cadence's days, one step of the cycle after the other. A phase
 * of which the campaign leaves less gets a deadline of the unit's own, on the basis of the late joining.
 */
function ownDeadlines(
  { campaignId, unitId }: { campaignId: string; unitId: string },
  at: string,
  basis: Basis,
  { terms, calendar }: AssignmentContext,
): AssignmentEvent[] {
  const { resubmitWorkingDays, planMinWorkingDays } = terms.cadence;
  const least: Readonly<Record<Phase, number>> = {
    ACKNOWLEDGE: resubmitWorkingDays,
    REVIEW: resubmitWorkingDays + planMinWorkingDays,
    PLAN: resubmitWorkingDays + 2 * planMinWorkingDays,
  };
  const today = dayOf(at, terms.zone);
  return PHASES.flatMap((phase) => {
    const from = terms.deadlines[phase]?.current;
    const counted = { from: today, count: least[phase], unit: 'WORKING_DAY' } as const;
    const on = dayOfCount(counted, calendar);
    if (from === undefined || from.on >= on) return [];
    const to = deadlineOn({ phase, on, relation: 'WITHIN', counted, basis }, terms.zone);
    const days = daysBetween(from.on, on);
    const data = {
      campaignId,
      unitId,
      phase,
      from,
      to,
      days,
      reason: basis.text ?? basis.ref,
      grantedAt: at,
    };
    return [{ type: 'UnitDeadlineExtended' as const, data }];
  });
}

/** The unit has the directive in hand, as it is amended by then. Nothing when it said so before. */
export function acknowledge(
  { at, actor }: CommandOf<'Acknowledge'>,
  state: AssignmentState,
  context: AssignmentContext,
): AssignmentEvent[] {
  const assignment = requireOwnUnit(actor, state);
  if (assignment.status !== 'ASSIGNED' && assignment.status !== 'EXEMPTED') return [];
  requireWorking(context.terms);
  requireStatus(assignment, 'ASSIGNED');
  const { deadline, originalOn } = requireDeadline(assignment, context, 'ACKNOWLEDGE');
  const timeliness = timelinessAt(at, deadline, originalOn);
  return [
    { type: 'AcknowledgementRecorded', data: { ...idsOf(assignment), timeliness } },
    ...acknowledged(assignment, context.terms),
    ...cleared(assignment, 'ACKNOWLEDGE'),
  ];
}
