import { effectiveDeadline } from '../../assignment/assignment-clock.ts';
import type { Timeliness } from '../../assignment/assignment.events.ts';
import type { LiveAssignment } from '../../assignment/assignment-state.ts';
import { addDays } from '../../calendar/day-arithmetic.ts';
import type { Day, Instant } from '../../calendar/day.ts';
import { localText, startOfDay } from '../../calendar/zoned-time.ts';
import type { CampaignTerms } from '../../campaign/campaign-terms.ts';
import type { Phase } from '../../deadline/deadline.ts';
import { lastGoodSecond } from '../../deadline/make-deadline.ts';
import type { ScoredEvent } from '../../scoring/scored-event.ts';
import type { ProcedureFact } from '../rating-facts.ts';
import type { ProcedureStep } from '../rating-policy.ts';

/** What B4 counts: the review, the plan and the periodic reports, each with the events it rests on. */
export function procedureFacts(
  events: readonly ScoredEvent[],
  state: LiveAssignment,
  terms: CampaignTerms,
): StepFact[] {
  return [
    ...stepFacts('REVIEW', 'REVIEW', events, state, terms),
    ...stepFacts('PLAN', 'PLAN', events, state, terms),
    ...reportFacts(events, terms),
  ];
}

export type StepFact = { fact: ProcedureFact; because: readonly ScoredEvent[] };

/**
 * Each submission against the deadline that bound it, and the one that is owed and never came. Nobody loses points for a deadline
 * they were not told of: what fell due before the unit was assigned is left out.
 */
function stepFacts(
  what: ProcedureStep,
  phase: Phase,
  events: readonly ScoredEvent[],
  state: LiveAssignment,
  terms: CampaignTerms,
): StepFact[] {
  const assigned = events.find(({ type }) => type === 'UnitAssigned');
  const submissions = events.flatMap((event): { event: ScoredEvent; timeliness: Timeliness }[] => {
    const isOfPhase =
      (event.type === 'SelfReviewSubmitted' && phase === 'REVIEW') ||
      (event.type === 'PlanSubmitted' && phase === 'PLAN');
    return isOfPhase ? [{ event, timeliness: event.data.timeliness }] : [];
  });
  const came = submissions.map(({ event, timeliness: { due } }) =>
    stepFact(what, due.endsAt, event.at, [event], terms),
  );
  const isOwed =
    submissions.length === 0 ? isOpenOrLater(phase, state) : state.status === `${phase}_RETURNED`;
  const due = isOwed ? effectiveDeadline(state, terms, phase) : null;
  const told = assigned?.at ?? '';
  const missing =
    due === null || assigned === undefined
      ? []
      : [stepFact(what, due.deadline.endsAt, null, [events.findLast(setsDue(phase)) ?? assigned], terms)];
  return [...came, ...missing].filter(({ fact }) => told !== '' && Date.parse(fact.due) > Date.parse(told));
}

/** Its turn is or was the unit's: while the authority has the review, no plan is owed. */
function isOpenOrLater(phase: Phase, { status }: LiveAssignment): boolean {
  return phase === 'REVIEW' || status !== 'REVIEW_SUBMITTED';
}

const setsDue =
  (phase: Phase) =>
  (event: ScoredEvent): boolean =>
    (event.type === 'UnitDeadlineExtended' && event.data.phase === phase) ||
    (event.type === 'SelfReviewReturned' && phase === 'REVIEW') ||
    (event.type === 'SelfReviewAccepted' && phase === 'PLAN' && event.data.plan !== null) ||
    (event.type === 'PlanReturned' && phase === 'PLAN');

function stepFact(
  what: ProcedureStep,
  endsAt: Instant,
  on: Instant | null,
  because: readonly ScoredEvent[],
  { zone }: CampaignTerms,
): StepFact {
  const fact = {
    what,
    due: localText(lastGoodSecond(endsAt), zone),
    on: on === null ? null : localText(on, zone),
  };
  return { fact, because };
}

/** Each check-in that was opened, against its last good day; the first report of it counts. */
function reportFacts(events: readonly ScoredEvent[], terms: CampaignTerms): StepFact[] {
  const endOf = (dueOn: Day) => startOfDay(addDays(dueOn, 1), terms.zone);
  return events.flatMap((opened): StepFact[] => {
    if (opened.type !== 'CheckInOpened') return [];
    const { period, dueOn } = opened.data;
    const sent = events.find((event) => event.type === 'CheckInSubmitted' && event.data.period === period);
    return [stepFact('REPORT', endOf(dueOn), sent?.at ?? null, sent ? [opened, sent] : [opened], terms)];
  });
}
