import { requireAssigned, requireOwnUnit, idsOf, requireWorking, type CommandOf } from './assignment-step.ts';
import type { CampaignTerms } from '../campaign/campaign-terms.ts';
import { DomainError } from '../domain-error.ts';
import type { AssignmentContext } from './assignment.commands.ts';
import type { AssignmentEvent } from './assignment.events.ts';
import type { AssignmentState, LiveAssignment } from './assignment-state.ts';

/** How often the campaign was amended: the number of the newest amendment, 0 for none. */
export const amendmentCount = ({ earlierRequirements }: Pick<CampaignTerms, 'earlierRequirements'>): number =>
  earlierRequirements.length;

/** Amendments that the unit has not acknowledged, oldest first; none for a unit that is out of the campaign. */
export function owedAmendments(
  { status, amended }: Pick<LiveAssignment, 'status' | 'amended'>,
  terms: Pick<CampaignTerms, 'earlierRequirements'>,
): number[] {
  if (status === 'EXEMPTED' || status === 'TRANSFERRED') return [];
  const owed = Math.max(0, amendmentCount(terms) - amended);
  return Array.from({ length: owed }, (_, index) => amended + index + 1);
}

/** The unit has the difference in hand; an earlier one that it passed over with it. Nothing when it said so before. */
export function acknowledgeAmendment(
  { actor, data: { number } }: CommandOf<'AcknowledgeAmendment'>,
  state: AssignmentState,
  { terms }: AssignmentContext,
): AssignmentEvent[] {
  requireAssigned(state);
  const assignment = requireOwnUnit(actor, state);
  requireWorking(terms);
  if (!Number.isInteger(number) || number < 1 || number > amendmentCount(terms)) {
    throw new DomainError('unknown-amendment', `The campaign has no amendment ${number}.`, {
      number,
      newest: amendmentCount(terms),
    });
  }
  return acknowledged(assignment, terms, number);
}

/** One event for each amendment up to `number` that is still owed. */
export function acknowledged(
  assignment: LiveAssignment,
  terms: CampaignTerms,
  number = amendmentCount(terms),
): AssignmentEvent[] {
  return owedAmendments(assignment, terms)
    .filter((owed) => owed <= number)
    .map((owed) => ({ type: 'AmendmentAcknowledged', data: { ...idsOf(assignment), number: owed } }));
}
