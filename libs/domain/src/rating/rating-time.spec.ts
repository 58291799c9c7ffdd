import { describe, expect, it } from '@jest/globals';
import { conclusion, discipline, excellent, finding, open, outcomeOf, rate } from './test-ratings.ts';

const SPECIAL = '2027-01-14T23:59:59+07:00';

describe('The cut-off', () => {
  it.each([
    ['verified on its last day', '2026-12-14', undefined, 'EXCELLENT'],
    ['verified on the day after', '2026-12-15', undefined, 'GOOD'],
    ['the same, for a body with a later cut-off', '2026-12-15', SPECIAL, 'EXCELLENT'],
    ['the cut-off in UTC', '2026-12-14', '2026-12-14T16:59:59Z', 'EXCELLENT'],
    ['the midnight after is the same cut-off', '2026-12-15', '2026-12-15T00:00:00+07:00', 'GOOD'],
    ['a clock in New York', '2026-12-14', '2026-12-14T11:59:59-05:00', 'EXCELLENT'],
    ['late in UTC it is already the next day here', '2026-12-15', '2026-12-14T20:00:00Z', 'EXCELLENT'],
  ])('%s', (_what, verifiedOn, cutOff, level) => {
    const facts = { ...excellent, findings: [finding('f1', { verifiedOn })] };
    expect(rate(facts, cutOff === undefined ? {} : { cutOff }).level).toBe(level);
  });

  it.each([
    ['2026-12-14', 'GOOD', []],
    ['2026-12-15', 'EXCELLENT', ['f1']],
  ])('a finding due on %s', (due, level, carriedOver) => {
    const result = rate({ ...excellent, findings: [open('f1', { due })] });
    expect([result.level, result.carriedOver]).toEqual([level, carriedOver]);
  });

  it('must lie in the rating year or the next', () => {
    expect(() => rate(excellent, { cutOff: '2025-12-14T23:59:59+07:00' })).toThrow(
      expect.objectContaining({ details: { path: '/cutOff' } }),
    );
  });
});

describe('One violation counts once, in the rating year of its first decision (DQ-11)', () => {
  const of = (...on: string[]) =>
    on.map((day, index) => discipline(`d${index + 1}`, { violation: 'v1', on: day }));
  it.each([
    ['decided after the cut-off: it is of the next year', 2026, of('2026-12-15'), 'EXCELLENT', 'CLEAR'],
    ['that next year', 2027, of('2026-12-15'), 'GOOD', 'CLEAR'],
    ['on the last day of the year before', 2026, of('2025-12-14'), 'EXCELLENT', 'EXCLUDED'],
    ['on the first day of this one', 2026, of('2025-12-15'), 'GOOD', 'CLEAR'],
    ['two decisions in one year', 2026, of('2026-03-01', '2026-04-01'), 'GOOD', 'CLEAR'],
    ['first this year, again next year', 2026, of('2026-03-01', '2027-04-01'), 'GOOD', 'CLEAR'],
    [
      'first this year, again next year: next year',
      2027,
      of('2026-03-01', '2027-04-01'),
      'EXCELLENT',
      'EXCLUDED',
    ],
  ] as const)('%s', (_what, year, decisions, level, once) => {
    const result = rate({ ...excellent, findings: [], discipline: decisions }, { year });
    expect([result.level, outcomeOf(result, 'DQ-11')]).toEqual([level, once]);
  });

  it('counts another violation all the same', () => {
    const both = [...of('2025-05-01'), discipline('d9', { violation: 'v9' })];
    const result = rate({ ...excellent, discipline: both });
    expect(result.level).toBe('GOOD');
    expect(result.reasons.find(({ code }) => code === 'DQ-2')?.evidence).toEqual(['d9']);
  });

  it('begins the year of a body with a later cut-off a month later', () => {
    const facts = { ...excellent, discipline: of('2026-01-10') };
    expect([rate(facts).level, rate(facts, { cutOff: SPECIAL }).level]).toEqual(['GOOD', 'EXCELLENT']);
  });
});

describe('A conclusion', () => {
  it.each([
    ['2025-12-14', 'EXCELLENT'],
    ['2025-12-15', 'NOT_COMPLETED'],
    ['2026-12-14', 'NOT_COMPLETED'],
    ['2026-12-15', 'EXCELLENT'],
  ])('of %s counts in 2026: %s', (on, level) => {
    expect(rate({ ...excellent, conclusions: [conclusion('c1', { on })] }).level).toBe(level);
  });
});

it('a policy that is not in force is a what-if, and says so', () => {
  expect(outcomeOf(rate(excellent, { year: 2024 }), 'NOT_IN_FORCE')).toBe('EXCLUDED');
  expect(outcomeOf(rate(excellent, { year: 2025 }), 'NOT_IN_FORCE')).toBeUndefined();
});
