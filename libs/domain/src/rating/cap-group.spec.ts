import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { capGroup, type CapCase, type CapMember } from './cap-group.ts';
import { pin } from './test-ratings.ts';

const cap = (more: Partial<CapCase>, policy = 'VN-UNIT-366-335') =>
  capGroup({ group: 'g1', ...more }, pin(policy));
const member = (id: string, more: Partial<CapMember> = {}): CapMember => ({
  id,
  level: 'EXCELLENT',
  score: '95.00',
  b1: '30.00',
  extensions: 0,
  ...more,
});
const candidates = (count: number) => ({ candidates: count, good: 0, completed: 0, notCompleted: 0 });
const many = (count: number, more: Partial<CapMember> = {}) =>
  Array.from({ length: count }, (_, index) => member(`g${index}`, { level: 'GOOD', ...more }));

describe('The table of section 4.5, everybody a candidate', () => {
  // T, then floor and half-up of: 20 % GOOD_ONLY, 20 % GOOD_OR_BETTER, 25 % GOOD_ONLY, 25 % GOOD_OR_BETTER.
  it.each([
    [3, 0, 0, 0, 1, 0, 1, 0, 1],
    [4, 0, 1, 0, 1, 0, 1, 1, 1],
    [6, 1, 1, 1, 1, 1, 1, 1, 2],
    [8, 1, 1, 1, 2, 1, 2, 2, 2],
    [10, 1, 2, 2, 2, 2, 2, 2, 3],
    [13, 2, 2, 2, 3, 2, 3, 3, 3],
    [20, 3, 3, 4, 4, 4, 4, 5, 5],
    [25, 4, 4, 5, 5, 5, 5, 6, 6],
    [96, 16, 16, 19, 19, 19, 19, 24, 24],
    [100, 16, 17, 20, 20, 20, 20, 25, 25],
  ])('T = %i', (t, ...quotas) => {
    const computed = (['0.20', '0.25'] as const).flatMap((ratio) =>
      (['GOOD_ONLY', 'GOOD_OR_BETTER'] as const).flatMap((denominator) =>
        (['FLOOR', 'HALF_UP'] as const).map(
          (rounding) => cap({ counts: candidates(t), cap: { ratio, denominator, rounding } }).quota,
        ),
      ),
    );
    expect(computed).toEqual(quotas);
  });

  it.each([
    [7, '0.20', 1],
    [8, '0.20', 2],
    [12, '0.20', 2],
    [13, '0.20', 3],
    [12, '0.25', 3],
  ])(
    'a given number of %i GOOD at %s has a quota of %i, whoever the candidates are',
    (good, ratio, quota) => {
      const result = cap({ counts: { good }, cap: { ratio, denominator: 'GIVEN_GOOD' } });
      expect(result).toMatchObject({ quota, denominator: good, candidates: 0, refused: null });
    },
  );
});

describe('The quota', () => {
  it.each<[string, Partial<CapCase>, object]>([
    [
      'is never more than the candidates',
      { counts: { candidates: 1, good: 99 } },
      { quota: 1, denominator: 99 },
    ],
    ['is 0 without candidates', { counts: { candidates: 0, good: 50 } }, { quota: 0, denominator: 50 }],
    [
      'counts the COMPLETED in ALL_RATED',
      {
        counts: { candidates: 3, good: 2, completed: 4, notCompleted: 1 },
        cap: { denominator: 'ALL_RATED' },
      },
      { quota: 2, denominator: 10, warnings: ['NON_STANDARD'] },
    ],
    [
      'takes 25 % with a decision',
      {
        counts: candidates(10),
        cap: { exceptional: { ratio: '0.25', decisionNo: '12-QĐ/TU' }, denominator: 'GOOD_OR_BETTER' },
      },
      { quota: 3, refused: null },
    ],
    [
      'takes the ratio of the policy for a decision that names none',
      { counts: candidates(100), cap: { exceptional: { decisionNo: '12-QĐ/TU' } } },
      { quota: 20 },
    ],
    [
      'is refused without the decision',
      { counts: candidates(10), cap: { exceptional: { ratio: '0.25' } } },
      { quota: null, denominator: null, otherReading: null, refused: 'DECISION_MISSING' },
    ],
    [
      'is refused with an empty decision',
      { members: [member('u1')], cap: { exceptional: { ratio: '0.25', decisionNo: ' ' } } },
      { quota: null, proposed: [], tie: null, refused: 'DECISION_MISSING' },
    ],
    [
      'is refused above what a decision may allow',
      { counts: candidates(10), cap: { exceptional: { ratio: '0.30', decisionNo: '1' } } },
      { quota: null, refused: 'RATIO_ABOVE_EXCEPTIONAL' },
    ],
    [
      'warns of an ordinary ratio above the policy',
      { counts: candidates(10), cap: { ratio: '0.25' } },
      { quota: 2, warnings: ['ABOVE_POLICY_RATIO'] },
    ],
    ['warns of a small group', { counts: { candidates: 2, good: 2 } }, { warnings: ['SMALL_GROUP'] }],
    ['does not warn at the least size', { counts: { candidates: 2, good: 3 } }, { warnings: [] }],
    [
      'warns of members nobody has decided',
      { members: [...many(9), member('u1'), member('u2', { level: 'UNDETERMINED' })] },
      { quota: 1, denominator: 9, warnings: ['UNDETERMINED_MEMBERS'] },
    ],
  ])('%s', (_what, given, wanted) => {
    expect(cap(given)).toMatchObject(wanted);
  });

  it('is the largest that fits, by trying them all', () => {
    const ratio = fc.integer({ min: 0, max: 100 }).map((percent) => (percent / 100).toFixed(2));
    const count = fc.integer({ min: 0, max: 60 });
    const denominator = fc.constantFrom(
      'GOOD_ONLY' as const,
      'GOOD_OR_BETTER' as const,
      'ALL_RATED' as const,
    );
    fc.assert(
      fc.property(ratio, count, count, count, denominator, fc.boolean(), (r, c, good, completed, of, up) => {
        const rounding = up ? 'HALF_UP' : 'FLOOR';
        const { quota } = cap({
          counts: { candidates: c, good, completed, notCompleted: 0 },
          cap: { ratio: r, denominator: of, rounding },
        });
        const percent = Math.round(Number(r) * 100);
        const fits = (e: number) => {
          const den = { GOOD_ONLY: good + c - e, GOOD_OR_BETTER: good + c, ALL_RATED: good + c + completed }[
            of
          ];
          return e <= Math.floor((percent * den + (up ? 50 : 0)) / 100);
        };
        const best = Array.from({ length: c + 1 }, (_, e) => e).findLast(fits);
        expect(quota).toBe(best);
      }),
      { numRuns: 60 },
    );
  }, 30_000);
});

