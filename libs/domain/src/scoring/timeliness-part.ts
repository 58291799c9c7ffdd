import { effectiveDeadline } from '../assignment/assignment-clock.ts';
import type { AssignmentState } from '../assignment/assignment-state.ts';
import type { Timeliness } from '../assignment/assignment.events.ts';
import { addDays } from '../calendar/day-arithmetic.ts';
import type { WorkingCalendar } from '../calendar/working-calendar.ts';
import { workingDaysBetween } from '../calendar/working-days.ts';
import { dayOf } from '../calendar/zoned-time.ts';
import type { CampaignTerms } from '../campaign/campaign-terms.ts';
import type { Deadline, Phase } from '../deadline/deadline.ts';
import type { TimelinessRule } from './policies.ts';
import type { ScoredEvent } from './scored-event.ts';

/** A part of a score in hundredths. */
export type Part = {
  code: string;
  points: number;
  of: number;
  reason: TimelinessReason;
  evidence: readonly string[];
};
export type TimelinessReason =
  | 'ON_TIME'
  | 'LATE_WITHIN_LIMIT'
  | 'LATE_BEYOND_LIMIT'
  | 'NOT_SUBMITTED'
  | 'RETURNED_NOT_RESUBMITTED'
  | 'NOT_DUE_BY_CUT_OFF'
  | 'NOT_TOLD_IN_TIME'
  | 'WAITING_FOR_AUTHORITY';

/** Neither kept nor missed: what was not due, waits for the authority, or could not be kept for want of notice. */
const LEFT_OUT: ReadonlySet<TimelinessReason> = new Set<TimelinessReason>([
  'NOT_DUE_BY_CUT_OFF',
  'NOT_TOLD_IN_TIME',
  'WAITING_FOR_AUTHORITY',
]);

type Cut = {
  events: readonly ScoredEvent[];
  state: AssignmentState;
  terms: CampaignTerms;
  calendar: WorkingCalendar;
};

/**
 * Points of one phase. Every submission of it counts and the latest of them decides, each against the deadline that bound it:
 * a return does not wash away a late first submission, and a submission on time does not excuse a late second one.
 */
export function timelinessPart(rule: TimelinessRule, cut: Cut): Part {
  const reason = reasonOf(rule, cut);
  const of = LEFT_OUT.has(reason) ? 0 : rule.full;
  return {
    code: rule.code,
    points: pointsFor(reason, rule),
    of,
    reason,
    evidence: evidenceOf(rule.phase, cut),
  };
}

function pointsFor(reason: TimelinessReason, { full, late }: TimelinessRule): number {
  if (reason === 'ON_TIME') return full;
  return reason === 'LATE_WITHIN_LIMIT' ? late : 0;
}

function reasonOf(rule: TimelinessRule, { events, state, terms, calendar }: Cut): TimelinessReason {
  const { phase } = rule;
  const submitted = events.flatMap((event) => submissionOf(event, phase) ?? []);
  // A unit that is no more is held to what was due while it was.
  const transferred = state.status === 'NONE' ? null : state.transferred;
  const status = transferred?.step ?? state.status;
  const lastOn = transferred === null ? terms.cutOffOn : addDays(transferred.on, -1);
  const isReturned = status === `${phase}_RETURNED`;
  if (submitted.length === 0 || isReturned) {
    if (phase === 'PLAN' && status === 'REVIEW_SUBMITTED') return 'WAITING_FOR_AUTHORITY';
    const due = effectiveDeadline(state, terms, phase, calendar);
    const isDue = due === null || (due.deadline.on <= terms.cutOffOn && due.deadline.on <= lastOn);
    if (isDue && due !== null && !hadNotice(events, due.deadline)) return 'NOT_TOLD_IN_TIME';
    if (submitted.length === 0) return isDue ? 'NOT_SUBMITTED' : 'NOT_DUE_BY_CUT_OFF';
    if (isDue) return 'RETURNED_NOT_RESUBMITTED';
  }
  // Due process: no deduction over a deadline that had ended before the unit was told of it.
  const submissions = submitted.filter(({ due }) => hadNotice(events, due));
  if (submissions.length === 0) return 'NOT_TOLD_IN_TIME';
  if (submissions.every(({ isLate }) => !isLate)) return 'ON_TIME';
  const worst = Math.max(
    ...submissions.map((timeliness) => workingDaysLate(timeliness, calendar, terms.zone)),
  );
  return worst <= rule.lateWithinWorkingDays ? 'LATE_WITHIN_LIMIT' : 'LATE_BEYOND_LIMIT';
}

/** The assignment is the notice: it came while the deadline could still be kept. */
function hadNotice(events: readonly ScoredEvent[], { endsAt }: Deadline): boolean {
  const told = events.find(({ type }) => type === 'UnitAssigned');
  return told !== undefined && told.at < endsAt;
}

/** Working days after the due day on which the submission came; 0 when only days off lie between. */
function workingDaysLate(
  { due, isLate, lateSeconds }: Timeliness,
  calendar: WorkingCalendar,
  zone: string,
): number {
  if (!isLate) return 0;
  const submittedAt = new Date(Date.parse(due.endsAt) + lateSeconds * 1000).toISOString();
  return workingDaysBetween(calendar, due.on, dayOf(submittedAt, zone));
}

const SUBMITTED = {
  ACKNOWLEDGE: 'AcknowledgementRecorded',
  REVIEW: 'SelfReviewSubmitted',
  PLAN: 'PlanSubmitted',
} as const satisfies Record<Phase, ScoredEvent['type']>;

function submissionOf(event: ScoredEvent, phase: Phase): Timeliness | null {
  return event.type === SUBMITTED[phase] ? event.data.timeliness : null;
}

/** The submissions, what moved their deadline, and for what never came the assignment and the rungs that urged it. */
function evidenceOf(phase: Phase, { events }: Cut): string[] {
  const isSubmitted = events.some((event) => submissionOf(event, phase) !== null);
  const counts = (event: ScoredEvent) =>
    submissionOf(event, phase) !== null || movedDue(event, phase) || (!isSubmitted && wasOwed(event, phase));
  return events.filter(counts).map(({ eventId }) => eventId);
}

function movedDue(event: ScoredEvent, phase: Phase): boolean {
  if (event.type === 'UnitDeadlineExtended' || event.type === 'UnitDeadlineRecomputed')
    return event.data.phase === phase;
  if (event.type === 'SelfReviewReturned') return phase === 'REVIEW';
  if (event.type === 'ReviewSuggestionIssued') return phase === 'REVIEW' && event.data.reopens !== null;
  if (event.type === 'SelfReviewAccepted') return phase === 'PLAN' && event.data.plan !== null;
  return event.type === 'PlanReturned' && phase === 'PLAN';
}

function wasOwed(event: ScoredEvent, phase: Phase): boolean {
  return event.type === 'UnitAssigned' || (event.type === 'EscalationRaised' && event.data.phase === phase);
}
