import { describe, expect, it } from '@jest/globals';
import type { Level } from './level.ts';
import type { RatingFacts, Subject } from './rating-facts.ts';
import type { Role } from './rating-policy.ts';
import type { Outcome } from './rating-result.ts';
import { conclusion, discipline, outcomeOf, rate, staff, tasks } from './test-ratings.ts';

const policy = 'VN-PERSON-335';
const person = (role: Role, more: { serviceMonths?: number; unitLevel?: Level } = {}): Subject => ({
  kind: 'PERSON',
  id: 'p1',
  role,
  serviceMonths: 12,
  ...more,
});
const head = (unitLevel?: Level) => person('HEAD', unitLevel === undefined ? {} : { unitLevel });
type Row = [
  what: string,
  subject: Subject,
  facts: RatingFacts,
  level: Level,
  reasons?: Record<string, Outcome>,
];

describe('A person', () => {
  it.each<Row>([
    ['needs no tasks', staff(), { score: '95' }, 'EXCELLENT'],
    ['has no task condition', staff(), { score: '95', tasks: tasks(20, 17) }, 'EXCELLENT'],
    ['with exactly six months is rated', staff(6), { score: '75' }, 'GOOD', { 'DQ-12': 'CLEAR' }],
    ['with five is not', staff(5), { score: '95' }, 'NOT_RATED', { 'DQ-12': 'FIRED' }],
    [
      'with five is not, whatever was concluded',
      staff(5),
      { score: '95', conclusions: [conclusion('c1')] },
      'NOT_RATED',
      { 'DQ-4': 'FIRED' },
    ],
    [
      'of unknown service',
      { kind: 'PERSON', id: 'p1', role: 'STAFF' },
      { score: '95' },
      'UNDETERMINED',
      { INSUFFICIENT: 'HOLE' },
    ],
    [
      'with concluded disunity',
      staff(),
      { score: '95', conclusions: [conclusion('c1')] },
      'NOT_COMPLETED',
      { 'DQ-4': 'FIRED' },
    ],
    [
      'disciplined for duty',
      staff(),
      { score: '95', discipline: [discipline('d1', { of: 'SELF', dutyRelated: true })] },
      'NOT_COMPLETED',
      { DUTY_DISCIPLINE: 'FIRED' },
    ],
    [
      'disciplined for something else',
      staff(),
      { score: '95', discipline: [discipline('d1', { of: 'SELF', dutyRelated: false })] },
      'EXCELLENT',
      { DUTY_DISCIPLINE: 'CLEAR' },
    ],
    [
      'disciplined, counted last year',
      staff(),
      { score: '95', discipline: [discipline('d1', { of: 'SELF' })], countedViolations: ['v-d1'] },
      'EXCELLENT',
      { 'DQ-11': 'EXCLUDED' },
    ],
    ['below 50 points', staff(), { score: '49' }, 'NOT_COMPLETED', { BAND: 'FIRED' }],
    [
      'a leader with a lost quarter',
      person('LEADER'),
      { score: '95', quarters: ['GOOD', 'NOT_COMPLETED'] },
      'GOOD',
      { 'DQ-10': 'FIRED', DEMOTED: 'DEMOTED' },
    ],
    [
      'a leader with good quarters',
      person('LEADER'),
      { score: '95', quarters: ['GOOD', 'COMPLETED', 'GOOD', 'GOOD'] },
      'EXCELLENT',
      { 'DQ-10': 'CLEAR' },
    ],
    ['staff with a lost quarter', staff(), { score: '95', quarters: ['NOT_COMPLETED'] }, 'EXCELLENT'],
  ])('%s', (_what, subject, facts, level, reasons = {}) => {
    const result = rate(facts, { subject, policy });
    expect(result.level).toBe(level);
    for (const [code, outcome] of Object.entries(reasons))
      expect([code, outcomeOf(result, code)]).toEqual([code, outcome]);
  });
});

describe('A head and the unit (DQ-8)', () => {
  it.each<[Level | undefined, string, Level, Outcome | undefined]>([
    ['EXCELLENT', '95', 'EXCELLENT', 'CLEAR'],
    ['GOOD', '95', 'GOOD', 'FIRED'],
    ['COMPLETED', '95', 'COMPLETED', 'FIRED'],
    ['NOT_COMPLETED', '95', 'NOT_COMPLETED', 'FIRED'],
    ['GOOD', '75', 'GOOD', 'CLEAR'],
    ['EXCELLENT', '55', 'COMPLETED', 'CLEAR'],
    ['UNDETERMINED', '95', 'UNDETERMINED', 'EXCLUDED'],
    [undefined, '95', 'UNDETERMINED', 'EXCLUDED'],
    [undefined, '40', 'NOT_COMPLETED', undefined],
  ])('unit %s, %s points: %s', (unitLevel, score, level, outcome) => {
    const result = rate({ score }, { subject: head(unitLevel), policy });
    expect([result.level, outcomeOf(result, 'DQ-8')]).toEqual([level, outcome]);
    expect(outcomeOf(result, 'HEAD_CAPPED')).toBe(outcome === 'FIRED' ? 'DEMOTED' : undefined);
    expect(result.insufficient).toEqual(outcome === 'EXCLUDED' ? ['unitLevel'] : []);
  });

  it('does not bind whoever only leads', () => {
    expect(rate({ score: '95' }, { subject: person('LEADER', { unitLevel: 'GOOD' }), policy }).level).toBe(
      'EXCELLENT',
    );
  });
});

describe('The points of a person', () => {
  const six = { a: '0.90', b: '0.85', c: '0.80', d: '1', dd: '0.5', e: '1' };
  it.each<[string, Subject, RatingFacts, string | null]>([
    ['staff, Form 01 in three', staff(), { general: { G1: '9', G2: '9', G3: '9.5' }, results: six }, '87.00'],
    ['a head is measured like a leader', head('GOOD'), { general: '27.5', results: six }, '86.42'],
    ['a leader without d', person('LEADER'), { general: '27.5', results: { a: '1', b: '1', c: '1' } }, null],
    ['no general points', staff(), { results: six }, null],
  ])('%s', (_what, subject, facts, score) => {
    expect(rate(facts, { subject, policy }).score).toBe(score);
  });
});
