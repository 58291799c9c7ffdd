import { calendarFor } from '../calendar/calendars.ts';
import { DomainError } from '../domain-error.ts';
import { faultsOfCase } from './check-rating-case.ts';
import { compare, type Exact, exact, rounded, unitsText } from './exact.ts';
import { headAbove, judgeLevel, type Judgements } from './judge-level.ts';
import type { Judged } from './judged.ts';
import { type Level, LEVEL_NAMES, rankOf, type RatedLevel } from './level.ts';
import { metricsOf } from './metrics.ts';
import type { FactName, RatingCase, Subject } from './rating-facts.ts';
import type { Ceiling, Condition, PinnedPolicy, RatingPolicy, Source, Trigger } from './rating-policy.ts';
import {
  inOrder,
  type Outcome,
  type RatingResult,
  type Reason,
  reason,
  type Step,
  STEPS,
} from './rating-result.ts';
import { ratingYear } from './rating-year.ts';
import { judgeRequirement } from './requirements.ts';
import { scoreFacts } from './score-facts.ts';
import { judgeSigns } from './signs.ts';
import { countedDiscipline, type Situation } from './situation.ts';

/**
 * Rates one unit or person (R-13 to R-19, before the cap and the authority). Pure and exact: the same case and policy give the same
 * result, whatever the order of the facts, the machine or its time zone. Refuses an impossible case with 'invalid-rating-case',
 * naming the first fault's JSON pointer as `path` and all of them as `errors`. What is absent is no fault: it is answered.
 */
export function evaluateRating(
  ratingCase: RatingCase,
  { document: policy, sha256 }: PinnedPolicy,
): RatingResult {
  refuseImpossible(ratingCase, policy);
  const { subject, facts } = ratingCase;
  const year = ratingYear(policy, ratingCase.year, ratingCase.cutOff);
  const situation: Situation = { policy, calendar: calendarFor(policy.calendar), subject, facts, year };

  const scored = scoreFacts(situation);
  const band = scored.score === null ? null : bandOf(scored.score, policy);
  const role = subject.kind === 'PERSON' ? subject.role : null;
  const applies = ({ roles }: Trigger | Ceiling) =>
    roles.length === 0 || (role !== null && roles.includes(role));
  const judgements: Judgements = {
    band,
    triggers: policy.triggers.filter(applies).map((rule) => ({ rule, judged: judgeSigns(rule, situation) })),
    conditions: policy.conditions.map((rule) => ({
      rule,
      judged: judgeRequirement(rule.requirement, situation),
    })),
    ceilings: policy.ceilings.filter(applies).map((rule) => ({ rule, judged: judgeSigns(rule, situation) })),
  };
  const eligibility = judgeEligibility(policy, subject);
  const own = judgeLevel(policy, judgements);
  const beforeHead = eligibility.level ?? own.level;
  const head = judgeHead(policy, subject, beforeHead);

  const rules = ruleReasons(judgements);
  const missing = [
    ...eligibility.missing,
    ...scored.missing.map((fact): Need => ({ step: 'SCORE', fact, by: 'SCORE' })),
    ...rules.missing,
    ...head.missing,
  ];
  const reasons = [
    ...inForce(policy, ratingCase.year),
    ...eligibility.reasons,
    ...scored.reasons,
    ...(policy.fallThrough.kind === 'NONE' ? metricsOf(situation) : []),
    ...bandReasons(scored.score, band, policy),
    ...exemptions(situation),
    ...once(situation),
    ...rules.reasons,
    ...(eligibility.level === null ? own.reasons : []),
    ...head.reasons,
    ...insufficient(missing),
  ];
  return {
    kind: 'rating-result/1',
    policy: { code: policy.code, version: policy.version, sha256 },
    subject: subject.id,
    year: ratingCase.year,
    score: scored.score === null ? null : pointsText(scored.score, policy),
    band,
    level: head.level,
    parts: scored.parts,
    reasons: STEPS.flatMap((step) => reasons.filter((each) => each.step === step)),
    carriedOver: inOrder((facts.findings ?? []).filter(({ due }) => due > year.lastDay).map(({ id }) => id)),
    insufficient: [...new Set(missing.map(({ fact }) => fact))],
  };
}

function refuseImpossible(ratingCase: RatingCase, policy: RatingPolicy): void {
  const errors = faultsOfCase(ratingCase, policy);
  const [first] = errors;
  if (first === undefined) return;
  const { path } = first;
  throw new DomainError('invalid-rating-case', `${path} ${first.message}.`, { path, errors });
}

/** A fact that a rule needed and did not find. */
type Need = { step: Step; fact: FactName; by: string };
type Part = { level: Level | null; reasons: Reason[]; missing: Need[] };

function pointsText(score: Exact, { scale: { decimals, rounding } }: RatingPolicy): string {
  return unitsText(rounded(score, decimals, rounding), decimals);
}

function bandOf(score: Exact, policy: RatingPolicy): RatedLevel | null {
  if (policy.bands.length === 0) return null;
  const compared = exact(pointsText(score, policy));
  return policy.bands.find(({ atLeast }) => compare(compared, exact(atLeast)) >= 0)?.level ?? 'NOT_COMPLETED';
}

