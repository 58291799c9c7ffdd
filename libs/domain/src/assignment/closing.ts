import { requireSteward } from '../authority.ts';
import { requireBasis, requireReason } from '../campaign/campaign-step.ts';
import { PHASES } from '../deadline/deadline.ts';
import { DomainError } from '../domain-error.ts';
import { isSameValue } from '../same-value.ts';
import type { AssignmentContext } from './assignment.commands.ts';
import type { AssignmentEvent } from './assignment.events.ts';
import type { AssignmentState } from './assignment-state.ts';
import {
  idsOf,
  requireAssigned,
  requireAuthority,
  requireCampaign,
  requireStatus,
  type CommandOf,
} from './assignment-step.ts';
import { cleared } from './escalations.ts';

/** takes the unit out with a basis and a reason. What stood against it falls; it gets no score. Once is enough. */
export function exemptUnit(
  { actor, data: { basis, reason } }: CommandOf<'ExemptUnit'>,
  state: AssignmentState,
  { terms }: AssignmentContext,
): AssignmentEvent[] {
  const assignment = requireAuthority(actor, state);
  if (assignment.status === 'EXEMPTED') return [];
  requireCampaign(terms, 'ISSUED', 'REVIEWING', 'RATING', 'MONITORING');
  requireStatus(
    assignment,
    'ASSIGNED',
    'ACKNOWLEDGED',
    'REVIEW_SUBMITTED',
    'REVIEW_RETURNED',
    'REVIEW_ACCEPTED',
    'PLAN_SUBMITTED',
    'PLAN_RETURNED',
  );
  requireBasis(basis, '/basis/ref');
  requireReason(reason);
  return [
    ...cleared(assignment, ...PHASES),
    { type: 'UnitExempted', data: { ...idsOf(assignment), basis, reason } },
  ];
}

/** Puts a computed score on record; the same again is nothing, another one supersedes it. */
export function recordScore(
  { actor, data: { score } }: CommandOf<'RecordScore'>,
  state: AssignmentState,
  { terms }: AssignmentContext,
): AssignmentEvent[] {
  requireSteward(actor);
  const assignment = requireAssigned(state);
  if (assignment.status === 'EXEMPTED') {
    throw new DomainError('unit-exempted', 'The unit is exempted: it gets no score.', {
      unitId: assignment.unitId,
    });
  }
  if (isSameValue(assignment.score, score)) return [];
  requireCampaign(terms, 'RATING', 'MONITORING');
  const { policy } = terms;
  if (score.policy.code !== policy.code || score.policy.version !== policy.version) {
    throw new DomainError('wrong-policy', 'A score follows the policy that the campaign was drafted with.', {
      campaign: policy,
      score: score.policy,
    });
  }
  return [{ type: 'ScoreComputed', data: { ...idsOf(assignment), score } }];
}
