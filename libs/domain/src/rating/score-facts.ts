import {
  compare,
  type Exact,
  exact,
  minus,
  over,
  rounded,
  shareText,
  sum,
  times,
  unitsText,
  whole,
  ZERO,
} from './exact.ts';
import { measure } from './measures.ts';
import type { FactName } from './rating-facts.ts';
import type { Criterion, RatingPolicy } from './rating-policy.ts';
import { type RatingPart, type Reason, reason } from './rating-result.ts';
import { isTakenOut, type Situation } from './situation.ts';

/** The exact score; null when a needed fact is absent. */
export type Scored = {
  score: Exact | null;
  parts: readonly RatingPart[];
  reasons: readonly Reason[];
  missing: readonly FactName[];
};
type Part = { code: string; points: Exact; of: Exact; evidence: readonly string[]; isExcluded: boolean };
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
  return {
    score,
    parts: shown(parts, score, policy),
    reasons: [
      ...out,
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
      counted.parts.push({ code: criterion.code, points: ZERO, of: ZERO, evidence: [], isExcluded: true });
      counted.reasons.push(...nothingDue(criterion));
    } else {
      const of = over(times(exact(criterion.weight), total), left);
      const points = times(of, by.share);
      counted.parts.push({ code: criterion.code, points, of, evidence: by.evidence, isExcluded: false });
      counted.reasons.push(...measuredReasons(criterion, { ...by, points, of }, policy));
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
  };
  const text = {
    vi: `Tiêu chí chung được cho tổng ${points} điểm.`,
    en: `General criteria, given as a total: ${points} points.`,
  };
  const values = { points, of: shareText(of) };
  return {
    parts: [part],
    reasons: [reason('SCORE', 'GENERAL', 'PASSED', source, { values, evidence: ['general'], text })],
    missing: [],
  };
}

function notMeasured(criterion: Criterion, detail: string): Reason {
  return reason('SCORE', criterion.code, 'EXCLUDED', criterion, {
    values: { missing: detail },
    text: {
      vi: `${criterion.title.vi}: không tính được, thiếu ${detail}.`,
      en: `${criterion.title.en}: cannot be worked out, ${detail} is missing.`,
    },
  });
}

const EMPTY: Partial<Record<Criterion['measure']['kind'], string>> = {
  FINDINGS_REMEDIED: 'B1_EMPTY',
  ACTIONS_ON_TIME: 'B2_EMPTY',
};

function nothingDue(criterion: Criterion): Reason[] {
  const said = {
    values: { part: criterion.code, weight: criterion.weight },
    text: {
      vi: `${criterion.title.vi}: không có nội dung đến hạn; ${criterion.weight} điểm chuyển sang các tiêu chí khác cùng nhóm theo tỷ lệ.`,
      en: `${criterion.title.en}: nothing due; its ${criterion.weight} points go to the others of the group in proportion.`,
    },
  };
  return [EMPTY[criterion.measure.kind], 'RESCALED'].flatMap((code) =>
    code === undefined ? [] : [reason('SCORE', code, 'EXCLUDED', criterion, said)],
  );
}

function measuredReasons(
  criterion: Criterion,
  by: {
    points: Exact;
    of: Exact;
    values: Record<string, string>;
    evidence: readonly string[];
    notDue: readonly string[];
  },
  { scale: { decimals, rounding } }: RatingPolicy,
): Reason[] {
  const points = unitsText(rounded(by.points, decimals, rounding), decimals);
  const of = shareText(by.of);
  const detail = Object.entries(by.values)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
  const says = detail === '' ? '' : ` (${detail})`;
  return [
    reason('SCORE', criterion.code, 'PASSED', criterion, {
      values: { ...by.values, points, of },
      evidence: by.evidence,
      text: {
        vi: `${criterion.title.vi}: ${points}/${of} điểm${says}.`,
        en: `${criterion.title.en}: ${points} of ${of} points${says}.`,
      },
    }),
    ...by.notDue.map((measure) =>
      reason('SCORE', 'RESCALED', 'EXCLUDED', criterion, {
        values: { part: criterion.code, measure },
        text: {
          vi: `${criterion.title.vi}: ${measure} không có nội dung đến hạn; điểm chuyển sang các nội dung khác theo tỷ lệ.`,
          en: `${criterion.title.en}: nothing due for ${measure}; its points go to the others in proportion.`,
        },
      }),
    ),
  ];
}