function bandReasons(score: Exact | null, band: RatedLevel | null, policy: RatingPolicy): Reason[] {
  if (score === null || band === null) return [];
  const own = policy.bands.find(({ level }) => level === band) ?? policy.bands.at(-1);
  if (own === undefined) return [];
  const text = pointsText(score, policy);
  const isBelow = band === 'NOT_COMPLETED';
  return [
    reason('BAND', 'BAND', isBelow ? 'FIRED' : 'PASSED', own, {
      values: { score: text, band, [isBelow ? 'below' : 'atLeast']: own.atLeast },
      text: {
        vi: `${text} điểm: "${LEVEL_NAMES[band].vi}" (${isBelow ? 'dưới' : 'từ'} ${own.atLeast}).`,
        en: `${text} points: "${LEVEL_NAMES[band].en}" (${isBelow ? 'below' : 'from'} ${own.atLeast}).`,
      },
    }),
  ];
}

function judgeEligibility({ eligibility, fallThrough }: RatingPolicy, subject: Subject): Part {
  if (fallThrough.kind === 'NONE') {
    const text = { vi: 'Bộ tiêu chí này không xếp loại.', en: 'This policy rates nobody.' };
    const reasons = [reason('ELIGIBILITY', 'NO_RATING', 'EXCLUDED', fallThrough, { text })];
    return { level: 'NOT_RATED', reasons, missing: [] };
  }
  if (eligibility === null || subject.kind !== 'PERSON') return { level: null, reasons: [], missing: [] };
  const { code, minServiceMonths } = eligibility;
  const { serviceMonths } = subject;
  if (serviceMonths === undefined) {
    return {
      level: 'UNDETERMINED',
      reasons: [reason('ELIGIBILITY', code, 'EXCLUDED', eligibility, { text: NOT_JUDGED('serviceMonths') })],
      missing: [{ step: 'ELIGIBILITY', fact: 'serviceMonths', by: code }],
    };
  }
  const isShort = serviceMonths < minServiceMonths;
  const values = { months: String(serviceMonths), limit: String(minServiceMonths) };
  const text = {
    vi: `Thời gian công tác ${serviceMonths} tháng, tối thiểu ${minServiceMonths} tháng.`,
    en: `${serviceMonths} months of service, at least ${minServiceMonths} needed.`,
  };
  const judged = reason('ELIGIBILITY', code, isShort ? 'FIRED' : 'CLEAR', eligibility, { values, text });
  return { level: isShort ? 'NOT_RATED' : null, reasons: [judged], missing: [] };
}

function ruleReasons({ band, triggers, conditions, ceilings }: Judgements) {
  const reasons: Reason[] = [];
  const missing: Need[] = [];
  const add = (step: Step, rule: Source & { code: string }, judged: Judged, outcome: Outcome) => {
    const { values, evidence, text } = judged;
    reasons.push(reason(step, rule.code, outcome, rule, { values, evidence, text }));
  };
  const need = (step: Step, by: string, judged: Judged) =>
    missing.push(...judged.missing.map((fact) => ({ step, fact, by })));
  const isBelow = (level: RatedLevel) => band !== null && rankOf(band) >= rankOf(level);
  const fired = ({ holds }: Judged): Outcome => (holds === null ? 'EXCLUDED' : holds ? 'FIRED' : 'CLEAR');

  for (const { rule, judged } of triggers) {
    add('TRIGGER', rule, judged, fired(judged));
    need('TRIGGER', rule.code, judged);
  }
  for (const { rule, judged } of conditions) {
    if (isAbove(rule, band)) {
      add('CONDITION', rule, notAsked(judged), 'EXCLUDED');
      continue;
    }
    add('CONDITION', rule, judged, judged.holds === null ? 'EXCLUDED' : judged.holds ? 'PASSED' : 'FAILED');
    need('CONDITION', rule.code, judged);
  }
  for (const { rule, judged } of ceilings) {
    add('CEILING', rule, judged, fired(judged));
    // Who is not above the ceiling anyway does not need to know.
    if (!isBelow(rule.highest)) need('CEILING', rule.code, judged);
  }
  return { reasons, missing };
}

/** A condition of levels that the points do not reach. */
const isAbove = ({ levels }: Condition, band: RatedLevel | null): boolean =>
  band !== null && levels.every((level) => rankOf(level) < rankOf(band));

const notAsked = ({ values, evidence, text, ...judged }: Judged): Judged => ({
  ...judged,
  values,
  evidence,
  text: {
    vi: `Không xét ở mức điểm này. ${text.vi}`,
    en: `Not asked at these points. ${text.en}`,
  },
});

