import { dayOf } from '../calendar/zoned-time.ts';
import type { Instant, Day } from '../calendar/day.ts';
import { requireBasis } from '../campaign/campaign-step.ts';
import type { Basis, Deadline } from '../deadline/deadline.ts';
import { deadlineOn } from '../deadline/make-deadline.ts';
import { faultsOf, refuseFaults } from '../faults.ts';
import { isBlank } from '../text.ts';
import type { AssignmentContext } from './assignment.commands.ts';
import type { AssignmentEvent } from './assignment.events.ts';
import type { AssignmentState, LiveAssignment } from './assignment-state.ts';
import {
  idsOf,
  requireAuthority,
  requireDeadline,
  requireStatus,
  requireWorking,
  type CommandOf,
} from './assignment-step.ts';
import { cleared } from './escalations.ts';
import { resubmitDeadline } from './unit-deadlines.ts';

/**
 * A suggestion to one unit, which its review must answer. When the review is in already, this unit's comes back to it
 * with a deadline and a basis of its own; nobody else's is touched. Once the plan is in, what is found goes on record as a finding.
 */
export function issueSuggestion(
  { at, actor, data }: CommandOf<'IssueSuggestion'>,
  state: AssignmentState,
  context: AssignmentContext,
): AssignmentEvent[] {
  const assignment = requireAuthority(actor, state);
  const { terms } = context;
  requireWorking(terms);
  requireStatus(
    assignment,
    'ASSIGNED',
    'ACKNOWLEDGED',
    'REVIEW_RETURNED',
    'REVIEW_SUBMITTED',
    'REVIEW_ACCEPTED',
  );
  const { position, text, basis, respondBy } = data;
  requireBasis(basis, '/basis/ref');
  const isIn = assignment.status === 'REVIEW_SUBMITTED' || assignment.status === 'REVIEW_ACCEPTED';
  const today = dayOf(at, terms.zone);
  refuseFaults(
    'suggestion-invalid',
    'R-02',
    faultsOf([
      ['/text', !isBlank(text), 'must not be blank'],
      ['/position', position === null || !isBlank(position), 'must name the post, or be null'],
      ['/respondBy', respondBy === null || isIn, 'is for a review that is in already; extend the deadline'],
      ['/respondBy', respondBy === null || respondBy >= today, `must not be in the past: today is ${today}`],
    ]),
  );
  const reopens = isIn ? answerDeadline(assignment, { respondBy, basis, at }, context) : null;
  const no = String(assignment.suggestions.length + 1);
  return [
    {
      type: 'ReviewSuggestionIssued',
      data: { ...idsOf(assignment), no, position, text, basis, reopens, issuedAt: at },
    },
    // Its plan is not owed any more until the review is accepted again.
    ...(isIn ? cleared(assignment, 'PLAN') : []),
  ];
}

/** The day asked for, or the working days of a return; never earlier than the review was due before. */
function answerDeadline(
  assignment: LiveAssignment,
  { respondBy, basis, at }: { respondBy: Day | null; basis: Basis; at: Instant },
  context: AssignmentContext,
): Deadline {
  if (respondBy === null) return { ...resubmitDeadline(assignment, context, 'REVIEW', at), basis };
  const { deadline } = requireDeadline(assignment, context, 'REVIEW');
  const asked = deadlineOn({ phase: 'REVIEW', on: respondBy, relation: 'BY', basis }, context.terms.zone);
  return asked.endsAt > deadline.endsAt ? asked : { ...deadline, basis };
}
