import { describe, expect, it } from '@jest/globals';
import { discipline, tasks } from '@dondoc/domain/rating/test-ratings.ts';
import { ask, expectRow, type Row } from './test-derived.ts';

const person = (role: string, more: object = {}) => ({
  policy: 'VN-PERSON-335',
  subject: { kind: 'PERSON', id: 'p1', role, serviceMonths: 12, ...more },
});
describe('Persons', () => {
  it.each<Row>([
    [
      'exactly 58.92 of 70 for a leader: (0.90+0.85+0.80+1+0.5+1)/6',
      { general: '27.5', results: { a: '0.90', b: '0.85', c: '0.80', d: '1', dd: '0.5', e: '1' } },
      'GOOD',
      '86.42',
    ],
    [
      'half the tasks done is no trigger here',
      { score: '95', tasks: tasks(10, 5, 5, 0) },
      'EXCELLENT',
      '95.00',
      '!DQ-5',
      '!TASKS_DONE',
    ],
    [
      'a conclusion of disunity fires',
      { score: '95', conclusions: [{ id: 'c1', kind: 'DISUNITY', on: '2026-03-01' }] },
      'NOT_COMPLETED',
      '95.00',
      'DQ-4 FIRED',
    ],
    [
      'discipline in the line of duty',
      { score: '95', discipline: [discipline('d1', { of: 'SELF' })] },
      'NOT_COMPLETED',
      '95.00',
      'DUTY_DISCIPLINE FIRED',
    ],
    [
      'of a violation that is none of duty',
      { score: '95', discipline: [discipline('d1', { of: 'SELF', dutyRelated: false })] },
      'EXCELLENT',
      '95.00',
      'DUTY_DISCIPLINE CLEAR',
    ],
    [
      'that was counted in the year of the Party decision',
      {
        score: '95',
        discipline: [
          discipline('d1', { of: 'SELF', violation: 'v', on: '2025-12-14' }),
          discipline('d2', { of: 'SELF', violation: 'v', by: 'ADMINISTRATION', on: '2026-02-16' }),
        ],
      },
      'EXCELLENT',
      '95.00',
      'DQ-11 EXCLUDED',
    ],
  ])('a leader: %s', (...row) => expectRow(row, person('LEADER')));

  it.each([
    ['6 months are enough', { serviceMonths: 6 }, 'GOOD'],
    ['5 are not, not even for NOT_COMPLETED', { serviceMonths: 5 }, 'NOT_RATED'],
    ['none', { serviceMonths: 0 }, 'NOT_RATED'],
  ])('service: %s', (_title, more, level) => {
    expect(ask({ score: '75' }, person('STAFF', more)).level).toBe(level);
  });

  it.each([
    ['EXCELLENT', 'NOT_RATED', 'UNDETERMINED'],
    ['GOOD', 'COMPLETED', 'COMPLETED'],
    ['NOT_COMPLETED', 'EXCELLENT', 'NOT_COMPLETED'],
  ])('a head at %s whose unit is %s', (own, unitLevel, level) => {
    const score = { EXCELLENT: '95', GOOD: '75', NOT_COMPLETED: '40' }[own];
    expect(ask({ score }, person('HEAD', { unitLevel })).level).toBe(level);
  });
});
