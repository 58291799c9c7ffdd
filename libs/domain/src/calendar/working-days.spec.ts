import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { addDays, daysBetween } from './day-arithmetic.ts';
import { VN_2026_11 as vn } from './vn-calendar.ts';
import type { WorkingCalendar } from './working-calendar.ts';
import {
  addWorkingDays,
  isWorkingDay,
  nextWorkingDay,
  previousWorkingDay,
  workingDaysBetween,
} from './working-days.ts';

const day = fc.integer({ min: 0, max: 3200 }).map((days) => addDays('2021-01-01', days));
const count = fc.integer({ min: -150, max: 150 }).filter((n) => n !== 0);

describe('counting working days', () => {
  it('crosses Tết 2026 in 7 working days from Wednesday 11 February to Friday the 27th (AC-35)', () => {
    const { on, skipped } = addWorkingDays(vn, '2026-02-11', 7);
    expect(on).toBe('2026-02-27');
    expect(skipped.map((skip) => skip.on)).toEqual(
      ['14', '15', '16', '17', '18', '19', '20', '21', '22'].map((d) => `2026-02-${d}`),
    );
    expect(skipped).toContainEqual({ on: '2026-02-16', why: 'Tết' });
  });

  it('counts a swapped Saturday as worked', () => {
    expect(addWorkingDays(vn, '2026-08-21', 1).on).toBe('2026-08-22');
    expect(addWorkingDays(vn, '2026-08-24', -1).on).toBe('2026-08-22');
    expect(addWorkingDays(vn, '2026-08-21', 1, '2025-10-01').on).toBe('2026-08-24');
  });

  it('stays for 0 days, wherever it stands', () => {
    expect(addWorkingDays(vn, '2026-02-17', 0)).toEqual({ on: '2026-02-17', skipped: [] });
  });

  it.each([1.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses to count %p days', (days) => {
    expect(() => addWorkingDays(vn, '2026-01-01', days)).toThrow(
      expect.objectContaining({ code: 'invalid-count' }),
    );
  });

  it('finds the worked day at, after and before a day', () => {
    expect(nextWorkingDay(vn, '2026-02-14')).toBe('2026-02-23');
    expect(previousWorkingDay(vn, '2026-02-22')).toBe('2026-02-13');
    expect(nextWorkingDay(vn, '2026-02-23')).toBe('2026-02-23');
    expect(previousWorkingDay(vn, '2026-02-23')).toBe('2026-02-23');
  });

  it('lets the later of two adoptions decide, whatever their order in the list', () => {
    const early = { on: '2026-01-01', basis: 'early', off: [{ on: '2026-03-04', name: 'Day' }], worked: [] };
    const late = { on: '2026-02-01', basis: 'late', off: [], worked: ['2026-03-04'] };
    const calendar: WorkingCalendar = { ...vn, adopted: [late, early] };
    expect(isWorkingDay(calendar, '2026-03-04')).toBe(true);
    expect(isWorkingDay(calendar, '2026-03-04', '2026-01-31')).toBe(false);
    expect(isWorkingDay(calendar, '2026-03-04', '2025-12-31')).toBe(true);
  });
});

describe('laws of the count', () => {
  it('always lands on a worked day, and every day passed over is not worked', () => {
    fc.assert(
      fc.property(day, count, (from, n) => {
        const { on, skipped } = addWorkingDays(vn, from, n);
        expect(isWorkingDay(vn, on)).toBe(true);
        expect(skipped.some((skip) => isWorkingDay(vn, skip.on))).toBe(false);
        expect(Math.abs(daysBetween(from, on))).toBe(Math.abs(n) + skipped.length);
      }),
    );
  });

  it('is undone by counting back, and measured by workingDaysBetween', () => {
    fc.assert(
      fc.property(day, count, (from, n) => {
        const { on } = addWorkingDays(vn, from, n);
        expect(workingDaysBetween(vn, from, on)).toBe(n);
        expect(addWorkingDays(vn, on, -n).on).toBe(
          isWorkingDay(vn, from) ? from : n > 0 ? previousWorkingDay(vn, from) : nextWorkingDay(vn, from),
        );
      }),
    );
  });

  it('never goes back when the start or the count grows', () => {
    fc.assert(
      fc.property(day, fc.nat(40), count, fc.nat(20), (from, later, n, more) => {
        const { on } = addWorkingDays(vn, from, n);
        expect(addWorkingDays(vn, addDays(from, later), n).on >= on).toBe(true);
        if (n > 0) expect(addWorkingDays(vn, from, n + more).on >= on).toBe(true);
      }),
    );
  });

  it('adds up: a then b working days are a + b', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 60 }), (from, a, b) => {
        const there = addWorkingDays(vn, addWorkingDays(vn, from, a).on, b);
        expect(there.on).toBe(addWorkingDays(vn, from, a + b).on);
      }),
    );
  });
});
