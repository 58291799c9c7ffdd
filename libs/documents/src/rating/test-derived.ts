import { expect } from '@jest/globals';
import { excellent as fit, measured as worked } from '@dondoc/domain/rating/test-ratings.ts';
import { evaluateRatingFile } from './rating-file.ts';

type Facts = Record<string, unknown>;
/** Level, score, and `CODE OUTCOME` of reasons that must be there; `!CODE`: it must not blame. */
export type Row = [title: string, facts: Facts, level: string, score: string | null, ...reasons: string[]];

/** A unit for which every condition of EXCELLENT holds. */
export const excellent = { ...fit, score: '95' };
/** 100 points where nothing is lost, the general ones by criterion. */
export const measured = {
  ...worked,
  general: { G1: '10', G2: '10', G3: { planQuality: '3', itemsVerified: 1, itemsDue: 1, recurrence: false } },
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
