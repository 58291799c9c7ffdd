import type { WorkingCalendar } from '../calendar/working-calendar.ts';
import { calendarAt, calendarOf } from '../calendar/calendar-version.ts';
import type { Day, Instant } from '../calendar/day.ts';
import { movedByPause } from '../campaign/campaign-pause.ts';
import type { CampaignStatus, CampaignTerms } from '../campaign/campaign-terms.ts';
import { PHASES, type Deadline, type Phase } from '../deadline/deadline.ts';
import type { Rung } from '../escalation/cadence.ts';
import { isStillTrue } from '../escalation/reminders.ts';
import type { AssignmentContext } from './assignment.commands.ts';
import { scheduleOf } from './schedule.ts';
import {
  noticeKey,
  type AssignmentState,
  type AssignmentStatus,
  type LiveAssignment,
  type OwnDeadline,
} from './assignment-state.ts';

/** The phase's deadline for this unit, the campaign's first one, and the due-version of R-11. */
export type EffectiveDeadline = { deadline: Deadline; originalOn: Day; dueVersion: string };
/** What of the campaign moves a deadline; a read model keeps no more than this. */
export type DeadlineTerms = Pick<CampaignTerms, 'deadlines' | 'pauses' | 'zone' | 'calendar' | 'adoptions'>;
export type DueNotice = { phase: Phase; due: EffectiveDeadline };

const OPEN: Readonly<Record<AssignmentStatus, readonly Phase[]>> = {
  NONE: [],
  ASSIGNED: ['ACKNOWLEDGE', 'REVIEW'],
  ACKNOWLEDGED: ['REVIEW'],
  REVIEW_SUBMITTED: [],
  REVIEW_RETURNED: ['REVIEW'],
  REVIEW_ACCEPTED: ['PLAN'],
  PLAN_SUBMITTED: [],
  PLAN_RETURNED: ['PLAN'],
  PLAN_APPROVED: [],
  EXEMPTED: [],
  TRANSFERRED: [],
};
// Rungs are climbed from the opening of the reviewing on: before it a unit cannot act, so it cannot be urged.
const CLOCK_RUNS: readonly CampaignStatus[] = ['REVIEWING', 'RATING', 'MONITORING'];

/** The phases in which the unit owes something now, in the order of its cycle. Empty while the authority has the turn. */
export function openPhases({ status }: Pick<AssignmentState, 'status'>): readonly Phase[] {
  return OPEN[status];
}

/**
 * The deadline that binds this unit: the later of the campaign's and its own newest, so that nothing takes time away that
 * was given. A unit's own deadline that was open at a pause moves with it, like the campaign's. `dueVersion` names the source
 * (`c3`: the campaign's third, `u2/p1`: the unit's second, moved by one pause) and changes whenever the day does.
 */
export function effectiveDeadline(
  state: { status: 'NONE' } | Pick<LiveAssignment, 'status' | 'own'>,
  terms: DeadlineTerms,
  phase: Phase,
  calendar: WorkingCalendar = calendarOf(terms),
): EffectiveDeadline | null {
  const term = terms.deadlines[phase];
  if (state.status === 'NONE' || term === undefined) return null;
  const originalOn = term.original.on;
  const own = ownDeadline(state, terms, phase, calendar);
  if (own !== null && own.deadline.endsAt > term.current.endsAt) return { ...own, originalOn };
  return { deadline: term.current, originalOn, dueVersion: `c${term.version}` };
}

/** The unit's own newest deadline of a phase, as the pauses since have moved it; null when it has none. */
export function ownDeadline(
  state: Pick<LiveAssignment, 'own'>,
  terms: DeadlineTerms,
  phase: Phase,
  calendar: WorkingCalendar,
): Omit<EffectiveDeadline, 'originalOn'> | null {
  const own = state.own[phase];
  if (own === undefined) return null;
  const { deadline, pauses } = movedByPauses(own, terms, calendar);
  return { deadline, dueVersion: pauses === 0 ? `u${own.moves}` : `u${own.moves}/p${pauses}` };
}

