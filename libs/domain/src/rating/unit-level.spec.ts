import { describe, expect, it } from '@jest/globals';
import type { Level } from './level.ts';
import type { RatingFacts } from './rating-facts.ts';
import type { Outcome } from './rating-result.ts';
import { conclusion, discipline, excellent, finding, open, outcomeOf, rate, tasks } from './test-ratings.ts';

type Row = [what: string, facts: RatingFacts, level: Level, reasons?: Record<string, Outcome>];
const subordinate = (id: string, level: Level, disciplined = false) => ({ id, level, disciplined });
const exempt = (count: number) =>
  [{ id: 'x1', count, basis: 'FORCE_MAJEURE', decisionNo: '15-QĐ/TU' }] as const;

const judged = ([, facts, level, reasons = {}]: Row) => {
  const result = rate({ ...excellent, ...facts });
  expect(result.level).toBe(level);
  for (const [code, outcome] of Object.entries(reasons))
    expect([code, outcomeOf(result, code)]).toEqual([code, outcome]);
};

describe('Points', () => {
  it.each<Row>([
    ['90 exactly', { score: '90' }, 'EXCELLENT', { BAND: 'PASSED' }],
    ['89.995 rounds up to 90.00', { score: '89.995' }, 'EXCELLENT'],
    ['89.994 rounds down to 89.99', { score: '89.994' }, 'GOOD'],
    ['70 exactly', { score: '70' }, 'GOOD'],
    ['69.99', { score: '69.99' }, 'COMPLETED'],
    ['50 exactly', { score: '50' }, 'COMPLETED'],
    ['49.994', { score: '49.994' }, 'NOT_COMPLETED', { BAND: 'FIRED' }],
    ['nothing at all', { score: '0' }, 'NOT_COMPLETED', { BAND: 'FIRED' }],
    ['the whole scale', { score: '100' }, 'EXCELLENT'],
  ])('%s', (...row) => judged(row));
});

describe('Tasks', () => {
  it.each<Row>([
    [
      '29.9 % exceeded',
      { tasks: tasks(1000, 1000, 1000, 299) },
      'GOOD',
      { EXCEED_RATIO: 'FAILED', DEMOTED: 'DEMOTED' },
    ],
    [
      '30 % exceeded after an exemption',
      { tasks: { ...tasks(11, 10, 10, 3), exempted: exempt(1) } },
      'EXCELLENT',
      { EXEMPTION: 'EXEMPTED' },
    ],
    ['one late', { tasks: tasks(20, 20, 19, 7) }, 'COMPLETED', { LATE: 'FAILED', LATE_RATIO: 'PASSED' }],
    ['exactly 20 % late', { tasks: tasks(20, 20, 16, 7) }, 'COMPLETED', { LATE_RATIO: 'PASSED' }],
    [
      'more than 20 % late',
      { tasks: tasks(20, 20, 15, 7) },
      'UNDETERMINED',
      { LATE_RATIO: 'FAILED', HOLE_LATE: 'HOLE' },
    ],
    [
      'one not done',
      { tasks: tasks(20, 19, 19, 7) },
      'UNDETERMINED',
      { TASKS_DONE: 'FAILED', LATE: 'PASSED', EXCEED_RATIO: 'PASSED', HOLE_COMPLETION: 'HOLE' },
    ],
    [
      'not all done and too late: completion is the hole',
      { tasks: tasks(20, 18, 10, 7) },
      'UNDETERMINED',
      { HOLE_COMPLETION: 'HOLE', HOLE_LATE: 'EXCLUDED' },
    ],
    [
      'exactly 70 % done',
      { tasks: tasks(100, 70) },
      'UNDETERMINED',
      { 'DQ-5': 'CLEAR', HOLE_COMPLETION: 'HOLE' },
    ],
    ['69 % done', { tasks: tasks(100, 69) }, 'NOT_COMPLETED', { 'DQ-5': 'FIRED', TASKS_DONE: 'FAILED' }],
    [
      'an exemption that is not enough',
      { tasks: { ...tasks(100, 60), exempted: exempt(10) } },
      'NOT_COMPLETED',
      { 'DQ-5': 'FIRED', EXEMPTION: 'EXEMPTED' },
    ],
    [
      'an exemption up to exactly 70 %',
      { tasks: { ...tasks(100, 63), exempted: exempt(10) } },
      'UNDETERMINED',
      { 'DQ-5': 'CLEAR', HOLE_COMPLETION: 'HOLE' },
    ],
    ['nothing assigned', { tasks: tasks(0) }, 'UNDETERMINED', { 'DQ-5': 'EXCLUDED', INSUFFICIENT: 'HOLE' }],
    [
      'everything exempted',
      { tasks: { ...tasks(5, 0), exempted: exempt(5) } },
      'UNDETERMINED',
      { INSUFFICIENT: 'HOLE' },
    ],
    [
      'points of COMPLETED ask for no punctuality beyond 20 %',
      { score: '55', tasks: tasks(20, 20, 17) },
      'COMPLETED',
      { LATE: 'EXCLUDED', EXCEED_RATIO: 'EXCLUDED' },
    ],
    [
      'points of COMPLETED, too late',
      { score: '55', tasks: tasks(20, 20, 10) },
      'UNDETERMINED',
      { HOLE_LATE: 'HOLE' },
    ],
    [
      'points of GOOD ask for no exceeding',
      { score: '80', tasks: tasks(20) },
      'GOOD',
      { EXCEED_RATIO: 'EXCLUDED' },
    ],
    [
      'too few points outweigh every task done',
      { score: '40' },
      'NOT_COMPLETED',
      { TASKS_DONE: 'EXCLUDED', 'DQ-5': 'CLEAR' },
    ],
  ])('%s', (...row) => judged(row));
});

