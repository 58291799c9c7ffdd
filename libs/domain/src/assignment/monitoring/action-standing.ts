import { addDays } from '../../calendar/day-arithmetic.ts';
import type { Day, Instant } from '../../calendar/day.ts';
import { startOfDay } from '../../calendar/zoned-time.ts';
import type { PlanAction } from '../assignment.events.ts';
import type { LiveAssignment } from '../assignment-state.ts';
import { actionState, type ActionState, type Remediation } from '../remediation.ts';
import type { ExtensionRequest } from './monitoring-state.ts';

/** How one action of the plan stands: the plan, its baseline, and the actual beside it. Overdue is asked, never stored. */
export type ActionStanding = {
  action: PlanAction;
  state: ActionState | 'IN_PROGRESS' | 'CARRIED_OVER';
  percent: number;
  /** The last good day in force: the plan's, moved by what was granted. */
  due: Day | 'CONTINUOUS';
  /** As first approved: metrics measure against this one. */
  originalDue: Day | 'CONTINUOUS';
  extensions: readonly ExtensionRequest[];
  /** What was granted in all; both feed the rating. */
  granted: { count: number; days: number };
  remediation: Remediation | undefined;
};

/** Every action of the newest plan, in its order. Empty when the plan's key was destroyed. */
export function ownStandings(assignment: LiveAssignment): ActionStanding[] {
  // An opened event whose key is gone holds null here, whatever its type says.
  const actions = (assignment.plan?.actions ?? []) as readonly PlanAction[];
  return actions.map((action) => standingOf(assignment, action));
}

/** The same, and after them the actions taken over from units that are no more. */
export function actionStandings(assignment: LiveAssignment): ActionStanding[] {
  const taken = assignment.inherited.flatMap(({ actions }) => actions.map(({ action }) => action));
  return [...ownStandings(assignment), ...taken.map((action) => standingOf(assignment, action))];
}

/** What the unit is carrying out: its plan once it is approved, what it took over from the start, nothing when it is no more. */
export function standingsInForce(assignment: LiveAssignment): ActionStanding[] {
  if (assignment.status === 'TRANSFERRED') return [];
  const standings = actionStandings(assignment);
  return assignment.status === 'PLAN_APPROVED' ? standings : standings.slice(ownStandings(assignment).length);
}

function standingOf({ remediation, monitoring }: LiveAssignment, action: PlanAction): ActionStanding {
  const done = remediation.find(({ actionId }) => actionId === action.id);
  const percent = monitoring.progress.findLast(({ actionId }) => actionId === action.id)?.percent ?? 0;
  const extensions = monitoring.extensions.filter(({ actionId }) => actionId === action.id);
  const granted = extensions.flatMap(({ outcome }) => (outcome?.granted ? [outcome] : []));
  const originalDue = monitoring.baseline.find(({ actionId }) => actionId === action.id)?.due ?? action.due;
  return {
    action,
    state: stateOf(
      actionState(done),
      percent,
      monitoring.carriedOver.some((one) => one.actionId === action.id),
    ),
    percent: actionState(done) === 'VERIFIED' ? 100 : percent,
    due: action.due === 'CONTINUOUS' ? 'CONTINUOUS' : (granted.at(-1)?.to ?? action.due),
    originalDue,
    extensions,
    granted: { count: granted.length, days: granted.reduce((sum, { days }) => sum + days, 0) },
    remediation: done,
  };
}

function stateOf(state: ActionState, percent: number, isCarriedOver: boolean): ActionStanding['state'] {
  if (state !== 'VERIFIED' && isCarriedOver) return 'CARRIED_OVER';
  return state === 'PLANNED' && percent > 0 ? 'IN_PROGRESS' : state;
}

/** Nothing more is expected of the action in this campaign. */
export const isSettled = ({ state }: Pick<ActionStanding, 'state'>) =>
  state === 'VERIFIED' || state === 'CARRIED_OVER';

/** An action reported done in time waits for its verdict and is not overdue. */
export function isOverdue(
  { state, due }: Pick<ActionStanding, 'state' | 'due'>,
  at: Instant,
  zone: string,
): boolean {
  if (due === 'CONTINUOUS' || state === 'REPORTED_DONE' || isSettled({ state })) return false;
  return at >= dueEnd(due, zone);
}

/** The first instant that is late. */
export const dueEnd = (due: Day, zone: string): Instant => startOfDay(addDays(due, 1), zone);
