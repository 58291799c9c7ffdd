import type { Phase } from '../deadline/deadline.ts';
import { requireSteward } from '../authority.ts';
import { dueReminders, dueRungs } from './assignment-clock.ts';
import type { AssignmentContext } from './assignment.commands.ts';
import type { AssignmentEvent } from './assignment.events.ts';
import type { AssignmentState, LiveAssignment } from './assignment-state.ts';
import { idsOf, requireAssigned, type CommandOf } from './assignment-step.ts';

/**
 * After a long outage every rung passed over is raised, in order, each as its own event: whoever a rung
 * addresses has a right to hear of it, and a record with CHECK but without the URGE before it would read as if the unit
 * had never been urged. Merging what goes out on one morning is the business of notices, not of the record.
 */
export function raiseDueEscalations(
  { at, actor }: CommandOf<'RaiseDueEscalations'>,
  state: AssignmentState,
  context: AssignmentContext,
): AssignmentEvent[] {
  requireSteward(actor);
  const assignment = requireAssigned(state);
  return dueRungs(state, context, at).map(({ phase, due, rung: { level, step, to } }) => ({
    type: 'EscalationRaised',
    data: {
      ...idsOf(assignment),
      phase,
      level,
      step,
      to,
      dueVersion: due.dueVersion,
      dueOn: due.deadline.on,
    },
  }));
}

export function sendDueReminder(
  { at, actor }: CommandOf<'SendDueReminder'>,
  state: AssignmentState,
  context: AssignmentContext,
): AssignmentEvent[] {
  requireSteward(actor);
  const assignment = requireAssigned(state);
  return dueReminders(state, context, at).map(({ phase, due, offset }) => ({
    type: 'ReminderSent',
    data: { ...idsOf(assignment), phase, offset, dueVersion: due.dueVersion, dueOn: due.deadline.on },
  }));
}

/** What was owed has come, or is owed no more: the standing rung of the phase falls. */
export function cleared(state: LiveAssignment, ...phases: readonly Phase[]): AssignmentEvent[] {
  return phases.flatMap((phase) => {
    const rung = state.standing[phase];
    return rung === undefined
      ? []
      : [{ type: 'EscalationCleared' as const, data: { ...idsOf(state), phase, ...rung } }];
  });
}
