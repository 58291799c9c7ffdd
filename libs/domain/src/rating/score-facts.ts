import { type Exact, exact, over, sum, times, ZERO } from './exact.ts';
import { measure } from './measures.ts';
import type { FactName } from './rating-facts.ts';
import type { Criterion } from './rating-policy.ts';
import type { RatingPart, Reason } from './rating-result.ts';
import {
  computed,
  generalReason,
  given,
  measuredReasons,
  nothingDue,
  notMeasured,
  proposals,
  takenOut,
} from './score-reasons.ts';
import { type ExactPart, shownParts } from './shown-parts.ts';
import type { Situation } from './situation.ts';

/** The exact score; null when a needed fact is absent. */
export type Scored = {
  score: Exact | null;
  parts: readonly RatingPart[];
  reasons: readonly Reason[];
  missing: readonly FactName[];
};
/** A part while it is exact; `says` makes its reasons from the points as they are shown. */
type Part = ExactPart & { says: (points: string, of: string) => Reason[] };
type Counted = { parts: Part[]; reasons: Reason[]; missing: FactName[] };

/** Score and parts. A total from outside stands as it is; nothing is rounded before it is shown or compared. */
export function scoreFacts(situation: Situation): Scored {
  const { facts, policy } = situation;
  const out = takenOut(situation);
  if (facts.score !== undefined) {
    const score = exact(facts.score);
    return { score, parts: [], reasons: [...out, given(score, policy)], missing: [] };
  }
  if (policy.criteria.length === 0) return { score: null, parts: [], reasons: out, missing: [] };
  const groups = [group('GENERAL', situation), group('RESULTS', situation)];
  const parts = groups.flatMap((each) => each.parts);
  const missing = groups.flatMap((each) => each.missing);
  const score = missing.length > 0 ? null : sum(parts.map(({ points }) => points));
  const shown = shownParts(parts, score, policy);
  return {
    score,
    parts: shown,
    reasons: [
      ...out,
      ...parts.flatMap(({ says }, index) => says(shown[index]?.points ?? '', shown[index]?.of ?? '')),
      ...groups.flatMap((each) => each.reasons),
      ...(score === null ? [] : [computed(score, policy), ...proposals(policy)]),
    ],
    missing,
  };
}

function group(name: Criterion['group'], situation: Situation): Counted {
  const { facts, policy } = situation;
  const criteria = policy.criteria.filter((criterion) => criterion.group === name);
  const total = sum(criteria.map(({ weight }) => exact(weight)));
  const [first] = criteria;
  if (first === undefined) return { parts: [], reasons: [], missing: [] };
  if (name === 'GENERAL' && typeof facts.general === 'string')
    return generalTotal(facts.general, total, first);

  const measured = criteria.map((criterion) => ({ criterion, by: measure(criterion, situation) }));
  const left = sum(
    measured.flatMap(({ criterion, by }) => ('nothingDue' in by ? [] : [exact(criterion.weight)])),
  );
  const counted: Counted = { parts: [], reasons: [], missing: [] };
  if (left.n === 0n) counted.missing.push(FACT_OF_MEASURE[first.measure.kind]);
  for (const { criterion, by } of measured) {
    if ('missing' in by) {
      counted.missing.push(by.missing);
      counted.reasons.push(notMeasured(criterion, by.detail));
    } else if ('nothingDue' in by) {
      const says = () => nothingDue(criterion);
      counted.parts.push({
        code: criterion.code,
        points: ZERO,
        of: ZERO,
        evidence: [],
        isExcluded: true,
        says,
      });
    } else {
      const of = over(times(exact(criterion.weight), total), left);
      const points = times(of, by.share);
      counted.parts.push({
        code: criterion.code,
        points,
        of,
        evidence: by.evidence,
        isExcluded: false,
        says: (shown, shownOf) => measuredReasons(criterion, by, shown, shownOf),
      });
    }
  }
  return counted;
}

const FACT_OF_MEASURE = {
  GIVEN: 'general',
  SELF_CRITICISM: 'general',
  FINDINGS_REMEDIED: 'findings',
  ACTIONS_ON_TIME: 'actions',
  RESULT_SHARES: 'results',
  PROCEDURE: 'procedure',
} as const;

function generalTotal(points: string, of: Exact, source: Criterion): Counted {
  const part = {
    code: 'GENERAL',
    points: exact(points),
    of,
    evidence: ['general'],
    isExcluded: false,
    says: (shown: string, shownOf: string) => [generalReason(source, shown, shownOf)],
  };
  return { parts: [part], reasons: [], missing: [] };
}
