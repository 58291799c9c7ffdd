import { assertNever } from '../domain-error.ts';
import { exact, type Rounding, rounded, shareText, times, whole } from './exact.ts';
import type { CapDenominator } from './rating-policy.ts';

/** How many of a peer group stand at each level; `good`: GOOD and no candidates. */
export type GroupCounts = { candidates: number; good: number; completed: number; notCompleted: number };
export type CapTerms = {
  ratio: string;
  denominator: CapDenominator;
  rounding: Rounding;
  minGroupSize: number;
};

/**
 * The largest E from 0 to the number of candidates with E <= round(ratio x denominator(E)). Going up, E grows and the denominator does
 * not, so the last E that fits is found by halving. GIVEN_GOOD is a number that is final, whoever the candidates are.
 */
export function quotaOf(group: GroupCounts, terms: CapTerms): number {
  if (terms.denominator === 'GIVEN_GOOD') return placesAt(group, terms, 0);
  let [fits, most] = [0, group.candidates];
  while (fits < most) {
    const middle = Math.ceil((fits + most) / 2);
    if (middle <= placesAt(group, terms, middle)) fits = middle;
    else most = middle - 1;
  }
  return fits;
}

export function denominatorOf(
  { candidates, good, completed, notCompleted }: GroupCounts,
  denominator: CapDenominator,
  excellent: number,
): number {
  switch (denominator) {
    case 'GOOD_ONLY':
      return good + candidates - excellent;
    case 'GOOD_OR_BETTER':
      return good + candidates;
    case 'ALL_RATED':
      return candidates + good + completed + notCompleted;
    case 'GIVEN_GOOD':
      return good;
    default:
      return assertNever(denominator);
  }
}

const shareAt = (group: GroupCounts, { ratio, denominator }: CapTerms, excellent: number) =>
  times(exact(ratio), whole(denominatorOf(group, denominator, excellent)));

const placesAt = (group: GroupCounts, terms: CapTerms, excellent: number): number =>
  Number(rounded(shareAt(group, terms, excellent), 0, terms.rounding));

/** One E tried: `share` is ratio x denominator, `places` what rounding makes of it. */
export type QuotaTry = {
  excellent: number;
  denominator: number;
  share: string;
  places: number;
  fits: boolean;
};

/** Why the quota is what it is: the E that still fits and the next one, which does not; one number where it is given. */
export function quotaTries(group: GroupCounts, terms: CapTerms): QuotaTry[] {
  const quota = quotaOf(group, terms);
  const isGiven = terms.denominator === 'GIVEN_GOOD';
  const tried = isGiven || quota === group.candidates ? [quota] : [quota, quota + 1];
  return tried.map((excellent) => {
    const places = placesAt(group, terms, excellent);
    return {
      excellent,
      denominator: denominatorOf(group, terms.denominator, excellent),
      share: shareText(shareAt(group, terms, excellent)),
      places,
      fits: excellent <= places,
    };
  });
}
