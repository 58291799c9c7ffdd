import type { WorkingCalendar } from '../calendar/working-calendar.ts';
import type { Day, Instant } from '../calendar/day.ts';
import { workingDaysBetween } from '../calendar/working-days.ts';
import { dayOf } from '../calendar/zoned-time.ts';
import { DomainError } from '../domain-error.ts';
import { effectiveDeadline, openPhases } from './assignment-clock.ts';
import type { AssignmentContext } from './assignment.commands.ts';
import type { AssignmentEvent } from './assignment.events.ts';
import { evolveAssignment, type AssignmentState, type LiveAssignment } from './assignment-state.ts';
import { isSettled, standingsInForce } from './monitoring/action-standing.ts';

export type WaitsFor =
  | 'ACKNOWLEDGEMENT'
  | 'REVIEW'
  | 'REVIEW_JUDGEMENT'
  | 'CORRECTED_REVIEW'
  | 'PLAN'
  | 'PLAN_APPROVAL'
  | 'CORRECTED_PLAN'
  | 'ACTION'
  | 'VERIFICATION';

/** What a unit's cycle waits for, and whose turn it is. Days are counted in working days; null: no calendar knows them. */
export type Waiting = {
  waitsFor: WaitsFor;
  mustAct: 'UNIT' | 'AUTHORITY';
  /** Of an action of the approved plan; null: of the cycle itself. */
  actionId: string | null;
  since: Instant;
  waitingDays: number | null;
  /** Last good day; null: no rule sets one, as for a judgement of the authority. */
  dueOn: Day | null;
  /** Working days past it; 0: none. */
  overdueDays: number | null;
};

const TURN: Readonly<Partial<Record<LiveAssignment['status'], Pick<Waiting, 'waitsFor' | 'mustAct'>>>> = {
  ASSIGNED: { waitsFor: 'ACKNOWLEDGEMENT', mustAct: 'UNIT' },
  ACKNOWLEDGED: { waitsFor: 'REVIEW', mustAct: 'UNIT' },
  REVIEW_SUBMITTED: { waitsFor: 'REVIEW_JUDGEMENT', mustAct: 'AUTHORITY' },
  REVIEW_RETURNED: { waitsFor: 'CORRECTED_REVIEW', mustAct: 'UNIT' },
  REVIEW_ACCEPTED: { waitsFor: 'PLAN', mustAct: 'UNIT' },
  PLAN_SUBMITTED: { waitsFor: 'PLAN_APPROVAL', mustAct: 'AUTHORITY' },
  PLAN_RETURNED: { waitsFor: 'CORRECTED_PLAN', mustAct: 'UNIT' },
};

type Dated = AssignmentEvent & { at: Instant };

/** Everything one unit waits for at `now`, from its events; nothing once it is exempted or every action is verified. */
export function waitingOf(
  events: readonly Dated[],
  { terms, calendar }: AssignmentContext,
  now: Instant,
): Waiting[] {
  const { state, since, reportedAt } = history(events);
  if (state.status === 'NONE') return [];
  const today = dayOf(now, terms.zone);
  const waiting = (
    turn: Pick<Waiting, 'waitsFor' | 'mustAct'>,
    from: { since: Instant; dueOn: Day | null; actionId?: string },
  ): Waiting => ({
    ...turn,
    actionId: null,
    ...from,
    waitingDays: daysPast(calendar, dayOf(from.since, terms.zone), today),
    overdueDays: from.dueOn === null ? 0 : daysPast(calendar, from.dueOn, today),
  });

  const turn = TURN[state.status];
  const [phase] = openPhases(state);
  const due = phase === undefined ? null : effectiveDeadline(state, terms, phase, calendar);
  const ofCycle = turn === undefined ? [] : [waiting(turn, { since, dueOn: due?.deadline.on ?? null })];
  if (state.status === 'TRANSFERRED') return [];
  // What was taken over keeps its age.
  const taken = new Map(
    state.inherited.flatMap(({ actions }) => actions.map((one) => [one.action.id, one.since] as const)),
  );
  const ofActions = standingsInForce(state).flatMap(({ action: { id }, due, state: done }) => {
    const reported = reportedAt.get(id) ?? taken.get(id) ?? since;
    if (isSettled({ state: done })) return [];
    if (done === 'REPORTED_DONE') {
      const turn = { waitsFor: 'VERIFICATION', mustAct: 'AUTHORITY' } as const;
      return [waiting(turn, { since: reported, dueOn: null, actionId: id })];
    }
    const dueOn = due === 'CONTINUOUS' ? null : due;
    return [waiting({ waitsFor: 'ACTION', mustAct: 'UNIT' }, { since: reported, dueOn, actionId: id })];
  });
  return [...ofCycle, ...ofActions];
}

/** The state, since when its status has been this one, and when each action was last reported done. */
function history(events: readonly Dated[]) {
  let state: AssignmentState = { status: 'NONE' };
  let since: Instant = '';
  const reportedAt = new Map<string, Instant>();
  for (const event of events) {
    const next = evolveAssignment(state, event);
    if (next.status !== state.status) since = event.at;
    if (event.type === 'ActionReportedDone') reportedAt.set(event.data.actionId, event.at);
    state = next;
  }
  return { state, since, reportedAt };
}

/** Working days after `day` up to today, 0 when it is not over yet. */
function daysPast(calendar: WorkingCalendar, day: Day, today: Day): number | null {
  if (today <= day) return 0;
  try {
    return workingDaysBetween(calendar, day, today);
  } catch (error) {
    // A calendar that does not reach so far must not hide that the unit waits.
    if (error instanceof DomainError && error.code === 'calendar-not-known') return null;
    throw error;
  }
}
