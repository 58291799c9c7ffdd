import { exact, rounded } from './exact.ts';
import type { RatingPolicy } from './rating-policy.ts';

type Candidate = {
  id: string;
  score?: string | null | undefined;
  b1?: string | null | undefined;
  extensions?: number | undefined;
};
/** What a candidate is ranked by, the larger the better; null: not known. */
type Key = (candidate: Candidate) => bigint | null;

/**
 * Score, then B1, both descending as the policy compares them, then fewer extensions. Where the last place falls among equals,
 * or among some of whom one value is not known, nobody of them is proposed: the authority chooses. Never more than `places`.
 */
export function rankCandidates(
  candidates: readonly Candidate[],
  places: number,
  { decimals, rounding }: RatingPolicy['scale'],
) {
  const points = (text: string | null | undefined) =>
    text ? rounded(exact(text), decimals, rounding) : null;
  const keys: Key[] = [
    ({ score }) => points(score),
    ({ b1 }) => points(b1),
    ({ extensions }) => (extensions === undefined ? null : -BigInt(extensions)),
  ];
  const proposed: string[] = [];
  for (const equals of ranked(candidates, keys)) {
    const left = places - proposed.length;
    const ids = equals.map(({ id }) => id).sort();
    if (left === 0) break;
    if (ids.length > left) return { proposed, tie: { places: left, among: ids } };
    proposed.push(...ids);
  }
  return { proposed, tie: null };
}

/** Groups of equals, best first. A key that is not known for one of a group separates none of it. */
function ranked(
  candidates: readonly Candidate[],
  [key, ...others]: readonly Key[],
): (readonly Candidate[])[] {
  if (key === undefined || candidates.length < 2) return candidates.length === 0 ? [] : [candidates];
  const byKey = new Map<bigint, Candidate[]>();
  for (const candidate of candidates) {
    const value = key(candidate);
    if (value === null) return [candidates];
    byKey.set(value, [...(byKey.get(value) ?? []), candidate]);
  }
  const best = [...byKey].sort(([a], [b]) => (a > b ? -1 : 1));
  return best.flatMap(([, equals]) => ranked(equals, others));
}
