import { expect } from '@jest/globals';
import { evaluateRatingFile } from './rating-file.ts';

type Facts = Record<string, unknown>;
/** Level, score, and `CODE OUTCOME` of reasons that must be there; `!CODE`: it must not blame. */
export type Row = [title: string, facts: Facts, level: string, score: string | null, ...reasons: string[]];

export const tasks = (assigned: number, done = assigned, onTime = done, exceeded = 0, exempted = 0) => ({
  assigned,
  done,
  onTime,
  exceeded,
  exempted:
    exempted === 0 ? [] : [{ id: 'x1', count: exempted, basis: 'FORCE_MAJEURE', decisionNo: '7-QĐ/TU' }],
});
export const finding = (id: string, more: object = {}) => ({
  id,
  severity: 'MEDIUM',
  due: '2026-06-30',
  verification: 'ACCEPTED',
  verifiedOn: '2026-06-25',
  ...more,
});
export const open = (id: string, more: object = {}) => ({
  id,
  severity: 'MEDIUM',
  due: '2026-06-30',
  verification: 'NONE',
  ...more,
});
export const discipline = (id: string, more: object = {}) => ({
  id,
  violation: `v-${id}`,
  of: 'LEADERSHIP_MEMBER',
  form: 'REPRIMAND',
  by: 'PARTY',
  on: '2026-05-20',
  ...more,
});
export const action = (id: string, more: object = {}) => ({
  id,
  due: '2026-06-30',
  doneOn: '2026-06-20',
  lateTimes: 0,
  ...more,
});
export const step = (what: string, due: string, on: string | null) => ({
  what,
  due: `${due}T23:59:59+07:00`,
  on,
});
/** A unit for which every condition of EXCELLENT holds. */
export const excellent = {
  score: '95',
  tasks: tasks(20, 20, 20, 7),
  findings: [finding('f1')],
  discipline: [],
  conclusions: [],
  subordinates: [{ id: 's1', level: 'GOOD', disciplined: false }],
};
const { score: _score, ...unscored } = excellent;
/** 100 points where nothing is lost. */
export const measured = {
  ...unscored,
  general: { G1: '10', G2: '10', G3: { planQuality: '3', itemsVerified: 1, itemsDue: 1, recurrence: false } },
  results: { a: '1', b: '1', c: '1' },
  actions: [action('a1')],
  procedure: [
    step('REVIEW', '2025-12-14', '2025-12-12T10:00:00+07:00'),
    step('PLAN', '2026-01-15', '2026-01-14T10:00:00+07:00'),
    step('REPORT', '2026-06-30', '2026-06-29T10:00:00+07:00'),
  ],
};

export const ask = (facts: Facts, more: object = {}) => {
  const input: unknown = JSON.parse(
    JSON.stringify({
      kind: 'rating-case/1',
      policy: 'VN-UNIT-366-335',
      year: 2026,
      subject: { kind: 'UNIT', id: 'u1' },
      facts,
      ...more,
    }),
  );
  return evaluateRatingFile(input).result;
};
const BLAMING = ['FIRED', 'FAILED', 'HOLE', 'DEMOTED'];

export function expectRow([, facts, level, score, ...reasons]: Row, more: object = {}): void {
  const result = ask(facts, more);
  const said = result.reasons.map(({ code, outcome }) => `${code} ${outcome}`);
  const blamed = result.reasons.filter(({ outcome }) => BLAMING.includes(outcome)).map(({ code }) => code);
  expect([result.level, result.score]).toEqual([level, score]);
  expect(said).toEqual(expect.arrayContaining(reasons.filter((each) => !each.startsWith('!'))));
  const free = reasons.filter((each) => each.startsWith('!')).map((each) => each.slice(1));
  expect(blamed.filter((code) => free.includes(code))).toEqual([]);
}
