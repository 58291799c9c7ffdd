import { daysBetween } from '../calendar/day-arithmetic.ts';
import type { Instant } from '../calendar/day.ts';
import { workingDaysBetween } from '../calendar/working-days.ts';
import { dayOf } from '../calendar/zoned-time.ts';
import { requireBasis, requireReason } from '../campaign/campaign-step.ts';
import { requireExtensible } from '../campaign/extension.ts';
import type { Deadline, Phase } from '../deadline/deadline.ts';
import { deadlineOn } from '../deadline/make-deadline.ts';
import { dayOfCount } from '../deadline/recount.ts';
import { DomainError } from '../domain-error.ts';
import type { AssignmentContext } from './assignment.commands.ts';
import type { AssignmentEvent } from './assignment.events.ts';
import type { AssignmentState, AssignmentStatus, LiveAssignment } from './assignment-state.ts';
import {
  idsOf,
  requireAuthority,
  requireDeadline,
  requireWorking,
  type CommandOf,
} from './assignment-step.ts';
import { cleared } from './escalations.ts';

/** The steps at which a phase is still owed, open already or to come. */
export const OWED: Readonly<Record<Phase, readonly AssignmentStatus[]>> = {
  ACKNOWLEDGE: ['ASSIGNED'],
  REVIEW: ['ASSIGNED', 'ACKNOWLEDGED', 'REVIEW_RETURNED'],
  PLAN: [
    'ASSIGNED',
    'ACKNOWLEDGED',
    'REVIEW_SUBMITTED',
    'REVIEW_RETURNED',
    'REVIEW_ACCEPTED',
    'PLAN_RETURNED',
  ],
};

/** R-08 for one unit: before its due day is over, with a reason and a basis; the original day stays on record. */
export function extendUnitDeadline(
  { at, actor, data }: CommandOf<'ExtendUnitDeadline'>,
  state: AssignmentState,
  context: AssignmentContext,
): AssignmentEvent[] {
  const assignment = requireAuthority(actor, state);
  const { terms } = context;
  const { phase, reason, basis } = data;
  requireWorking(terms);
  requireReason(reason);
  requireBasis(basis, '/basis/ref');
  if (!OWED[phase].includes(assignment.status)) {
    throw new DomainError('phase-not-open', `The unit owes no ${phase} now: there is nothing to extend.`, {
      phase,
      status: assignment.status,
    });
  }
  const { deadline: from } = requireDeadline(assignment, context, phase);
  const { zone, cutOffOn, cadence } = terms;
  requireExtensible({ from, to: data.to, at, graceDays: cadence.extensionGraceDays, zone, cutOffOn });
  const to = deadlineOn({ phase, on: data.to, relation: 'BY', basis }, zone);
  const days = daysBetween(from.on, to.on);
  return [
    {
      type: 'UnitDeadlineExtended',
      data: { ...idsOf(assignment), phase, from, to, days, reason, grantedAt: at },
    },
    ...cleared(assignment, phase),
  ];
}

/** After a return the unit has the cadence's working days from today, and never less than it had before. */
export function resubmitDeadline(
  assignment: LiveAssignment,
  context: AssignmentContext,
  phase: Phase,
  at: Instant,
): Deadline {
  const { terms } = context;
  const { deadline } = requireDeadline(assignment, context, phase);
  const again = workingDaysFrom(at, terms.cadence.resubmitWorkingDays, deadline, context);
  return again.endsAt > deadline.endsAt ? again : deadline;
}

/** The unit's own plan deadline when the campaign's would leave it less than the cadence's minimum; else null. */
export function planDeadline(
  assignment: LiveAssignment,
  context: AssignmentContext,
  at: Instant,
): Deadline | null {
  const { terms, calendar } = context;
  const { deadline } = requireDeadline(assignment, context, 'PLAN');
  const least = terms.cadence.planMinWorkingDays;
  const left = workingDaysBetween(calendar, dayOf(at, terms.zone), deadline.on);
  return left < least ? workingDaysFrom(at, least, deadline, context) : null;
}

function workingDaysFrom(
  at: Instant,
  days: number,
  { phase, basis }: Deadline,
  { terms, calendar }: AssignmentContext,
): Deadline {
  const counted = { from: dayOf(at, terms.zone), count: days, unit: 'WORKING_DAY' } as const;
  const on = dayOfCount(counted, calendar);
  return deadlineOn({ phase, on, relation: 'WITHIN', counted, basis }, terms.zone);
}
