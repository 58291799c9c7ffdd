import { dayOf } from '../calendar/zoned-time.ts';
import { requirementsOn } from '../campaign/campaign-terms.ts';
import { timelinessAt } from '../deadline/make-deadline.ts';
import { DomainError } from '../domain-error.ts';
import type { AssignmentContext } from './assignment.commands.ts';
import type { AssignmentEvent } from './assignment.events.ts';
import type { AssignmentState } from './assignment-state.ts';
import {
  idsOf,
  requireAuthority,
  requireDeadline,
  requireFindings,
  requireOwnUnit,
  requireStatus,
  requireVersion,
  requireWorking,
  type CommandOf,
} from './assignment-step.ts';
import { cleared } from './escalations.ts';
import { requireComplete, requirementsFor } from './review-checks.ts';
import { requireReasons } from './return-reasons.ts';
import { planDeadline, resubmitDeadline } from './unit-deadlines.ts';

/** A late review is taken and marked late: what is owed stays owed. */
export function submitReview(
  { at, actor, data }: CommandOf<'SubmitReview'>,
  state: AssignmentState,
  context: AssignmentContext,
): AssignmentEvent[] {
  const assignment = requireOwnUnit(actor, state);
  const { terms } = context;
  requireWorking(terms);
  requireStatus(assignment, 'ACKNOWLEDGED', 'REVIEW_RETURNED');
  if (assignment.meeting === null) {
    throw new DomainError(
      'review-meeting-missing',
      'Record the review meeting before you submit the review.',
      {
        rule: 'R-03',
      },
    );
  }
  const { answers, limitations, suggestionAnswers = [], findingAnswers = [] } = data;
  requireComplete(
    { answers, limitations, suggestionAnswers, findingAnswers },
    {
      requirements: requirementsFor(requirementsOn(terms, dayOf(at, terms.zone)), assignment.category),
      suggestions: assignment.suggestions,
      findings: requireFindings(context),
    },
  );
  const { deadline, originalOn } = requireDeadline(assignment, context, 'REVIEW');
  const timeliness = timelinessAt(at, deadline, originalOn);
  const version = (assignment.review?.version ?? 0) + 1;
  return [
    {
      type: 'SelfReviewSubmitted',
      data: {
        ...idsOf(assignment),
        version,
        answers,
        limitations,
        suggestionAnswers,
        findingAnswers,
        answeredFindings: findingAnswers.map(({ findingId }) => findingId),
        timeliness,
      },
    },
    ...cleared(assignment, 'REVIEW'),
  ];
}

export function returnReview(
  { at, actor, data }: CommandOf<'ReturnReview'>,
  state: AssignmentState,
  context: AssignmentContext,
): AssignmentEvent[] {
  const assignment = requireAuthority(actor, state);
  requireWorking(context.terms);
  requireStatus(assignment, 'REVIEW_SUBMITTED');
  const { version, reasons } = data;
  requireVersion(version, assignment.review);
  requireReasons(reasons);
  const resubmit = resubmitDeadline(assignment, context, 'REVIEW', at);
  return [
    {
      type: 'SelfReviewReturned',
      data: { ...idsOf(assignment), version, reasons, resubmit, returnedAt: at },
    },
  ];
}

/** Accepts the version that was read. Nothing when that version is accepted already. */
export function acceptReview(
  { at, actor, data: { version } }: CommandOf<'AcceptReview'>,
  state: AssignmentState,
  context: AssignmentContext,
): AssignmentEvent[] {
  const assignment = requireAuthority(actor, state);
  if (assignment.status === 'REVIEW_ACCEPTED' && assignment.review?.version === version) return [];
  requireWorking(context.terms);
  requireStatus(assignment, 'REVIEW_SUBMITTED');
  requireVersion(version, assignment.review);
  const plan = planDeadline(assignment, context, at);
  return [{ type: 'SelfReviewAccepted', data: { ...idsOf(assignment), version, plan, acceptedAt: at } }];
}
