import { DomainError } from '../../domain-error.ts';
import { compare, DECIMAL, exact } from '../exact.ts';
import type { RatingPolicy } from '../rating-policy.ts';

/** Throws 'points-invalid' for what is no decimal, or above the policy's scale. */
export function requireDecimal(text: string, path: string, { scale }: RatingPolicy): void {
  if (DECIMAL.test(text) && compare(exact(text), exact(scale.total)) <= 0) return;
  throw new DomainError('points-invalid', `${path} must be a decimal string from "0" to "${scale.total}".`, {
    path,
  });
}
