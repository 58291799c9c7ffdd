import { CapCase } from '@dondoc/contracts/cap-case.ts';
import { RatingCase } from '@dondoc/contracts/rating-case.ts';
import { capGroup, type CapResult, explainQuota, type QuotaSteps } from '@dondoc/domain/rating/cap-group.ts';
import { evaluateRating } from '@dondoc/domain/rating/evaluate-rating.ts';
import type { RatingPolicy } from '@dondoc/domain/rating/rating-policy.ts';
import type { RatingResult } from '@dondoc/domain/rating/rating-result.ts';
import { readPolicy } from './read-policy.ts';
import { readForm } from './refuse-form.ts';

/** A parsed `rating-case/1`, answered. Refuses what is no such case with a DomainError whose details name the JSON pointer as `path`. */
export function evaluateRatingFile(value: unknown): { result: RatingResult; policy: RatingPolicy } {
  const ratingCase = readForm(RatingCase, value, 'invalid-rating-case');
  const policy = readPolicy(ratingCase.policy);
  return { result: evaluateRating(ratingCase, policy), policy: policy.document };
}

/** A parsed `cap-case/1`, answered. Refuses as evaluateRatingFile does. `steps`: the arithmetic, null where there is no quota. */
export function capRatingFile(value: unknown): {
  result: CapResult;
  policy: RatingPolicy;
  steps: QuotaSteps | null;
} {
  const capCase = readForm(CapCase, value, 'invalid-cap-case');
  const policy = readPolicy(capCase.policy);
  return {
    result: capGroup(capCase, policy),
    policy: policy.document,
    steps: explainQuota(capCase, policy),
  };
}
