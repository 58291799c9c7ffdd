import { describe, expect, it } from '@jest/globals';
import type { Level } from './level.ts';
import { VN_124_2023 } from './presets/vn-124-2023.ts';
import type { RatingFacts } from './rating-facts.ts';
import type { Grade } from './rating-policy.ts';
import type { Outcome } from './rating-result.ts';
import { conclusion, discipline, finding, open, outcomeOf, rate, tasks } from './test-ratings.ts';

const asked = { policy: 'VN-124-2023', year: 2023 };
const codes = VN_124_2023.gradedCriteria;
const grades = (result: Grade, others: Grade = 'T'): Record<string, Grade> =>
  Object.fromEntries(codes.map(({ code, isResult }) => [code, isResult ? result : others]));
const targets = (done: number, exceeded = done, keyMissed = false) => ({
  assigned: 10,
  done,
  exceeded,
  keyMissed,
});
const subordinates = (disciplined: number) =>
  ['s1', 's2', 's3', 's4', 's5'].map((id, index) => ({
    id,
    level: 'GOOD' as const,
    disciplined: index < disciplined,
  }));
const best: RatingFacts = {
  grades: grades('XS'),
  targets: targets(10, 5),
  tasks: tasks(20),
  discipline: [],
  subordinates: subordinates(0),
};
const in2023 = { on: '2023-05-20' };

