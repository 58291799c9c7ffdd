import { isDay } from '../../calendar/day-arithmetic.ts';
import { dayOf } from '../../calendar/zoned-time.ts';
import { requireReason } from '../../campaign/campaign-step.ts';
import { DomainError } from '../../domain-error.ts';
import { faultsOf, refuseFaults } from '../../faults.ts';
import { isBlank } from '../../text.ts';
import type { AssignmentContext } from '../assignment.commands.ts';
import type { AssignmentEvent } from '../assignment.events.ts';
import type { AssignmentState } from '../assignment-state.ts';
import { idsOf, requireAuthority, requireWorking, type CommandOf } from '../assignment-step.ts';
import { requireAction, requireOpenAction } from './open-action.ts';

/** The second gate (ISO 9001, 10.2): some time after its verification, did the weakness stay away? By the authority. */
export function checkEffectiveness(
  { at, actor, data: { actionId, on, isEffective, note } }: CommandOf<'CheckEffectiveness'>,
  state: AssignmentState,
  { terms }: AssignmentContext,
): AssignmentEvent[] {
  const assignment = requireAuthority(actor, state);
  requireWorking(terms);
  const { state: stands } = requireAction(assignment, actionId);
  if (stands !== 'VERIFIED') {
    throw new DomainError('not-verified', 'Only what was verified is checked for its effect.', {
      actionId,
      state: stands,
    });
  }
  const today = dayOf(at, terms.zone);
  refuseFaults(
    'effectiveness-invalid',
    'effectiveness',
    faultsOf([
      ['/on', isDay(on), 'must be a day of the calendar, YYYY-MM-DD'],
      ['/on', !isDay(on) || on <= today, `must not be in the future: today is ${today}`],
      ['/note', isEffective || !isBlank(note), 'must say what came back'],
    ]),
  );
  return [{ type: 'EffectivenessChecked', data: { ...idsOf(assignment), actionId, on, isEffective, note } }];
}

/** What is not done by the end of its year goes on in the next: by decision of the authority, with a reason, and not twice. */
export function carryOver(
  { actor, data: { actionId, toYear, reason } }: CommandOf<'CarryActionOver'>,
  state: AssignmentState,
  { terms }: AssignmentContext,
): AssignmentEvent[] {
  const assignment = requireAuthority(actor, state);
  requireWorking(terms);
  requireOpenAction(assignment, actionId);
  requireReason(reason);
  refuseFaults(
    'carry-over-invalid',
    'carry-over',
    faultsOf([
      [
        '/toYear',
        Number.isInteger(toYear) && toYear > terms.monitoringYear && toYear <= terms.monitoringYear + 5,
        `must be one of the five years after ${terms.monitoringYear}`,
      ],
    ]),
  );
  return [{ type: 'ActionCarriedOver', data: { ...idsOf(assignment), actionId, toYear, reason } }];
}
