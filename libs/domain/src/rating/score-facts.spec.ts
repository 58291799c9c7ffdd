import { describe, expect, it } from '@jest/globals';
import type { RatingFacts } from './rating-facts.ts';
import { action, finding, measured, open, outcomeOf, partOf, rate } from './test-ratings.ts';

type Parts = Record<string, [points: string, of: string]>;
const G3 = { planQuality: '3', itemsVerified: 4, itemsDue: 5, recurrence: false };
const report = (due: string, on: string | null) => ({
  what: 'REPORT' as const,
  due: `${due}T23:59:59+07:00`,
  on: on === null ? null : `${on}T10:00:00+07:00`,
});
const [review, plan, report1, ...none] = measured.procedure ?? [];
if (review === undefined || plan === undefined || report1 === undefined || none.length > 0)
  throw new Error('The measured unit has three steps.');

function scores([, facts, score, parts]: [string, RatingFacts, string | null, Parts]) {
  const result = rate({ ...measured, ...facts });
  expect(result.score).toBe(score);
  for (const [code, [points, of]] of Object.entries(parts))
    expect([code, partOf(result, code)]).toMatchObject([code, { points, of }]);
}

describe('Findings (B1)', () => {
  it.each<[string, RatingFacts, string | null, Parts]>([
    [
      'in part is half',
      { findings: [finding('f1', { verification: 'PARTIAL' })] },
      '82.00',
      { B1: ['15.00', '30'] },
    ],
    [
      'rejected is nothing',
      { findings: [open('f1', { verification: 'REJECTED' })] },
      '67.00',
      { B1: ['0.00', '30'] },
    ],
    [
      'severities weigh 3, 2, 1',
      { findings: [finding('f1', { severity: 'HIGH' }), open('f2', { severity: 'LOW' })] },
      '89.50',
      { B1: ['22.50', '30'] },
    ],
    [
      'a third, exact until it is shown',
      { findings: [finding('f1', { severity: 'LOW' }), open('f2', { severity: 'MEDIUM' })] },
      '77.00',
      { B1: ['10.00', '30'] },
    ],
    [
      'not due is not counted',
      { findings: [finding('f1'), open('f2', { due: '2026-12-15' })] },
      '97.00',
      { B1: ['30.00', '30'] },
    ],
    [
      'taken out by decision',
      { findings: [finding('f1'), open('f2', { notRemediable: { decisionNo: '1', on: '2026-09-01' } })] },
      '97.00',
      { B1: ['30.00', '30'] },
    ],
    [
      'none: 30 points go to B2, B3, B4 in proportion',
      { findings: [] },
      '97.00',
      { B1: ['0.00', '0'], B2: ['26.25', '26.25'], B3: ['26.25', '26.25'], B4: ['17.50', '17.50'] },
    ],
  ])('%s', (...row) => scores(row));
});

describe('Actions (B2)', () => {
  it.each<[string, RatingFacts, string | null, Parts]>([
    [
      'a delay costs a quarter',
      { actions: [action('a1', { lateTimes: 1 })] },
      '93.25',
      { B2: ['11.25', '15'] },
    ],
    ['four delays cost all', { actions: [action('a1', { lateTimes: 4 })] }, '82.00', { B2: ['0.00', '15'] }],
    ['five cost no more', { actions: [action('a1', { lateTimes: 5 })] }, '82.00', { B2: ['0.00', '15'] }],
    [
      'not done is nothing',
      { actions: [action('a1'), action('a2', { doneOn: null })] },
      '89.50',
      { B2: ['7.50', '15'] },
    ],
    [
      'done after the cut-off is not done',
      { actions: [action('a1', { doneOn: '2026-12-15' })] },
      '82.00',
      { B2: ['0.00', '15'] },
    ],
    [
      'done on the last day',
      { actions: [action('a1', { due: '2026-12-14', doneOn: '2026-12-14' })] },
      '97.00',
      { B2: ['15.00', '15'] },
    ],
    [
      'not due is not counted',
      { actions: [action('a1'), action('a2', { due: '2026-12-15', doneOn: null })] },
      '97.00',
      { B2: ['15.00', '15'] },
    ],
    [
      'objective cause is left out',
      { actions: [action('a1'), action('a2', { doneOn: null, objectiveCause: { decisionNo: '9' } })] },
      '97.00',
      { B2: ['15.00', '15'] },
    ],
    [
      'none left by objective cause: the part is empty',
      { actions: [action('a1', { doneOn: null, objectiveCause: { decisionNo: '9' } })] },
      '97.00',
      { B2: ['0.00', '0'], B1: ['38.18', '38.18'], B3: ['19.09', '19.09'], B4: ['12.73', '12.73'] },
    ],
    [
      'B1 and B2 both empty: B3 and B4 carry 70',
      { findings: [], actions: [] },
      '97.00',
      { B3: ['42.00', '42'], B4: ['28.00', '28'] },
    ],
    [
      'only B3 has anything',
      { findings: [], actions: [], procedure: [], results: { a: '0.9', b: '0.9', c: '0.9' } },
      '90.00',
      { B3: ['63.00', '70'] },
    ],
  ])('%s', (...row) => scores(row));

  it('says what was taken out, and which part is empty', () => {
    const result = rate({
      ...measured,
      findings: [],
      actions: [action('a1', { objectiveCause: { decisionNo: '9' } })],
    });
    expect(['B1_EMPTY', 'B2_EMPTY', 'RESCALED'].map((code) => outcomeOf(result, code))).toEqual([
      'EXCLUDED',
      'EXCLUDED',
      'EXCLUDED',
    ]);
    expect(outcomeOf(result, 'OBJECTIVE_CAUSE')).toBe('EXEMPTED');
  });
});