function movedByPauses(
  { deadline, setAt }: OwnDeadline,
  terms: DeadlineTerms,
  calendar: WorkingCalendar,
): { deadline: Deadline; pauses: number } {
  const after = terms.pauses.filter(({ from, to }) => to !== null && setAt < from);
  // A pause that ended before a calendar was taken over moved the day by the one before it, once and for all.
  const then = (to: Instant) => (terms.adoptions.length === 0 ? calendar : calendarAt(terms, to));
  return after.reduce(
    (moved, { from, to, days }) =>
      moved.deadline.endsAt <= from || to === null
        ? moved
        : { deadline: movedByPause(moved.deadline, days, then(to), terms.zone), pauses: moved.pauses + 1 },
    { deadline, pauses: 0 },
  );
}

export type DueRung = DueNotice & { rung: Rung; at: Instant };

/** Every rung due at `now` and not raised yet, lower steps first; none while the clock stands. */
export function dueRungs(state: AssignmentState, context: AssignmentContext, now: Instant): DueRung[] {
  return clockRuns(context.terms) ? waitingRungs(state, context).filter(({ at }) => at <= now) : [];
}

export type DueReminder = DueNotice & { offset: number };

/** The reminders due at `now` and not sent yet, at most one a phase: the newest whose morning has come, while it is still true. */
export function dueReminders(
  state: AssignmentState,
  context: AssignmentContext,
  now: Instant,
): DueReminder[] {
  if (state.status === 'NONE' || !clockRuns(context.terms)) return [];
  return openDeadlines(state, context).flatMap(({ phase, due }) => {
    const newest = scheduleOf(due.deadline, context).reminders.findLast(({ at }) => at <= now);
    if (newest === undefined || !isStillTrue(newest, now) || !isNews(state, newest)) return [];
    const sent = state.reminded.includes(noticeKey(phase, due.dueVersion, newest.offset));
    return sent ? [] : [{ phase, due, offset: newest.offset }];
  });
}

/**
 * When the unit's process must look again: its next rung, `now` when one is due already. Null: nothing to wait for, because
 * the unit is finished, the authority has the turn, or the clock stands (a resumed campaign must be looked at again).
 */
export function nextInstant(
  state: AssignmentState,
  context: AssignmentContext,
  now: Instant,
): Instant | null {
  const { terms } = context;
  if (terms.paused || !(clockRuns(terms) || terms.status === 'ISSUED')) return null;
  const instants = waitingRungs(state, context)
    .map(({ at }) => at)
    .filter((at) => at > now || clockRuns(terms));
  const next = instants.reduce<Instant | null>(
    (first, at) => (first === null || at < first ? at : first),
    null,
  );
  return next !== null && next < now ? now : next;
}

function clockRuns({ status, paused }: CampaignTerms): boolean {
  return !paused && CLOCK_RUNS.includes(status);
}

function waitingRungs(state: AssignmentState, context: AssignmentContext): DueRung[] {
  if (state.status === 'NONE') return [];
  // Due process: nobody is urged over a deadline that had ended before they were told of it.
  const told = openDeadlines(state, context).filter(({ due }) => wasTold(state, due.deadline));
  return told.flatMap(({ phase, due }) =>
    scheduleOf(due.deadline, context)
      .rungs.filter(({ rung }) => !state.raised.includes(noticeKey(phase, due.dueVersion, rung.step)))
      .map(({ rung, at }) => ({ phase, due, rung, at })),
  );
}

/** A morning from before the unit had its assignment reminds it of nothing: it has only just been told. */
function isNews({ assignedAt }: Pick<LiveAssignment, 'assignedAt'>, { at }: { at: Instant }): boolean {
  return assignedAt === null || assignedAt < at;
}

/** Whether the unit had notice of the deadline while it could still be kept. */
export function wasTold({ assignedAt }: Pick<LiveAssignment, 'assignedAt'>, { endsAt }: Deadline): boolean {
  return assignedAt === null || assignedAt < endsAt;
}

function openDeadlines(state: AssignmentState, { terms, calendar }: AssignmentContext): DueNotice[] {
  return PHASES.filter((phase) => openPhases(state).includes(phase)).flatMap((phase) => {
    const due = effectiveDeadline(state, terms, phase, calendar);
    return due === null ? [] : [{ phase, due }];
  });
}
