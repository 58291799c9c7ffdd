import { describe, expect, it } from '@jest/globals';
import { discipline, excellent, finding, measured, open, pin, rate, tasks, unit } from '../test-ratings.ts';
import type { RatingFacts } from '../rating-facts.ts';
import { compareRatings } from './compare-ratings.ts';
import { counterfactuals } from './counterfactuals.ts';

const of = (facts: RatingFacts) =>
  counterfactuals({ year: 2026, subject: unit, facts }, pin('VN-UNIT-366-335'), rate(facts));

describe('What would have changed the level', () => {
  it('is the one discipline that stands in the way', () => {
    expect(of({ ...excellent, discipline: [discipline('d1')] })[0]).toMatchObject({
      fact: 'd1',
      level: 'EXCELLENT',
      changesLevel: true,
    });
  });

  it('is all open findings together where one alone does not help', () => {
    const told = of({ ...excellent, findings: [finding('f1'), open('f2'), open('f3')] });
    const helping = told.filter(({ level }) => level === 'EXCELLENT');
    expect(helping.map(({ fact }) => fact)).toEqual(['findings']);
  });

  it('is the smallest count of tasks exceeded that the condition wants', () => {
    const told = of({ ...excellent, tasks: tasks(20, 20, 20, 4) });
    expect(told[0]).toMatchObject({
      fact: 'tasks',
      level: 'EXCELLENT',
      text: { en: '6 of 20 tasks exceeded' },
    });
  });

  it('names the points of a late step, signed, and nothing that changes nothing', () => {
    const [review] = measured.procedure ?? [];
    if (review === undefined) throw new Error('no step');
    const told = of({ ...measured, procedure: [{ ...review, on: null }] });
    expect(told).toContainEqual(expect.objectContaining({ fact: `REVIEW@${review.due}`, points: '10.00' }));
    expect(told.every(({ changesLevel, points }) => changesLevel || points !== '0.00')).toBe(true);
  });
});

it('Ranks are compared with equals sharing one, and who has no score has none', () => {
  const level = 'GOOD' as const;
  const before = [
    { subjectId: 'a', score: '90.00', level },
    { subjectId: 'b', score: '80.00', level },
    { subjectId: 'c', score: null, level },
  ];
  const after = [
    { subjectId: 'a', score: '70.00', level },
    { subjectId: 'b', score: '80', level },
    { subjectId: 'c', score: '80.00', level },
  ];
  expect(
    compareRatings(before, after).map(({ subjectId, after: { rank }, moved }) => [subjectId, rank, moved]),
  ).toEqual([
    ['b', 1, 1],
    ['c', 1, null],
    ['a', 3, -2],
  ]);
});
