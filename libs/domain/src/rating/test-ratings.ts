import type {
  Conclusion,
  Discipline,
  Finding,
  PlanAction,
  ProcedureFact,
  RatingFacts,
  Subject,
} from './rating-facts.ts';
import { evaluateRating } from './evaluate-rating.ts';
import { presetFor } from './presets/presets.ts';
import type { PinnedPolicy, RatingPolicy } from './rating-policy.ts';
import type { RatingResult } from './rating-result.ts';

export const unit: Subject = { kind: 'UNIT', id: 'u1' };
export const staff = (serviceMonths = 12): Subject => ({
  kind: 'PERSON',
  id: 'p1',
  role: 'STAFF',
  serviceMonths,
});

export const pin = (document: RatingPolicy | string): PinnedPolicy => ({
  document: typeof document === 'string' ? presetFor(document, '/policy') : document,
  sha256: '0'.repeat(64),
});

export const finding = (id: string, more: Partial<Finding> = {}): Finding => ({
  id,
  severity: 'MEDIUM',
  due: '2026-06-30',
  verification: 'ACCEPTED',
  verifiedOn: '2026-06-25',
  ...more,
});
export const open = (id: string, more: Partial<Finding> = {}): Finding =>
  finding(id, { verification: 'NONE', verifiedOn: null, ...more });
export const action = (id: string, more: Partial<PlanAction> = {}): PlanAction => ({
  id,
  due: '2026-06-30',
  doneOn: '2026-06-20',
  lateTimes: 0,
  ...more,
});
export const discipline = (id: string, more: Partial<Discipline> = {}): Discipline => ({
  id,
  violation: `v-${id}`,
  of: 'LEADERSHIP_MEMBER',
  form: 'REPRIMAND',
  by: 'PARTY',
  on: '2026-05-20',
  ...more,
});
export const conclusion = (id: string, more: Partial<Conclusion> = {}): Conclusion => ({
  id,
  kind: 'DISUNITY',
  on: '2026-08-10',
  ...more,
});
/** `exempted`: how many of those not done one decision takes out. */
export const tasks = (assigned: number, done = assigned, onTime = done, exceeded = 0, exempted = 0) => ({
  assigned,
  done,
  onTime,
  exceeded,
  ...(exempted === 0
    ? {}
    : {
        exempted: [{ id: 'x1', count: exempted, basis: 'FORCE_MAJEURE' as const, decisionNo: '7-QĐ/TU' }],
      }),
});
/** Due at the end of that day. */
export const step = (what: ProcedureFact['what'], due: string, on: string | null): ProcedureFact => ({
  what,
  due: `${due}T23:59:59+07:00`,
  on,
});

/** A unit for which every condition of EXCELLENT holds, its total given from outside. */
export const excellent: RatingFacts = {
  score: '92.40',
  tasks: tasks(20, 20, 20, 7),
  findings: [finding('f1')],
  discipline: [],
  conclusions: [],
  subordinates: [{ id: 's1', level: 'GOOD', disciplined: false }],
};

/** A unit with full points in every part: 27 general, 70 of results. */
export const measured: RatingFacts = {
  ...excellent,
  score: undefined,
  general: '27',
  results: { a: '1', b: '1', c: '1' },
  actions: [action('a1')],
  procedure: [
    step('REVIEW', '2025-12-14', '2025-12-12T10:00:00+07:00'),
    step('PLAN', '2026-01-15', '2026-01-14T10:00:00+07:00'),
    step('REPORT', '2026-06-30', '2026-06-29T10:00:00+07:00'),
  ],
};

type Asked = { subject?: Subject; year?: number; cutOff?: string; policy?: RatingPolicy | string };

export function rate(
  facts: RatingFacts,
  { subject = unit, year = 2026, cutOff, policy = 'VN-UNIT-366-335' }: Asked = {},
): RatingResult {
  return evaluateRating({ year, cutOff, subject, facts }, pin(policy));
}

export const outcomeOf = ({ reasons }: RatingResult, code: string) =>
  reasons.find((reason) => reason.code === code)?.outcome;
export const partOf = ({ parts }: RatingResult, code: string) => parts.find((part) => part.code === code);
