import { describe, expect, it } from '@jest/globals';
import { capRatingFile } from './rating-file.ts';

describe('A peer group', () => {
  type Quota = [title: string, cap: object, counts: object, quota: number | null, more?: object];
  it.each<Quota>([
    ['nobody at all', {}, { candidates: 0, good: 0 }, 0, { denominator: 0, warnings: ['SMALL_GROUP'] }],
    ['2 candidates of 12, GOOD_ONLY: 0.2 x 10 = 2', {}, { candidates: 2, good: 10 }, 2, { denominator: 10 }],
    [
      '5 candidates, 8 GOOD: E = 2, 0.2 x 11 = 2.2; E = 3, 0.2 x 10 = 2',
      {},
      { candidates: 5, good: 8 },
      2,
      { denominator: 11, otherReading: { denominator: 'GOOD_OR_BETTER', quota: 3 } },
    ],
    [
      'half rounds up: 0.2 x 12.5 is no count, but 0.25 x 10 = 2.5 is 3',
      { ratio: '0.25' },
      { candidates: 3, good: 10 },
      3,
      { warnings: ['ABOVE_POLICY_RATIO'] },
    ],
    ['and down with FLOOR', { ratio: '0.25', rounding: 'FLOOR' }, { candidates: 3, good: 10 }, 2],
    [
      'an exceptional ratio with its decision',
      { exceptional: { ratio: '0.25', decisionNo: '5-QĐ/TU' } },
      { candidates: 10, good: 2 },
      2,
      { warnings: [], denominator: 10 },
    ],
    [
      'and without one',
      { exceptional: { ratio: '0.25' } },
      { candidates: 10, good: 2 },
      null,
      { refused: 'DECISION_MISSING' },
    ],
    [
      'a decision of blanks is none',
      { exceptional: { ratio: '0.25', decisionNo: '  ' } },
      { candidates: 10, good: 2 },
      null,
      { refused: 'DECISION_MISSING' },
    ],
    [
      'above what any decision may allow',
      { exceptional: { ratio: '0.30', decisionNo: '5-QĐ/TU' } },
      { candidates: 10, good: 2 },
      null,
      { refused: 'RATIO_ABOVE_EXCEPTIONAL' },
    ],
    [
      'GIVEN_GOOD 13: 2.6 is 3, whoever the candidates are',
      { denominator: 'GIVEN_GOOD' },
      { good: 13 },
      3,
      { denominator: 13, otherReading: null },
    ],
    [
      'GIVEN_GOOD with candidates has the other reading as well',
      { denominator: 'GIVEN_GOOD' },
      { candidates: 4, good: 13 },
      3,
      { otherReading: { denominator: 'GOOD_OR_BETTER', quota: 3 } },
    ],
    [
      'ALL_RATED counts NOT_COMPLETED and is labelled',
      { denominator: 'ALL_RATED' },
      { candidates: 6, good: 4, completed: 5, notCompleted: 5 },
      4,
      { warnings: ['NON_STANDARD'], denominator: 20 },
    ],
    [
      'four GOOD or better is small, five is not',
      { minGroupSize: 4 },
      { candidates: 1, good: 3 },
      1,
      { warnings: [] },
    ],
    ['a ratio of 0 allows nobody', { ratio: '0' }, { candidates: 9, good: 9 }, 0],
    ['a ratio of 1, GOOD_ONLY: half of the candidates', { ratio: '1' }, { candidates: 9, good: 0 }, 4],
  ])('%s', (_title, cap, counts, quota, more = {}) => {
    const { result } = capRatingFile({
      kind: 'cap-case/1',
      policy: 'VN-UNIT-366-335',
      group: 'g1',
      cap,
      counts,
    });
    expect(result).toMatchObject({ quota, ...more });
  });

  const member = (id: string, score: string | null, b1: string | null, extensions?: number) => ({
    id,
    level: 'EXCELLENT',
    ...(score === null ? {} : { score }),
    ...(b1 === null ? {} : { b1 }),
    ...(extensions === undefined ? {} : { extensions }),
  });
  const others = Array.from({ length: 8 }, (_, index) => ({
    id: `g${index}`,
    level: 'GOOD',
    score: '80.00',
  }));
  type Ranked = [title: string, members: object[], proposed: string[], tie: object | null];
  // Two places: 0.2 x (8 + 3 - 2) = 1.8.
  it.each<Ranked>([
    [
      'B1 parts equal scores',
      [member('u1', '95', '28'), member('u2', '95', '30'), member('u3', '96', '20')],
      ['u3', 'u2'],
      null,
    ],
    [
      'then fewer extensions',
      [member('u1', '95', '30', 2), member('u2', '95', '30', 1), member('u3', '96', '30', 5)],
      ['u3', 'u2'],
      null,
    ],
    [
      'equals at the last place: none of them',
      [member('u1', '95', '30', 1), member('u2', '95', '30', 1), member('u3', '96', '30', 5)],
      ['u3'],
      { places: 1, among: ['u1', 'u2'] },
    ],
    [
      'three equals for two places',
      [member('u3', '95', '30', 1), member('u2', '95', '30', 1), member('u1', '95', '30', 1)],
      [],
      { places: 2, among: ['u1', 'u2', 'u3'] },
    ],
    [
      'scores that only differ beyond what is compared are equal',
      [member('u1', '95.001', '30', 1), member('u2', '95.004', '30', 1), member('u3', '96', '30', 1)],
      ['u3'],
      { places: 1, among: ['u1', 'u2'] },
    ],
    [
      'one without a score is ranked by nobody',
      [member('u1', null, '30', 1), member('u2', '95', '30', 1), member('u3', '96', '30', 1)],
      [],
      { places: 2, among: ['u1', 'u2', 'u3'] },
    ],
  ])('ranking: %s', (_title, candidates, proposed, tie) => {
    const group = {
      kind: 'cap-case/1',
      policy: 'VN-UNIT-366-335',
      group: 'g1',
      members: [...candidates, ...others],
    };
    expect(capRatingFile(group).result).toMatchObject({ quota: 2, proposed, tie });
  });
});
