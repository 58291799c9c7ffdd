import type { ActorRef } from '../actor.ts';
import type { AssignmentCommand } from '../assignment/assignment.commands.ts';
import type { AssignmentState } from '../assignment/assignment-state.ts';
import type { Instant } from '../calendar/day.ts';
import { assertNever } from '../domain-error.ts';
import type { BulkOperation, BulkUnit } from './bulk.events.ts';

/** The step a batch takes with one unit: the same command a person would send, so that the same rules decide on it. */
export function bulkStep(
  operation: BulkOperation,
  {
    version,
    reason,
    at,
    actor,
  }: Pick<BulkUnit, 'version'> & { reason: string; at: Instant; actor: ActorRef },
): AssignmentCommand {
  switch (operation.kind) {
    case 'REMIND':
      return { type: 'RemindNow', at, actor, data: {} };
    case 'EXTEND': {
      const { phase, to, basis } = operation;
      return { type: 'ExtendUnitDeadline', at, actor, data: { phase, to, basis, reason } };
    }
    case 'EXEMPT':
      return { type: 'ExemptUnit', at, actor, data: { basis: operation.basis, reason } };
    case 'ACCEPT_REVIEW':
      return { type: 'AcceptReview', at, actor, data: { version: version ?? 0 } };
    case 'APPROVE_PLAN':
      return { type: 'ApprovePlan', at, actor, data: { version: version ?? 0 } };
    default:
      return assertNever(operation);
  }
}

/** The submission that the operation judges, as it is now: whoever orders the batch has that one in view. */
export function judgedVersion({ kind }: BulkOperation, state: AssignmentState): number | null {
  if (state.status === 'NONE') return null;
  if (kind === 'ACCEPT_REVIEW') return state.review?.version ?? 0;
  return kind === 'APPROVE_PLAN' ? (state.plan?.version ?? 0) : null;
}
