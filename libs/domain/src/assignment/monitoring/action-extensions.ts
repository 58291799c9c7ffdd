import { addDays, daysBetween, isDay } from '../../calendar/day-arithmetic.ts';
import type { Day } from '../../calendar/day.ts';
import { startOfDay } from '../../calendar/zoned-time.ts';
import { requireBasis, requireReason } from '../../campaign/campaign-step.ts';
import { DomainError } from '../../domain-error.ts';
import { faultsOf, refuseFaults } from '../../faults.ts';
import type { AssignmentContext } from '../assignment.commands.ts';
import type { AssignmentEvent } from '../assignment.events.ts';
import type { AssignmentState, LiveAssignment } from '../assignment-state.ts';
import {
  idsOf,
  requireAuthority,
  requireOwnUnit,
  requireWorking,
  type CommandOf,
} from '../assignment-step.ts';
import { dueEnd } from './action-standing.ts';
import type { ExtensionRequest } from './monitoring-state.ts';
import { requireOpenAction } from './open-action.ts';

/**
 * the unit asks before the due day is over, or within the campaign's days of grace, which marks the request
 * retroactive for good. One request at a time. Throws 'extension-too-late', 'extension-invalid', 'extension-pending'.
 */
export function requestExtension(
  { at, actor, data: { actionId, to, reason } }: CommandOf<'RequestActionExtension'>,
  state: AssignmentState,
  { terms }: AssignmentContext,
): AssignmentEvent[] {
  const assignment = requireOwnUnit(actor, state);
  requireWorking(terms);
  const { due, extensions } = requireOpenAction(assignment, actionId);
  if (due === 'CONTINUOUS') {
    throw new DomainError('action-continuous', 'Work without an end has no day to extend.', { actionId });
  }
  if (extensions.some(({ outcome }) => outcome === null)) {
    throw new DomainError('extension-pending', 'A request on this action waits for the authority already.', {
      rule: 'R-08',
      actionId,
    });
  }
  requireLater(due, to);
  requireReason(reason);
  const { extensionGraceDays } = terms.cadence;
  const lastInstant = startOfDay(addDays(due, extensionGraceDays + 1), terms.zone);
  if (at >= lastInstant) {
    throw new DomainError(
      'extension-too-late',
      `The action was due on ${due}. An extension is asked for before that; what is late stays late.`,
      { rule: 'R-08', path: '/to', actionId, dueOn: due, lastInstant },
    );
  }
  const isRetroactive = at >= dueEnd(due, terms.zone);
  const request = extensions.length + 1;
  const data = { ...idsOf(assignment), actionId, request, from: due, to, reason, isRetroactive };
  return [{ type: 'ActionExtensionRequested', data }];
}

/** Decided above the unit, possibly to another day than was asked for. The original day stays on record; the days count. */
export function grantExtension(
  { actor, data: { actionId, request, to, reason, basis } }: CommandOf<'GrantActionExtension'>,
  state: AssignmentState,
  { terms }: AssignmentContext,
): AssignmentEvent[] {
  const assignment = requireAuthority(actor, state);
  requireWorking(terms);
  const { from, to: asked } = requirePending(assignment, actionId, request);
  const day = to ?? asked;
  requireLater(from, day);
  requireReason(reason);
  requireBasis(basis, '/basis/ref');
  const days = daysBetween(from, day);
  const data = { ...idsOf(assignment), actionId, request, from, to: day, days, reason, basis };
  return [{ type: 'ActionExtensionGranted', data }];
}

export function denyExtension(
  { actor, data: { actionId, request, reason } }: CommandOf<'DenyActionExtension'>,
  state: AssignmentState,
  { terms }: AssignmentContext,
): AssignmentEvent[] {
  const assignment = requireAuthority(actor, state);
  requireWorking(terms);
  requirePending(assignment, actionId, request);
  requireReason(reason);
  return [{ type: 'ActionExtensionDenied', data: { ...idsOf(assignment), actionId, request, reason } }];
}

/** Throws 'no-such-request', and 'stale-version' when it was decided before. */
function requirePending(assignment: LiveAssignment, actionId: string, request: number): ExtensionRequest {
  const { extensions } = requireOpenAction(assignment, actionId);
  const asked = extensions.find((one) => one.request === request);
  if (asked === undefined) {
    throw new DomainError('no-such-request', 'The unit asked for no such extension.', { actionId, request });
  }
  if (asked.outcome === null) return asked;
  throw new DomainError('stale-version', `Request ${request} was decided before.`, { actionId, request });
}

function requireLater(from: Day, to: Day): void {
  refuseFaults(
    'extension-invalid',
    'R-08',
    faultsOf([
      ['/to', isDay(to), 'must be a day of the calendar, YYYY-MM-DD'],
      ['/to', !isDay(to) || to > from, `must be after ${from}`],
    ]),
  );
}