describe('Ceilings and triggers', () => {
  it.each<Row>([
    [
      'DQ-2: the collective itself',
      { discipline: [discipline('d1', { of: 'LEADERSHIP_COLLECTIVE' })] },
      'GOOD',
      { 'DQ-2': 'FIRED', DEMOTED: 'DEMOTED' },
    ],
    [
      'DQ-2: a subordinate unit by decision',
      { discipline: [discipline('d1', { of: 'SUBORDINATE_UNIT' })] },
      'GOOD',
      { 'DQ-2': 'FIRED' },
    ],
    [
      'DQ-2: a subordinate unit said to be disciplined',
      { subordinates: [subordinate('s1', 'GOOD', true)] },
      'GOOD',
      { 'DQ-2': 'FIRED', 'DQ-3': 'CLEAR' },
    ],
    [
      'DQ-3: a subordinate unit not completed',
      { subordinates: [subordinate('s1', 'NOT_COMPLETED')] },
      'GOOD',
      { 'DQ-3': 'FIRED', 'DQ-2': 'CLEAR' },
    ],
    [
      'DQ-3: a subordinate unit not decided yet',
      { subordinates: [subordinate('s1', 'UNDETERMINED')] },
      'UNDETERMINED',
      { INSUFFICIENT: 'HOLE' },
    ],
    ['no subordinate units', { subordinates: [] }, 'EXCELLENT'],
    [
      'DQ-6: a finding verified in part',
      { findings: [finding('f1', { verification: 'PARTIAL' })] },
      'GOOD',
      { 'DQ-6': 'FIRED' },
    ],
    [
      'DQ-6: a finding whose remedy was rejected',
      { findings: [open('f1', { verification: 'REJECTED' })] },
      'GOOD',
      { 'DQ-6': 'FIRED' },
    ],
    ['no findings', { findings: [] }, 'EXCELLENT', { 'DQ-6': 'CLEAR' }],
    [
      'a finding that cannot be remedied, by decision',
      { findings: [open('f1', { notRemediable: { decisionNo: '7-QĐ', on: '2026-12-14' } })] },
      'EXCELLENT',
      { NOT_REMEDIABLE: 'EXEMPTED', 'DQ-6': 'CLEAR' },
    ],
    [
      '… decided after the cut-off',
      { findings: [open('f1', { notRemediable: { decisionNo: '7-QĐ', on: '2026-12-15' } })] },
      'GOOD',
      { 'DQ-6': 'FIRED' },
    ],
    [
      'DQ-4: factionalism',
      { conclusions: [conclusion('c1', { kind: 'FACTIONALISM' })] },
      'NOT_COMPLETED',
      { 'DQ-4': 'FIRED' },
    ],
    [
      'DQ-4: wrongdoing in personnel work',
      { conclusions: [conclusion('c1', { kind: 'PERSONNEL_WRONGDOING' })] },
      'NOT_COMPLETED',
      { 'DQ-4': 'FIRED' },
    ],
    [
      'DQ-4 is not excused by own detection',
      { conclusions: [conclusion('c1', { selfDetected: true, remedied: true })] },
      'NOT_COMPLETED',
      { 'DQ-4': 'FIRED' },
    ],
    [
      'a concluded corruption case is no trigger of 366/335',
      { conclusions: [conclusion('c1', { kind: 'CORRUPTION' })] },
      'EXCELLENT',
      { 'DQ-4': 'CLEAR' },
    ],
    ['no conclusions known', { conclusions: undefined }, 'EXCELLENT', { 'DQ-4': 'CLEAR' }],
    [
      'everything at once is told',
      {
        conclusions: [conclusion('c1')],
        tasks: tasks(100, 60),
        findings: [open('f1')],
        discipline: [discipline('d1')],
      },
      'NOT_COMPLETED',
      {
        'DQ-4': 'FIRED',
        'DQ-5': 'FIRED',
        'DQ-2': 'FIRED',
        'DQ-6': 'FIRED',
        TASKS_DONE: 'FAILED',
        EXCEED_RATIO: 'FAILED',
      },
    ],
    [
      'a ceiling says nothing against points of GOOD',
      { score: '80', findings: [open('f1')] },
      'GOOD',
      { 'DQ-6': 'FIRED' },
    ],
  ])('%s', (...row) => judged(row));

  it('demote once, and name every cause', () => {
    const result = rate({ ...excellent, tasks: tasks(20), findings: [open('f1')] });
    const said = result.reasons.filter(({ code }) => code === 'DEMOTED');
    expect(said.map(({ values }) => values)).toEqual([
      { because: 'EXCEED_RATIO, DQ-6', from: 'EXCELLENT', to: 'GOOD' },
    ]);
  });
});

