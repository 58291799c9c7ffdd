import { describe, expect, it } from '@jest/globals';
import { action, finding, open, step } from '@dondoc/domain/rating/test-ratings.ts';
import { ask, expectRow, measured, type Row } from './test-derived.ts';

describe('Points that are worked out', () => {
  it.each<Row>([
    ['nothing lost', measured, 'EXCELLENT', '100.00', 'PROPOSAL CLEAR'],
    [
      'HIGH PARTIAL, LOW open: 30 x 1.5/4 = 11.25',
      {
        ...measured,
        findings: [
          finding('f1', { severity: 'HIGH', verification: 'PARTIAL' }),
          open('f2', { severity: 'LOW' }),
        ],
      },
      'GOOD',
      '81.25',
      'DQ-6 FIRED',
    ],
    [
      'one third of the weight: 10.00 of B1',
      { ...measured, findings: [finding('f1', { severity: 'LOW' }), open('f2')] },
      'GOOD',
      '80.00',
    ],
    [
      'no findings due: B2, B3, B4 share 70 as 15:15:10; one delay of B2 costs 26.25 x 0.25',
      { ...measured, findings: [], actions: [action('a1', { lateTimes: 1 })] },
      'EXCELLENT',
      '93.44',
      'B1_EMPTY EXCLUDED',
      'RESCALED EXCLUDED',
    ],
    [
      'no findings and no actions: B3 and B4 share 70 as 15:10; c = 0.5 costs 42/6',
      { ...measured, findings: [], actions: [], results: { a: '1', b: '1', c: '0.5' } },
      'EXCELLENT',
      '93.00',
      'B2_EMPTY EXCLUDED',
    ],
    [
      'the only action has an objective cause: B2 is empty',
      { ...measured, actions: [action('a1', { doneOn: null, objectiveCause: { decisionNo: '3' } })] },
      'EXCELLENT',
      '100.00',
      'OBJECTIVE_CAUSE EXEMPTED',
      'B2_EMPTY EXCLUDED',
    ],
    [
      'an objective cause is said also of an action that is no longer due',
      { ...measured, actions: [action('a1'), action('a2', { due: '2027-01-31', doneOn: null })] },
      'EXCELLENT',
      '100.00',
      '!B2_EMPTY',
    ],
    [
      'three delays and one not done: 15 x (0.25 + 0)/2 = 1.875',
      { ...measured, actions: [action('a1', { lateTimes: 3 }), action('a2', { doneOn: null })] },
      'GOOD',
      '86.88',
    ],
    [
      'done after the cut-off is not done',
      { ...measured, actions: [action('a1', { doneOn: '2026-12-15' })] },
      'GOOD',
      '85.00',
    ],
    [
      'a third of quality: 15 x (1 + 0.333 + 1)/3 is not rounded before the sum',
      { ...measured, results: { a: '1', b: '0.333', c: '1' } },
      'EXCELLENT',
      '96.67',
    ],
    [
      'the plan five working days late: half of 4',
      {
        ...measured,
        procedure: [
          step('REVIEW', '2025-12-14', '2025-12-12T10:00:00+07:00'),
          step('PLAN', '2026-01-15', '2026-01-22T10:00:00+07:00'),
          step('REPORT', '2026-06-30', '2026-06-29T10:00:00+07:00'),
        ],
      },
      'EXCELLENT',
      '98.00',
    ],
    [
      'six working days late: nothing of 4',
      {
        ...measured,
        procedure: [
          step('REVIEW', '2025-12-14', '2025-12-12T10:00:00+07:00'),
          step('PLAN', '2026-01-15', '2026-01-23T10:00:00+07:00'),
          step('REPORT', '2026-06-30', '2026-06-29T10:00:00+07:00'),
        ],
      },
      'EXCELLENT',
      '96.00',
    ],
    [
      'five working days across Tết are half',
      { ...measured, procedure: [step('PLAN', '2026-02-12', '2026-02-26T23:59:59+07:00')] },
      'EXCELLENT',
      '95.00',
      'RESCALED EXCLUDED',
    ],
    [
      'two reports, one never came: their mean, 1 of 2',
      {
        ...measured,
        procedure: [
          step('REVIEW', '2025-12-14', '2025-12-12T10:00:00+07:00'),
          step('PLAN', '2026-01-15', '2026-01-14T10:00:00+07:00'),
          step('REPORT', '2026-03-31', null),
          step('REPORT', '2026-06-30', '2026-06-29T10:00:00+07:00'),
        ],
      },
      'EXCELLENT',
      '99.00',
    ],
    [
      'only a report due after the cut-off: B4 is empty and shared out',
      { ...measured, procedure: [step('REPORT', '2026-12-31', null)] },
      'EXCELLENT',
      '100.00',
      'RESCALED EXCLUDED',
    ],
    [
      'G3 with nothing due: plan 1.5 of 3 and no recurrence 2, of 5, on 10',
      {
        ...measured,
        general: {
          G1: '10',
          G2: '10',
          G3: { planQuality: '1.5', itemsVerified: 0, itemsDue: 0, recurrence: false },
        },
      },
      'EXCELLENT',
      '97.00',
      'RESCALED EXCLUDED',
    ],
    [
      'a finding that repeats another takes the 2 points, though nobody said recurrence',
      { ...measured, findings: [finding('f1', { repeats: '2025-f1' })] },
      'EXCELLENT',
      '98.00',
    ],
    [
      'G3 given as a number is not judged a second time (R-15)',
      {
        ...measured,
        general: { G1: '10', G2: '10', G3: '7' },
        findings: [finding('f1', { repeats: '2025-f1' })],
      },
      'EXCELLENT',
      '97.00',
    ],
    ['89.995 by parts is 90.00', { ...measured, general: '19.995' }, 'EXCELLENT', '90.00'],
    [
      'a total from outside leaves the parts alone',
      { ...measured, score: '71.5' },
      'GOOD',
      '71.50',
      'SCORE_GIVEN PASSED',
    ],
    [
      'one part without its fact: no total, no band, no level',
      { ...measured, procedure: undefined },
      'UNDETERMINED',
      null,
      'B4 EXCLUDED',
      'INSUFFICIENT HOLE',
    ],
  ])('%s', (...row) => expectRow(row));

  it('parts and weights add up after every rescaling', () => {
    const { parts } = ask({
      ...measured,
      findings: [],
      actions: [action('a1', { lateTimes: 1 })],
      results: { a: '1', b: '0.333', c: '1' },
    });
    expect(parts.map(({ code, points, of }) => [code, points, of])).toEqual([
      ['G1', '10.00', '10'],
      ['G2', '10.00', '10'],
      ['G3', '10.00', '10'],
      ['B1', '0.00', '0'],
      ['B2', '19.69', '26.25'],
      ['B3', '20.41', '26.25'],
      ['B4', '17.50', '17.50'],
    ]);
  });
});
