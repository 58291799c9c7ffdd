import { DomainError } from '../../domain-error.ts';
import type { LiveAssignment } from '../assignment-state.ts';
import { requireStatus } from '../assignment-step.ts';
import { standingsInForce, type ActionStanding } from './action-standing.ts';

/** The action as it stands. Throws 'unit-exempted', 'unit-succeeded', 'plan-not-approved', 'unknown-action'. */
export function requireAction(assignment: LiveAssignment, actionId: string): ActionStanding {
  const { status } = assignment;
  const standing = standingsInForce(assignment).find(({ action }) => action.id === actionId);
  if (standing !== undefined) return standing;
  if (status === 'EXEMPTED' || status === 'TRANSFERRED') requireStatus(assignment, 'PLAN_APPROVED');
  if (status !== 'PLAN_APPROVED') {
    throw new DomainError('plan-not-approved', 'Its actions are carried out once the plan is approved.', {
      status,
    });
  }
  throw new DomainError('unknown-action', 'The approved plan has no such action.', { actionId });
}

/** The same, still open. Throws 'action-closed' once it is verified, 'action-carried-over' once next year's plan has it. */
export function requireOpenAction(assignment: LiveAssignment, actionId: string): ActionStanding {
  const standing = requireAction(assignment, actionId);
  const details = { rule: 'R-06', actionId };
  if (standing.state === 'VERIFIED') {
    const says = 'The action is verified and closed. Nothing in it changes any more.';
    throw new DomainError('action-closed', says, details);
  }
  if (standing.state === 'CARRIED_OVER') {
    const says = "The action was carried over. It goes on in the next campaign's plan.";
    throw new DomainError('action-carried-over', says, details);
  }
  return standing;
}