/** What was taken out by a decision, with its number: findings and actions. */
function takenOut({ facts, year, policy }: Situation): Reason[] {
  const findings = [...(facts.findings ?? [])]
    .sort(byId)
    .flatMap((finding) =>
      finding.notRemediable && isTakenOut(finding, year)
        ? [takenOutReason('NOT_REMEDIABLE', finding.id, finding.notRemediable.decisionNo, policy)]
        : [],
    );
  if (facts.score !== undefined) return findings;
  const actions = [...(facts.actions ?? [])]
    .sort(byId)
    .flatMap(({ id, due, objectiveCause }) =>
      objectiveCause && due <= year.lastDay
        ? [takenOutReason('OBJECTIVE_CAUSE', id, objectiveCause.decisionNo, policy)]
        : [],
    );
  return [...findings, ...actions];
}

const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);

function takenOutReason(code: string, id: string, decisionNo: string, { exemptions }: RatingPolicy): Reason {
  const what =
    code === 'NOT_REMEDIABLE'
      ? ['không thể khắc phục', 'cannot be remedied']
      : ['khách quan', 'objective cause'];
  return reason('SCORE', code, 'EXEMPTED', exemptions, {
    values: { decisionNo },
    evidence: [id],
    text: {
      vi: `${id}: không tính, ${what[0]}, theo quyết định ${decisionNo}.`,
      en: `${id}: left out, ${what[1]}, decision ${decisionNo}.`,
    },
  });
}

const TOTAL = { rule: 'R-13', citation: 'R-13: điểm là hàm của dữ liệu đến ngày chốt và của bộ tiêu chí' };

function given(score: Exact, { scale: { decimals, rounding } }: RatingPolicy): Reason {
  const text = unitsText(rounded(score, decimals, rounding), decimals);
  return reason('SCORE', 'SCORE_GIVEN', 'PASSED', TOTAL, {
    values: { score: text },
    evidence: ['score'],
    text: { vi: `Tổng điểm được cho: ${text}.`, en: `Total given from outside: ${text}.` },
  });
}

function computed(score: Exact, { scale: { decimals, rounding } }: RatingPolicy): Reason {
  const text = unitsText(rounded(score, decimals, rounding), decimals);
  return reason('SCORE', 'SCORE', 'PASSED', TOTAL, {
    values: { score: text },
    text: { vi: `Tổng điểm: ${text}.`, en: `Total: ${text}.` },
  });
}

/** points from a rule that is only a proposal decide nothing official until an authority adopts the policy. */
function proposals({ criteria, adoption }: RatingPolicy): Reason[] {
  const [first, ...others] = criteria.filter(({ legalStatus }) => legalStatus === 'PROPOSAL');
  if (first === undefined) return [];
  const codes = [first, ...others].map(({ code }) => code).join(', ');
  const source = { rule: 'R-28', citation: first.citation };
  if (adoption !== null) {
    const { decisionNo } = adoption;
    const text = {
      vi: `Trọng số ${codes} được áp dụng theo quyết định ${decisionNo}.`,
      en: `The weights of ${codes} were adopted by decision ${decisionNo}.`,
    };
    return [reason('SCORE', 'ADOPTED', 'CLEAR', source, { values: { decisionNo, parts: codes }, text })];
  }
  const text = {
    vi: `Trọng số ${codes} là đề xuất: mức này chỉ là dự kiến cho đến khi cấp có thẩm quyền ban hành.`,
    en: `The weights of ${codes} are a proposal: the level stays provisional until an authority adopts them.`,
  };
  return [reason('SCORE', 'PROPOSAL', 'CLEAR', source, { values: { parts: codes }, text })];
}

function shown(parts: readonly Part[], score: Exact | null, policy: RatingPolicy): RatingPart[] {
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