describe('Regulation 124', () => {
  it.each<[string, RatingFacts, Level, Record<string, Outcome>?]>([
    [
      'all conditions of EXCELLENT',
      {},
      'EXCELLENT',
      { GRADES: 'PASSED', RESULT_GRADES: 'PASSED', EXCEED_RATIO: 'PASSED' },
    ],
    ['a result only Tốt', { grades: grades('T') }, 'UNDETERMINED', { RESULT_GRADES: 'FAILED', HOLE: 'HOLE' }],
    ['another criterion Trung bình', { grades: grades('XS', 'TB') }, 'UNDETERMINED', { GRADES: 'FAILED' }],
    ['any criterion Kém', { grades: grades('XS', 'K') }, 'NOT_COMPLETED', { GRADE_K: 'FIRED' }],
    ['less than half exceeded', { targets: targets(10, 4) }, 'UNDETERMINED', { EXCEED_RATIO: 'FAILED' }],
    ['one task late', { tasks: tasks(20, 20, 19) }, 'UNDETERMINED', { LATE: 'FAILED' }],
    [
      'one task not done',
      { tasks: tasks(20, 19) },
      'UNDETERMINED',
      { TASKS_DONE: 'FAILED', HOLE_COMPLETION: 'HOLE' },
    ],
    [
      'DQ-1: the collective disciplined',
      { discipline: [discipline('d1', { of: 'LEADERSHIP_COLLECTIVE', ...in2023 })] },
      'NOT_COMPLETED',
      { 'DQ-1': 'FIRED' },
    ],
    [
      'DQ-1: a member alone is not the collective',
      { discipline: [discipline('d1', in2023)] },
      'EXCELLENT',
      { 'DQ-1': 'CLEAR' },
    ],
    [
      'DQ-1: exactly 20 % of the subordinates',
      { subordinates: subordinates(1) },
      'EXCELLENT',
      { 'DQ-1': 'CLEAR' },
    ],
    ['DQ-1: more than 20 %', { subordinates: subordinates(2) }, 'NOT_COMPLETED', { 'DQ-1': 'FIRED' }],
    ['DQ-4', { conclusions: [conclusion('c1', in2023)] }, 'NOT_COMPLETED', { 'DQ-4': 'FIRED' }],
    [
      'DQ-5: under half and a key target missed',
      { targets: targets(4, 4, true) },
      'NOT_COMPLETED',
      { 'DQ-5': 'FIRED' },
    ],
    [
      'DQ-5: under half, no key target missed',
      { targets: targets(4, 4) },
      'UNDETERMINED',
      { 'DQ-5': 'CLEAR' },
    ],
    ['DQ-5: exactly half', { targets: targets(5, 5, true) }, 'EXCELLENT', { 'DQ-5': 'CLEAR' }],
    [
      'DQ-7: corruption',
      { conclusions: [conclusion('c1', { kind: 'CORRUPTION', ...in2023 })] },
      'NOT_COMPLETED',
      { 'DQ-7': 'FIRED' },
    ],
    [
      'DQ-7: self-detected and remedied',
      {
        conclusions: [
          conclusion('c1', { kind: 'CORRUPTION', selfDetected: true, remedied: true, ...in2023 }),
        ],
      },
      'EXCELLENT',
      { 'DQ-7': 'CLEAR' },
    ],
    [
      'DQ-7: self-detected, not remedied',
      {
        conclusions: [
          conclusion('c1', { kind: 'CORRUPTION', selfDetected: true, remedied: false, ...in2023 }),
        ],
      },
      'NOT_COMPLETED',
      { 'DQ-7': 'FIRED' },
    ],
    ['no grades', { grades: undefined }, 'UNDETERMINED', { INSUFFICIENT: 'HOLE' }],
    ['one grade missing', { grades: { REMEDIATION: 'XS' } }, 'UNDETERMINED', { INSUFFICIENT: 'HOLE' }],
    [
      'one grade missing, another Kém',
      { grades: { REMEDIATION: 'K' } },
      'NOT_COMPLETED',
      { GRADE_K: 'FIRED' },
    ],
  ])('%s', (_what, facts, level, reasons = {}) => {
    const result = rate({ ...best, ...facts }, asked);
    expect(result.level).toBe(level);
    for (const [code, outcome] of Object.entries(reasons))
      expect([code, outcomeOf(result, code)]).toEqual([code, outcome]);
  });

  it('shows the points of a local sheet, and lets them decide nothing', () => {
    expect(rate({ ...best, score: '12.5' }, asked)).toMatchObject({
      score: '12.50',
      band: null,
      level: 'EXCELLENT',
    });
  });

  it('takes conditions of GOOD from a clone', () => {
    const [first] = VN_124_2023.conditions;
    if (first === undefined) throw new Error('no condition');
    const good = { ...first, code: 'GOOD_GRADES', levels: ['GOOD' as const] };
    const policy = { ...VN_124_2023, code: 'LOCAL-124', conditions: [...VN_124_2023.conditions, good] };
    expect(rate({ ...best, grades: grades('T') }, { policy, year: 2023 }).level).toBe('GOOD');
  });
});

describe('GENERIC-AUDIT', () => {
  it('rates nobody and counts what audit bodies count', () => {
    const findings = [
      finding('f1', { severity: 'HIGH' }),
      finding('f2', { verification: 'PARTIAL' }),
      open('f3', { due: '2025-06-30', severity: 'LOW', repeats: 'f0' }),
      open('f4', { due: '2027-01-31' }),
    ];
    const result = rate({ findings }, { policy: 'GENERIC-AUDIT' });
    expect(result).toMatchObject({
      score: null,
      band: null,
      level: 'NOT_RATED',
      parts: [],
      insufficient: [],
      carriedOver: ['f4'],
    });
    expect(metricsCodes(result)).toEqual({
      IMPLEMENTED: { count: '1/3', share: '0.3333' },
      IN_PART: { count: '1/3', share: '0.3333' },
      OPEN: { HIGH: '0', MEDIUM: '1', LOW: '1' },
      OVERDUE_DAYS: { '0-30': '0', '31-90': '0', '91-180': '0', '181-365': '1', 'over-365': '1' },
      REPEATED: { count: '1/4' },
    });
  });
});

const metricsCodes = ({ reasons }: ReturnType<typeof rate>) =>
  Object.fromEntries(
    reasons.filter(({ step }) => step === 'SCORE').map(({ code, values }) => [code, values]),
  );
