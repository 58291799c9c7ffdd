import { requireReason } from '../campaign/campaign-step.ts';
import { dayOf } from '../calendar/zoned-time.ts';
import { timelinessAt } from '../deadline/make-deadline.ts';
import { DomainError } from '../domain-error.ts';
import type { AssignmentContext } from './assignment.commands.ts';
import type { AssignmentEvent } from './assignment.events.ts';
import type { AssignmentState, LiveAssignment } from './assignment-state.ts';
import {
  idsOf,
  requireAuthority,
  requireDeadline,
  requireFindings,
  requireOwnUnit,
  requireStatus,
  requireVersion,
  requireWorking,
  type CommandOf,
} from './assignment-step.ts';
import { cleared } from './escalations.ts';
import { requireLowerDecided } from './lower-units.ts';
import { ownStandings, standingsInForce } from './monitoring/action-standing.ts';
import { requireKept } from './monitoring/plan-amendment.ts';
import { requirePlanned, type PlanBasis } from './plan-checks.ts';
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
  requirePlanned(actions, planBasis(assignment, context, at));
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

/**
 * the unit may change an approved plan, and the approval falls in the same breath: the new version waits for the
 * authority. What is verified stays as it is, and days are moved by an extension, not by an amendment.
 */
export function amendPlan(
  { at, actor, data: { actions, reason } }: CommandOf<'AmendPlan'>,
  state: AssignmentState,
  context: AssignmentContext,
): AssignmentEvent[] {
  const assignment = requireOwnUnit(actor, state);
  requireWorking(context.terms);
  requireStatus(assignment, 'PLAN_APPROVED');
  requireReason(reason);
  requirePlanned(actions, planBasis(assignment, context, at));
  requireKept(actions, ownStandings(assignment));
  const { version: approved = 0, hash = null } = assignment.monitoring.approval ?? {};
  const version = (assignment.plan?.version ?? 0) + 1;
  return [
    { type: 'PlanAmended', data: { ...idsOf(assignment), version, actions, reason } },
    {
      type: 'PlanApprovalVoided',
      data: { ...idsOf(assignment), version: approved, hash, amendedTo: version },
    },
  ];
}

/**
 * Approves the version that was read, and binds the approval to its content. Nothing when that version is approved already.
 * Throws 'stale-content' when the caller read something else under the same number.
 */
export function approvePlan(
  { at, actor, data: { version, hash: read } }: CommandOf<'ApprovePlan'>,
  state: AssignmentState,
  context: AssignmentContext,
): AssignmentEvent[] {
  const assignment = requireAuthority(actor, state);
  if (assignment.status === 'PLAN_APPROVED' && assignment.plan?.version === version) return [];
  requireWorking(context.terms);
  requireStatus(assignment, 'PLAN_SUBMITTED');
  requireVersion(version, assignment.plan);
  const hash = context.hashOf(planContent(assignment));
  if (read !== undefined && read !== hash) {
    throw new DomainError('stale-content', 'The plan is not the one you read. Read it again.', {
      rule: 'R-20',
      path: '/hash',
      version,
      current: hash,
    });
  }
  const passedOver = requireLowerDecided(context.lower, context.terms.lowerFirst);
  const undecided = passedOver.length === 0 ? {} : { undecidedBelow: passedOver };
  const approved = { ...idsOf(assignment), version, hash, approvedAt: at, ...undecided };
  return [{ type: 'PlanApproved', data: approved }];
}

/** What an approval is bound to: the actions as the unit sent them, and whose and which version they are. */
export function planContent({ campaignId, unitId, plan }: LiveAssignment): object {
  return { campaignId, unitId, version: plan?.version ?? 0, actions: plan?.actions ?? [] };
}

function planBasis(assignment: LiveAssignment, context: AssignmentContext, at: string): PlanBasis {
  const { terms } = context;
  const { answers, limitations } = assignment.review ?? { answers: [], limitations: [] };
  const requirements = [
    ...terms.earlierRequirements.flatMap((earlier) => earlier.requirements),
    ...terms.requirements,
  ];
  const known = ownStandings(assignment).map(({ action }) => action);
  // What an action taken over from a unit that is no more answers already needs no second one.
  const taken = new Set(
    standingsInForce({ ...assignment, status: 'REVIEW_ACCEPTED' }).flatMap(
      ({ action }) => action.findingIds ?? [],
    ),
  );
  const findings = requireFindings(context).filter(({ findingId }) => !taken.has(findingId));
  return { answers, limitations, requirements, findings, known, today: dayOf(at, terms.zone) };
}
