import { refuseFaults, type Fault } from '../../faults.ts';
import type { PlanAction } from '../assignment.events.ts';
import type { ActionStanding } from './action-standing.ts';

/**
 * an amendment drops or changes nothing that is verified or waits for its verdict, drops nothing that was begun,
 * and moves no day back: for that there is the extension, which is asked for, decided and counted.
 * Throws 'amendment-refused' naming every action concerned.
 */
export function requireKept(actions: readonly PlanAction[], standings: readonly ActionStanding[]): void {
  const faults = standings.flatMap(({ action: before, state }): Fault[] => {
    const index = actions.findIndex(({ id }) => id === before.id);
    const after = actions[index];
    if (after === undefined) {
      return state === 'PLANNED'
        ? []
        : [{ path: '/actions', message: `must keep action ${before.id}, which was begun` }];
    }
    const isFixed = ['VERIFIED', 'REPORTED_DONE', 'CARRIED_OVER'].includes(state);
    if (isFixed && !isSame(before, after)) {
      return [{ path: `/actions/${index}`, message: `must leave action ${before.id} as it is: ${state}` }];
    }
    return isLater(before.due, after.due)
      ? [{ path: `/actions/${index}/due`, message: `must not be after ${before.due}: ask for an extension` }]
      : [];
  });
  refuseFaults('amendment-refused', 'R-20', faults);
}

function isLater(before: PlanAction['due'], after: PlanAction['due']): boolean {
  if (before === 'CONTINUOUS') return false;
  return after === 'CONTINUOUS' || after > before;
}

/** The same fields with the same values, in whatever order they were written. */
function isSame(before: PlanAction, after: PlanAction): boolean {
  const text = (action: PlanAction) =>
    JSON.stringify(Object.entries(action).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return text(before) === text(after);
}
