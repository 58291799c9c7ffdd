import { dayOf } from '../calendar/zoned-time.ts';
import { timelinessAt } from '../deadline/make-deadline.ts';
import type { AssignmentContext } from './assignment.commands.ts';
import type { AssignmentEvent } from './assignment.events.ts';
import type { AssignmentState } from './assignment-state.ts';
import {
  idsOf,
  requireAuthority,
  requireDeadline,
  requireOwnUnit,
  requireStatus,
  requireVersion,
  requireWorking,
  type CommandOf,
} from './assignment-step.ts';
import { cleared } from './escalations.ts';
import { requirePlanned } from './plan-checks.ts';
import { requireReasons } from './return-reasons.ts';
import { resubmitDeadline } from './unit-deadlines.ts';

/** A late plan is taken and marked late. */
export function submitPlan(
  { at, actor, data: { actions } }: CommandOf<'SubmitPlan'>,
  state: AssignmentState,
  context: AssignmentContext,
): AssignmentEvent[] {
  const assignment = requireOwnUnit(actor, state);
  const { terms } = context;
  requireWorking(terms);
  requireStatus(assignment, 'REVIEW_ACCEPTED', 'PLAN_RETURNED');
  const review = assignment.review ?? { answers: [], limitations: [] };
  const everAsked = [
    ...terms.earlierRequirements.flatMap(({ requirements }) => requirements),
    ...terms.requirements,
  ];
  requirePlanned(actions, review, everAsked, dayOf(at, terms.zone));
  const { deadline, originalOn } = requireDeadline(assignment, context, 'PLAN');
  const timeliness = timelinessAt(at, deadline, originalOn);
  const version = (assignment.plan?.version ?? 0) + 1;
  return [
    { type: 'PlanSubmitted', data: { ...idsOf(assignment), version, actions, timeliness } },
    ...cleared(assignment, 'PLAN'),
  ];
}

export function returnPlan(
  { at, actor, data: { version, reasons } }: CommandOf<'ReturnPlan'>,
  state: AssignmentState,
  context: AssignmentContext,
): AssignmentEvent[] {
  const assignment = requireAuthority(actor, state);
  requireWorking(context.terms);
  requireStatus(assignment, 'PLAN_SUBMITTED');
  requireVersion(version, assignment.plan);
  requireReasons(reasons);
  const resubmit = resubmitDeadline(assignment, context, 'PLAN', at);
  return [
    { type: 'PlanReturned', data: { ...idsOf(assignment), version, reasons, resubmit, returnedAt: at } },
  ];
}

/** Approves the version that was read. Nothing when that version is approved already. */
export function approvePlan(
  { actor, data: { version } }: CommandOf<'ApprovePlan'>,
  state: AssignmentState,
  context: AssignmentContext,
): AssignmentEvent[] {
  const assignment = requireAuthority(actor, state);
  if (assignment.status === 'PLAN_APPROVED' && assignment.plan?.version === version) return [];
  requireWorking(context.terms);
  requireStatus(assignment, 'PLAN_SUBMITTED');
  requireVersion(version, assignment.plan);
  return [{ type: 'PlanApproved', data: { ...idsOf(assignment), version } }];
}