describe('The ranking', () => {
  const ten = many(8);
  it.each<[string, CapMember[], { proposed: string[]; tie: object | null }]>([
    ['by score', [member('u1'), member('u2', { score: '96' })], { proposed: ['u2', 'u1'], tie: null }],
    [
      'then by B1',
      [member('u1', { b1: '22.5' }), member('u2'), member('u3', { score: '91' })],
      { proposed: ['u2', 'u1'], tie: null },
    ],
    [
      'then by fewer extensions',
      [member('u1', { extensions: 2 }), member('u2', { extensions: 1 }), member('u3', { score: '91' })],
      { proposed: ['u2', 'u1'], tie: null },
    ],
    ['equals that all fit', [member('u2'), member('u1')], { proposed: ['u1', 'u2'], tie: null }],
    [
      'equals at the line are left to the authority',
      [member('u1', { score: '99' }), member('u3'), member('u2')],
      { proposed: ['u1'], tie: { places: 1, among: ['u2', 'u3'] } },
    ],
    [
      'three equals for two places',
      [member('u1'), member('u3'), member('u2')],
      { proposed: [], tie: { places: 2, among: ['u1', 'u2', 'u3'] } },
    ],
    [
      'equal as the policy compares',
      [
        member('u1', { score: '95.004' }),
        member('u2', { score: '95.00' }),
        member('u3', { score: '94.996' }),
      ],
      { proposed: [], tie: { places: 2, among: ['u1', 'u2', 'u3'] } },
    ],
    [
      '10 is more than 9, not a text',
      [member('u1', { score: '9.5' }), member('u2', { score: '10' }), member('u3', { score: '100' })],
      { proposed: ['u3', 'u2'], tie: null },
    ],
    [
      'an unknown B1 separates nobody',
      [member('u1', { b1: undefined }), member('u2', { b1: '10' }), member('u3')],
      { proposed: [], tie: { places: 2, among: ['u1', 'u2', 'u3'] } },
    ],
    [
      'an unknown score ranks nobody',
      [member('u1', { score: null }), member('u2'), member('u3')],
      { proposed: [], tie: { places: 2, among: ['u1', 'u2', 'u3'] } },
    ],
  ])('%s', (_what, best, wanted) => {
    expect(cap({ members: [...best, ...ten] })).toMatchObject({ quota: 2, ...wanted });
  });

  it('does not depend on the order of the members, and never proposes more than the quota', () => {
    const one = fc.record({
      score: fc.constantFrom('90', '91', '92'),
      b1: fc.constantFrom('10', '20'),
      extensions: fc.nat(2),
      level: fc.constantFrom('EXCELLENT' as const, 'GOOD' as const),
    });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 25 }), fc.nat(), (all, turn) => {
        const members = all.map((each, index) => ({ id: `u${index}`, ...each }));
        const by = members.length === 0 ? 0 : turn % members.length;
        const result = cap({ members });
        expect(cap({ members: [...members.slice(by), ...members.slice(0, by)].reverse() })).toEqual(result);
        const { quota, proposed, tie } = result;
        expect(proposed.length + (tie?.places ?? 0)).toBe(quota);
        expect(proposed.filter((id) => tie?.among.includes(id))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  }, 30_000);
});

describe('An impossible group', () => {
  it.each<[string, Partial<CapCase>]>([
    ['/members', {}],
    ['/counts', { members: [member('u1')], counts: candidates(1) }],
    ['/members/1/id', { members: [member('u1'), member('u1')] }],
    ['/counts/candidates', { counts: { good: 3 } }],
    ['/counts/completed', { counts: { candidates: 1, good: 3 }, cap: { denominator: 'ALL_RATED' } }],
    ['/cap/ratio', { counts: candidates(3), cap: { ratio: '1.01' } }],
  ])('is refused at %s', (path, given) => {
    expect(() => cap(given)).toThrow(expect.objectContaining({ details: expect.objectContaining({ path }) }));
  });

  it('so is a policy without a cap', () => {
    expect(() => cap({ counts: candidates(3) }, 'GENERIC-AUDIT')).toThrow(
      expect.objectContaining({ code: 'no-cap' }),
    );
  });
});