function judgeHead({ head }: RatingPolicy, subject: Subject, level: Level): Part & { level: Level } {
  if (head === null || subject.kind !== 'PERSON' || subject.role !== 'HEAD')
    return { level, reasons: [], missing: [] };
  const { unitLevel } = subject;
  const isAboveUnit = headAbove(level, unitLevel);
  if (isAboveUnit === null || unitLevel === undefined) {
    if (isAboveUnit === false) return { level, reasons: [], missing: [] };
    return {
      level: 'UNDETERMINED',
      reasons: [reason('HEAD', head.code, 'EXCLUDED', head, { text: NOT_JUDGED('unitLevel') })],
      missing: [{ step: 'HEAD', fact: 'unitLevel', by: head.code }],
    };
  }
  const values = { level, unitLevel };
  const text = {
    vi: `Người đứng đầu "${LEVEL_NAMES[level].vi}", đơn vị "${LEVEL_NAMES[unitLevel].vi}".`,
    en: `Head "${LEVEL_NAMES[level].en}", unit "${LEVEL_NAMES[unitLevel].en}".`,
  };
  const judged = reason('HEAD', head.code, isAboveUnit ? 'FIRED' : 'CLEAR', head, { values, text });
  if (!isAboveUnit) return { level, reasons: [judged], missing: [] };
  const capped = reason('HEAD', 'HEAD_CAPPED', 'DEMOTED', head, {
    values: { from: level, to: unitLevel, because: head.code },
    text: {
      vi: `Người đứng đầu hạ xuống "${LEVEL_NAMES[unitLevel].vi}", bằng mức của đơn vị.`,
      en: `The head is capped to "${LEVEL_NAMES[unitLevel].en}", the level of the unit.`,
    },
  });
  return { level: unitLevel, reasons: [judged, capped], missing: [] };
}

function exemptions({ facts, policy }: Situation): Reason[] {
  const all = [...(facts.tasks?.exempted ?? [])].sort((a, b) => (a.id < b.id ? -1 : 1));
  return all.map(({ id, count, basis, decisionNo }) =>
    reason('TRIGGER', 'EXEMPTION', 'EXEMPTED', policy.exemptions, {
      values: { count: String(count), basis, decisionNo },
      evidence: [id],
      text: {
        vi: `${count} nhiệm vụ không tính theo quyết định ${decisionNo}.`,
        en: `${count} tasks are not counted, decision ${decisionNo}.`,
      },
    }),
  );
}

function once(situation: Situation): Reason[] {
  if (situation.facts.discipline === undefined) return [];
  const { code, ...source } = situation.policy.once;
  const { elsewhere } = countedDiscipline(situation);
  const violations = inOrder(elsewhere.map(({ violation }) => violation)).join(', ');
  if (elsewhere.length === 0) {
    const text = {
      vi: 'Không có vi phạm đã tính ở năm khác.',
      en: 'No violation was counted in another year.',
    };
    return [reason('TRIGGER', code, 'CLEAR', source, { text })];
  }
  return [
    reason('TRIGGER', code, 'EXCLUDED', source, {
      values: { violations },
      evidence: elsewhere.map(({ id }) => id),
      text: {
        vi: `Vi phạm ${violations} đã tính ở năm khác, không tính lại.`,
        en: `Violation ${violations} belongs to another year and does not count again.`,
      },
    }),
  ];
}

function inForce({ code, effective, fallThrough }: RatingPolicy, year: number): Reason[] {
  const { from, until } = effective;
  if (`${year}-12-31` >= from && (until === null || `${year}-01-01` <= until)) return [];
  return [
    reason(
      'ELIGIBILITY',
      'NOT_IN_FORCE',
      'EXCLUDED',
      { rule: 'R-13', citation: fallThrough.citation },
      {
        values: { from, until: until ?? '-', year: String(year) },
        text: {
          vi: `${code} không có hiệu lực trong năm ${year}: kết quả chỉ để tham khảo.`,
          en: `${code} is not in force in ${year}: a what-if, nothing official.`,
        },
      },
    ),
  ];
}

const NOT_JUDGED = (fact: string) => ({
  vi: `Không xét được, thiếu dữ liệu: ${fact}.`,
  en: `Not judged, data missing: ${fact}.`,
});

/** R-14, once for each fact, at the first step that needed it. */
function insufficient(missing: readonly Need[]): Reason[] {
  const facts = [...new Set(missing.map(({ fact }) => fact))];
  return facts.flatMap((fact) => {
    const needs = missing.filter((need) => need.fact === fact);
    const [first] = needs;
    if (first === undefined) return [];
    const neededBy = [...new Set(needs.map(({ by }) => by))].join(', ');
    return [
      reason(
        'SCORE',
        'INSUFFICIENT',
        'HOLE',
        { rule: 'R-14', citation: R14 },
        {
          values: { fact, neededBy },
          text: {
            vi: `Thiếu dữ liệu ${fact} (cần cho ${neededBy}): không suy đoán là 0 hay 100 %.`,
            en: `${fact} is missing or holds nothing to divide by (needed by ${neededBy}): never taken as 0 or 100 %.`,
          },
        },
      ),
    ].map((said) => ({ ...said, step: first.step }));
  });
}
const R14 = 'R-14: thiếu mẫu số hoặc dữ liệu thì ghi "không đủ dữ liệu"';
