import type { Instant } from '../../calendar/day.ts';
import { addWorkingDays, nextWorkingDay } from '../../calendar/working-days.ts';
import { dayOf, instantAt } from '../../calendar/zoned-time.ts';
import { addDays } from '../../calendar/day-arithmetic.ts';
import type { Deadline } from '../../deadline/deadline.ts';
import { deadlineOn } from '../../deadline/make-deadline.ts';
import type { Rung } from '../../escalation/cadence.ts';
import { rungsOf } from '../../escalation/ladder.ts';
import { remindersOf } from '../../escalation/reminders.ts';
import type { AssignmentContext } from '../assignment.commands.ts';
import type { AssignmentState, LiveAssignment } from '../assignment-state.ts';
import { isSettled, standingsInForce, type ActionStanding } from './action-standing.ts';
import { periodsOf, type Period } from './check-ins.ts';
import { actionNoticeKey, type CheckInState } from './monitoring-state.ts';

/** One thing the clock does about an approved plan, and when. */
export type MonitorStep = { at: Instant } & (
  | { kind: 'OPEN_CHECK_IN'; period: Period }
  | { kind: 'MISS_CHECK_IN'; checkIn: CheckInState }
  | { kind: 'FREEZE_PERIOD'; checkIn: CheckInState }
  | { kind: 'REMIND_ACTION'; actionId: string; dueOn: string; offset: number }
  | { kind: 'URGE_ACTION'; actionId: string; dueOn: string; rung: Rung }
);

const MS_PER_DAY = 86_400_000;
/** Days that are farther away are counted later: a plan's days may lie beyond what the calendar knows today. */
export const HORIZON_DAYS = 120;

/** There is an approved plan, or what was taken over from one, with something left to do, so somebody must keep its time. */
export function isMonitored(state: AssignmentState): state is LiveAssignment {
  return state.status !== 'NONE' && standingsInForce(state).some((one) => !isSettled(one));
}

/** What is due at `now`, in the order of its instants; nothing while the campaign's clock stands. */
export function dueMonitorSteps(
  state: AssignmentState,
  context: AssignmentContext,
  now: Instant,
): MonitorStep[] {
  return waitingSteps(state, context, now).filter(({ at }) => at <= now);
}

/** When the monitor must look again; null: nothing within `HORIZON_DAYS`, so it looks again before they are over. */
export function nextMonitorInstant(
  state: AssignmentState,
  context: AssignmentContext,
  now: Instant,
): Instant | null {
  const [first] = waitingSteps(state, context, now);
  if (first === undefined) return null;
  return first.at < now ? now : first.at;
}

function waitingSteps(state: AssignmentState, context: AssignmentContext, now: Instant): MonitorStep[] {
  const { status, paused } = context.terms;
  if (paused || !isMonitored(state) || !['REVIEWING', 'RATING', 'MONITORING'].includes(status)) return [];
  const steps = [...checkInSteps(state, context, now), ...actionSteps(state, context, now)];
  return steps.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

function checkInSteps(
  { monitoring, status }: LiveAssignment,
  { terms, calendar }: AssignmentContext,
  now: Instant,
): MonitorStep[] {
  const { checkIns: cadence, deliverAt } = terms.cadence;
  if (cadence === undefined || cadence === null || status !== 'PLAN_APPROVED') return [];
  const morning = (day: string) => instantAt(nextWorkingDay(calendar, day), deliverAt, terms.zone);
  const opened = new Set(monitoring.checkIns.map(({ period }) => period));
  const frozen = new Set(monitoring.frozen.map(({ period }) => period));
  const approvedOn =
    monitoring.firstApprovedAt === null
      ? `${terms.monitoringYear}-01-01`
      : dayOf(monitoring.firstApprovedAt, terms.zone);
  const horizon = addDays(dayOf(now, terms.zone), HORIZON_DAYS);
  return [
    ...periodsOf(approvedOn, terms.monitoringYear, cadence.every)
      .filter(({ period, to }) => !opened.has(period) && to < horizon)
      .map((period) => ({ kind: 'OPEN_CHECK_IN' as const, period, at: morning(addDays(period.to, 1)) })),
    ...monitoring.checkIns
      .filter(({ period, report, isMissed }) => report === null && !isMissed && !frozen.has(period))
      .map((checkIn) => ({
        kind: 'MISS_CHECK_IN' as const,
        checkIn,
        at: morning(addDays(checkIn.dueOn, 1)),
      })),
    ...monitoring.checkIns
      .filter(({ period }) => !frozen.has(period))
      .map((checkIn) => {
        const on = addWorkingDays(calendar, checkIn.dueOn, cadence.freezeAfterWorkingDays + 1).on;
        return { kind: 'FREEZE_PERIOD' as const, checkIn, at: morning(on) };
      }),
  ];
}

function actionSteps(state: LiveAssignment, context: AssignmentContext, now: Instant): MonitorStep[] {
  const horizon = addDays(dayOf(now, context.terms.zone), HORIZON_DAYS);
  return standingsInForce(state)
    .filter((one) => !isSettled(one) && one.state !== 'REPORTED_DONE' && one.due < horizon)
    .flatMap((one) => [...reminderSteps(state, one, context, now), ...rungSteps(state, one, context)]);
}

/**
 * At most the newest whose morning has come less than a day ago, since the approval: a reminder that is late says something
 * untrue, and one from before the plan was approved says nothing new.
 */
function reminderSteps(
  { monitoring, campaignId }: LiveAssignment,
  { action, due }: ActionStanding,
  { terms, calendar }: AssignmentContext,
  now: Instant,
): MonitorStep[] {
  if (due === 'CONTINUOUS') return [];
  const all = remindersOf(asDeadline(due, campaignId, terms.zone), terms.cadence, calendar, terms.zone);
  const newest = all.findLast(({ at }) => at <= now);
  return all
    .filter(({ at }) => at > now || (at === newest?.at && Date.parse(now) - Date.parse(at) < MS_PER_DAY))
    .filter(({ at }) => at > (monitoring.firstApprovedAt ?? ''))
    .filter(({ offset }) => !monitoring.reminded.includes(actionNoticeKey(action.id, due, offset)))
    .map(({ offset, at }) => ({ kind: 'REMIND_ACTION', actionId: action.id, dueOn: due, offset, at }));
}

function rungSteps(
  { monitoring, campaignId }: LiveAssignment,
  { action, due }: ActionStanding,
  { terms, calendar }: AssignmentContext,
): MonitorStep[] {
  if (due === 'CONTINUOUS') return [];
  return rungsOf(asDeadline(due, campaignId, terms.zone), terms.cadence, calendar, terms.zone)
    .filter(({ rung }) => !monitoring.urged.includes(actionNoticeKey(action.id, due, rung.step)))
    .map(({ rung, at }) => ({ kind: 'URGE_ACTION', actionId: action.id, dueOn: due, rung, at }));
}

/** An action's day as reminders and rungs are counted from; which phase it bears does not matter to them. */
function asDeadline(on: string, ref: string, zone: string): Deadline {
  return deadlineOn({ phase: 'PLAN', on, relation: 'BY', basis: { ref } }, zone);
}
