import { describe, expect, it } from '@jest/globals';
import { addDays } from '../calendar/day-arithmetic.ts';
import { ageBucket } from './ageing.ts';

describe('Ageing (R-07)', () => {
  const due = { on: '2026-06-30', basis: { ref: '12/KL-TTr' } };

  it.each([
    [-10, 'NOT_DUE'],
    [0, 'NOT_DUE'],
    [1, '0-30'],
    [30, '0-30'],
    [31, '31-90'],
    [90, '31-90'],
    [91, '91-180'],
    [181, '181-365'],
    [365, '181-365'],
    [366, '>365'],
  ] as const)('%i days after the due day: %s', (days, bucket) => {
    expect(ageBucket({ status: 'PLANNED', due }, addDays(due.on, days))).toBe(bucket);
  });

  it('ages nothing that is closed, split or without a due day', () => {
    expect(ageBucket({ status: 'VERIFIED_CLOSED', due }, '2027-01-01')).toBeNull();
    expect(ageBucket({ status: 'SPLIT', due }, '2027-01-01')).toBeNull();
    expect(ageBucket({ status: 'OPEN', due: null }, '2027-01-01')).toBeNull();
  });
});
