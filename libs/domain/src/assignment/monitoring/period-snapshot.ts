import type { Instant } from '../../calendar/day.ts';
import { addDays } from '../../calendar/day-arithmetic.ts';
import { startOfDay } from '../../calendar/zoned-time.ts';
import type { LiveAssignment } from '../assignment-state.ts';
import { actionStandings, isOverdue } from './action-standing.ts';
import type { CheckInState } from './monitoring-state.ts';
import type { FrozenAction } from './monitoring.events.ts';

/**
 * How the unit's actions stand, for a period's record: a pure function of the events before it, overdue judged at the end of
 * the period. Folding the stream up to the freeze and calling this again gives the same, on any machine.
 */
export function periodSnapshot(
  assignment: LiveAssignment,
  { to }: Pick<CheckInState, 'to'>,
  zone: string,
): FrozenAction[] {
  const end: Instant = startOfDay(addDays(to, 1), zone);
  return actionStandings(assignment).map((standing) => ({
    actionId: standing.action.id,
    state: standing.state,
    percent: standing.percent,
    due: standing.due,
    originalDue: standing.originalDue,
    extensions: standing.granted.count,
    extendedDays: standing.granted.days,
    overdue: isOverdue(standing, end, zone),
  }));
}
