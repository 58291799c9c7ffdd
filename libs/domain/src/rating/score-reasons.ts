import { type Exact, rounded, unitsText } from './exact.ts';
import type { Criterion, RatingPolicy } from './rating-policy.ts';
import { type Reason, reason } from './rating-result.ts';
import { isTakenOut, type Situation } from './situation.ts';

export function notMeasured(criterion: Criterion, detail: string): Reason {
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

export function nothingDue(criterion: Criterion): Reason[] {
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

/** What a part is worth, and which of its own measures had nothing due. */
export function measuredReasons(
  criterion: Criterion,
  by: { values: Record<string, string>; evidence: readonly string[]; notDue: readonly string[] },
  points: string,
  of: string,
): Reason[] {
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

export function generalReason(source: Criterion, points: string, of: string): Reason {
  return reason('SCORE', 'GENERAL', 'PASSED', source, {
    values: { points, of },
    evidence: ['general'],
    text: {
      vi: `Tiêu chí chung được cho tổng ${points}/${of} điểm.`,
      en: `General criteria, given as a total: ${points} of ${of} points.`,
    },
  });
}

/** What was taken out by a decision, with its number: findings and actions. */
export function takenOut({ facts, year, policy }: Situation): Reason[] {
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

export function given(score: Exact, { scale: { decimals, rounding } }: RatingPolicy): Reason {
  const text = unitsText(rounded(score, decimals, rounding), decimals);
  return reason('SCORE', 'SCORE_GIVEN', 'PASSED', TOTAL, {
    values: { score: text },
    evidence: ['score'],
    text: { vi: `Tổng điểm được cho: ${text}.`, en: `Total given from outside: ${text}.` },
  });
}

export function computed(score: Exact, { scale: { decimals, rounding } }: RatingPolicy): Reason {
  const text = unitsText(rounded(score, decimals, rounding), decimals);
  return reason('SCORE', 'SCORE', 'PASSED', TOTAL, {
    values: { score: text },
    text: { vi: `Tổng điểm: ${text}.`, en: `Total: ${text}.` },
  });
}

/** points from a rule that is only a proposal decide nothing official until an authority adopts the policy. */
export function proposals({ criteria, adoption }: RatingPolicy): Reason[] {
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
