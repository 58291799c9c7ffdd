import { compare, type Exact, minus, over, rounded, sum, times, unitsText, whole, ZERO } from './exact.ts';
import type { RatingPolicy } from './rating-policy.ts';
import type { RatingPart } from './rating-result.ts';

export type ExactPart = {
  code: string;
  points: Exact;
  of: Exact;
  evidence: readonly string[];
  isExcluded: boolean;
};

/** The parts as they are shown: points and weights in the policy's decimals, adding up to the score and the scale. */
export function shownParts(
  parts: readonly ExactPart[],
  score: Exact | null,
  policy: RatingPolicy,
): RatingPart[] {
  const { decimals } = policy.scale;
  const points = inUnits(
    parts.map((part) => part.points),
    score,
    policy,
  );
  const of = inUnits(
    parts.map((part) => part.of),
    score === null ? null : sum(parts.map((part) => part.of)),
    policy,
  );
  return parts.map(({ code, evidence, isExcluded }, index) => ({
    code,
    points: unitsText(points[index] ?? 0n, decimals),
    of: unitsText(of[index] ?? 0n, decimals).replace(/\.0+$/, ''),
    evidence: [...new Set(evidence)].sort(),
    excluded: isExcluded,
  }));
}

/**
 * Each rounded on its own; where the rounded parts miss the rounded total, those rounded furthest give or take one unit, so that
 * what is shown adds up.
 */
function inUnits(all: readonly Exact[], total: Exact | null, { scale }: RatingPolicy): bigint[] {
  const units = all.map((value) => rounded(value, scale.decimals, scale.rounding));
  if (total === null) return units;
  const missing = rounded(total, scale.decimals, scale.rounding) - units.reduce((a, b) => a + b, 0n);
  const step = missing < 0n ? -1n : 1n;
  const error = (index: number) => {
    const lost = minus(all[index] ?? ZERO, over(whole(Number(units[index])), whole(10 ** scale.decimals)));
    return times(lost, { n: step, d: 1n });
  };
  const byError = units.map((_, index) => index).sort((a, b) => compare(error(b), error(a)) || a - b);
  for (const index of byError.slice(0, Math.abs(Number(missing)))) units[index] = (units[index] ?? 0n) + step;
  return units;
}