describe('What is absent (R-14)', () => {
  it.each<[string, keyof RatingFacts, string, Level]>([
    ['EXCELLENT needs tasks', 'tasks', '95', 'UNDETERMINED'],
    ['EXCELLENT needs findings', 'findings', '95', 'UNDETERMINED'],
    ['EXCELLENT needs discipline', 'discipline', '95', 'UNDETERMINED'],
    ['EXCELLENT needs subordinates', 'subordinates', '95', 'UNDETERMINED'],
    ['GOOD needs tasks', 'tasks', '80', 'UNDETERMINED'],
    ['COMPLETED needs tasks', 'tasks', '60', 'UNDETERMINED'],
    ['too few points need nothing more', 'tasks', '40', 'NOT_COMPLETED'],
  ])('%s', (_what, fact, score, level) => {
    const result = rate({ ...excellent, score, [fact]: undefined });
    expect([result.level, result.insufficient]).toEqual([level, [fact]]);
  });

  it('blocks no level that does not depend on it', () => {
    const { level, insufficient } = rate({ score: '80', tasks: tasks(20) });
    expect([level, insufficient]).toEqual(['GOOD', []]);
    expect(rate({ ...excellent, tasks: tasks(20), findings: undefined }).level).toBe('GOOD');
    expect(rate({ conclusions: [conclusion('c1')] }).level).toBe('NOT_COMPLETED');
  });

  it('gives nothing but questions for a case without facts', () => {
    const result = rate({});
    expect(result).toMatchObject({ score: null, band: null, level: 'UNDETERMINED' });
    expect(result.insufficient).toEqual([
      'general',
      'findings',
      'actions',
      'results',
      'procedure',
      'tasks',
      'discipline',
      'subordinates',
    ]);
  });
});