describe('Shares and procedure (B3, B4)', () => {
  it.each<[string, RatingFacts, string | null, Parts]>([
    [
      'the mean of three shares',
      { results: { a: '0.90', b: '0.85', c: '0.80' } },
      '94.75',
      { B3: ['12.75', '15'] },
    ],
    ['a share that is missing', { results: { a: '1', b: '1' } }, null, { B1: ['30.00', '30'] }],
    [
      'a plan five working days late, over a weekend',
      {
        procedure: [
          review,
          { what: 'PLAN', due: '2026-03-06T23:59:59+07:00', on: '2026-03-13T23:59:59+07:00' },
          report1,
        ],
      },
      '95.00',
      { B4: ['8.00', '10'] },
    ],
    [
      'six working days late',
      {
        procedure: [
          review,
          { what: 'PLAN', due: '2026-03-06T23:59:59+07:00', on: '2026-03-16T00:00:00+07:00' },
          report1,
        ],
      },
      '93.00',
      { B4: ['6.00', '10'] },
    ],
    [
      'five working days late over Tết',
      {
        procedure: [
          review,
          { what: 'PLAN', due: '2026-02-13T23:59:59+07:00', on: '2026-02-27T10:00:00+07:00' },
          report1,
        ],
      },
      '95.00',
      { B4: ['8.00', '10'] },
    ],
    [
      'never handed in',
      {
        procedure: [review, { what: 'PLAN', due: '2026-03-06T23:59:59+07:00', on: null }, report1],
      },
      '93.00',
      { B4: ['6.00', '10'] },
    ],
    [
      'in the last second, by another clock',
      { procedure: [{ what: 'REVIEW', due: '2026-03-06T23:59:59+07:00', on: '2026-03-06T16:59:59.900Z' }] },
      '97.00',
      { B4: ['10.00', '10'] },
    ],
    [
      'several reports: the mean',
      {
        procedure: [review, plan, report('2026-03-31', '2026-03-30'), report('2026-06-30', null)],
      },
      '96.00',
      { B4: ['9.00', '10'] },
    ],
    [
      'a report that is not due yet',
      { procedure: [review, plan, report1, report('2026-12-31', null)] },
      '97.00',
      { B4: ['10.00', '10'] },
    ],
    [
      'no report due: its 2 points go to review and plan',
      { procedure: [review, { ...plan, on: null }] },
      '92.00',
      { B4: ['5.00', '10'] },
    ],
    [
      'nothing due: 10 points go to the other parts',
      { procedure: [] },
      '97.00',
      { B1: ['35.00', '35'], B2: ['17.50', '17.50'], B3: ['17.50', '17.50'], B4: ['0.00', '0'] },
    ],
    [
      'handed in after the cut-off is not handed in',
      { procedure: [{ what: 'REPORT', due: '2026-12-14T23:59:59+07:00', on: '2026-12-15T00:00:00+07:00' }] },
      '87.00',
      { B4: ['0.00', '10'] },
    ],
  ])('%s', (...row) => scores(row));
});

describe('General criteria', () => {
  it.each<[string, RatingFacts, string | null, Parts]>([
    ['a total', { general: '27.5' }, '97.50', { GENERAL: ['27.50', '30'] }],
    ['three numbers', { general: { G1: '9.5', G2: '10', G3: '8' } }, '97.50', { G3: ['8.00', '10'] }],
    ['one is missing', { general: { G1: '9.5', G3: '8' } }, null, { G1: ['9.50', '10'] }],
    ['G3 worked out', { general: { G1: '10', G2: '10', G3 } }, '99.00', { G3: ['9.00', '10'] }],
    [
      'nothing due in G3: plan and recurrence carry 10',
      { general: { G1: '10', G2: '10', G3: { ...G3, planQuality: '2', itemsVerified: 0, itemsDue: 0 } } },
      '98.00',
      { G3: ['8.00', '10'] },
    ],
    [
      'recurrence costs 2',
      { general: { G1: '10', G2: '10', G3: { ...G3, recurrence: true } } },
      '97.00',
      { G3: ['7.00', '10'] },
    ],
    [
      'a finding that repeats one is recurrence, once',
      { general: { G1: '10', G2: '10', G3 }, findings: [finding('f1', { repeats: '2025-f3' })] },
      '97.00',
      { G3: ['7.00', '10'] },
    ],
  ])('%s', (...row) => scores(row));
});

describe('A score', () => {
  it('shows parts that add up, where each alone would round away', () => {
    const third = { general: { G1: '9.005', G2: '9.005', G3: '9.005' } };
    const result = rate({ ...measured, ...third });
    expect(result.score).toBe('97.02');
    expect(result.parts.slice(0, 3).map(({ points }) => points)).toEqual(['9.00', '9.01', '9.01']);
  });

  it('from outside stands as it is, without parts', () => {
    expect(rate({ ...measured, score: '81.005' })).toMatchObject({ score: '81.01', parts: [] });
  });

  it('names the proposals it rests on (R-28)', () => {
    expect(rate(measured).reasons.find(({ code }) => code === 'PROPOSAL')?.rule).toBe('R-28');
  });
});
