import type { Phase } from '../deadline/deadline.ts';
import { requireSteward } from '../authority.ts';
import { daysBetween } from '../calendar/day-arithmetic.ts';
import { dayOf } from '../calendar/zoned-time.ts';
import { DomainError } from '../domain-error.ts';
import type { Channel, Recipient, Rung } from '../escalation/cadence.ts';
import { owedAmendments } from './amendments.ts';
import { dueReminders, dueRungs, openPhases } from './assignment-clock.ts';
import type { AssignmentContext } from './assignment.commands.ts';
import type { AssignmentEvent } from './assignment.events.ts';
import { noticeKey, type AssignmentState, type LiveAssignment } from './assignment-state.ts';
import {
  idsOf,
  requireAssigned,
  requireAuthority,
  requireDeadline,
  requireWorking,
  type CommandOf,
} from './assignment-step.ts';

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
  return dueRungs(state, context, at).map(({ phase, due, rung }) => ({
    type: 'EscalationRaised',
    data: {
      ...idsOf(assignment),
      phase,
      level: rung.level,
      step: rung.step,
      dueVersion: due.dueVersion,
      dueOn: due.deadline.on,
      ...addressedBy(rung, assignment),
    },
  }));
}

/** Whom a rung is told, and by what. */
export function addressedBy(
  { to, channels }: Rung,
  { superiorUnitId }: LiveAssignment,
): { to: readonly Recipient[]; channels?: readonly Channel[]; superiorUnitId?: string } {
  return {
    to,
    ...(channels === undefined ? {} : { channels }),
    ...(superiorUnitId !== undefined && to.includes('SUPERIOR') ? { superiorUnitId } : {}),
  };
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
    data: {
      ...idsOf(assignment),
      phase,
      offset,
      dueVersion: due.dueVersion,
      dueOn: due.deadline.on,
      ...alsoOf(assignment, context),
    },
  }));
}

/** A reminder also names the amendments that the unit has not acknowledged, and goes by the channels of the campaign. */
function alsoOf(
  assignment: LiveAssignment,
  { terms }: AssignmentContext,
): { amendments?: number[]; channels?: readonly Channel[] } {
  const amendments = owedAmendments(assignment, terms);
  const { reminderChannels: channels } = terms.cadence;
  return {
    ...(amendments.length === 0 ? {} : { amendments }),
    ...(channels === undefined ? {} : { channels }),
  };
}

/**
 * R-11 for a reminder by hand: its due-version bears the day, so the cadence's own still go out, and a second one on the same
 * day is nothing. Throws 'phase-not-open' when the unit owes nothing.
 */
export function remindNow(
  { at, actor }: CommandOf<'RemindNow'>,
  state: AssignmentState,
  context: AssignmentContext,
): AssignmentEvent[] {
  const assignment = requireAuthority(actor, state);
  requireWorking(context.terms);
  const [phase] = openPhases(assignment);
  if (phase === undefined) {
    throw new DomainError('phase-not-open', 'The unit owes nothing now: there is nothing to remind it of.', {
      status: assignment.status,
    });
  }
  const { deadline, dueVersion: version } = requireDeadline(assignment, context, phase);
  const today = dayOf(at, context.terms.zone);
  const offset = daysBetween(deadline.on, today);
  const dueVersion = `${version}/on-${today}`;
  if (assignment.reminded.includes(noticeKey(phase, dueVersion, offset))) return [];
  return [
    {
      type: 'ReminderSent',
      data: {
        ...idsOf(assignment),
        phase,
        offset,
        dueVersion,
        dueOn: deadline.on,
        ...alsoOf(assignment, context),
      },
    },
  ];
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
