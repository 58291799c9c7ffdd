import { requireSteward } from '../../authority.ts';
import { dayOf } from '../../calendar/zoned-time.ts';
import { assertNever } from '../../domain-error.ts';
import type { AssignmentContext } from '../assignment.commands.ts';
import type { AssignmentEvent } from '../assignment.events.ts';
import type { AssignmentState, LiveAssignment } from '../assignment-state.ts';
import { addressedBy } from '../escalations.ts';
import { idsOf, requireAssigned, type CommandOf } from '../assignment-step.ts';
import { checkInDueOn } from './check-ins.ts';
import { dueMonitorSteps, type MonitorStep } from './monitor-clock.ts';
import { periodSnapshot } from './period-snapshot.ts';

/**
 * Records what the clock owes an approved plan at `at`: check-ins asked for, missed and frozen, actions reminded and urged.
 * Nothing when nothing is due, so a timer that fires early or twice changes nothing.
 */
export function settleMonitoring(
  { at, actor }: CommandOf<'SettleMonitoring'>,
  state: AssignmentState,
  context: AssignmentContext,
): AssignmentEvent[] {
  requireSteward(actor);
  const assignment = requireAssigned(state);
  return dueMonitorSteps(state, context, at).map((step) => eventOf(step, assignment, context, at));
}

function eventOf(
  step: MonitorStep,
  assignment: LiveAssignment,
  { terms, calendar, hashOf }: AssignmentContext,
  at: string,
): AssignmentEvent {
  const ids = idsOf(assignment);
  switch (step.kind) {
    case 'OPEN_CHECK_IN': {
      const { cadence, zone } = terms;
      if (!cadence.checkIns) throw new TypeError('A check-in without a cadence was due.');
      const dueOn = checkInDueOn(step.period, dayOf(at, zone), cadence.checkIns, calendar);
      return { type: 'CheckInOpened', data: { ...ids, ...step.period, dueOn } };
    }
    case 'MISS_CHECK_IN': {
      const { period, dueOn } = step.checkIn;
      return { type: 'CheckInMissed', data: { ...ids, period, dueOn } };
    }
    case 'FREEZE_PERIOD': {
      const { period } = step.checkIn;
      const actions = periodSnapshot(assignment, step.checkIn, terms.zone);
      return {
        type: 'PeriodFrozen',
        data: { ...ids, period, actions, hash: hashOf({ ...ids, period, actions }) },
      };
    }
    case 'REMIND_ACTION': {
      const { actionId, offset, dueOn } = step;
      const { reminderChannels: channels } = terms.cadence;
      const by = channels === undefined ? {} : { channels };
      return { type: 'ActionReminded', data: { ...ids, actionId, offset, dueOn, ...by } };
    }
    case 'URGE_ACTION': {
      const { actionId, dueOn } = step;
      const { level, step: rung } = step.rung;
      const addressed = addressedBy(step.rung, assignment);
      return { type: 'ActionUrged', data: { ...ids, actionId, level, step: rung, dueOn, ...addressed } };
    }
    default:
      return assertNever(step);
  }
}
