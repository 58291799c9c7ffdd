import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { addDays } from '../calendar/day-arithmetic.ts';
import { VN_2026_11 as vn } from '../calendar/vn-calendar.ts';
import { isWorkingDay } from '../calendar/working-days.ts';
import { parseDeadlinePhrase } from './deadline-phrase.ts';
import { resolveDeadline } from './resolve-deadline.ts';

function resolved(text: string, from: string, knownOn?: string) {
  const phrase = parseDeadlinePhrase(text, { year: 2026 });
  if (phrase === null) throw new Error(`not read: ${text}`);
  return resolveDeadline(phrase, from, vn, knownOn);
}

describe('the last good day', () => {
  it.each([
    ['trước ngày 15/12/2026', '2026-11-23', '2026-12-14', null],
    // A named day does not roll, not even off a Sunday.
    ['trước ngày 05/10/2026', '2026-10-01', '2026-10-04', null],
    ['chậm nhất ngày 04/10/2026', '2026-10-01', '2026-10-04', null],
    ['trước ngày 01/01/2027', '2026-10-01', '2026-12-31', null],
    ['trước 17 giờ ngày 15/12/2026', '2026-11-23', '2026-12-15', null],
    ['trong 15 ngày kể từ ngày nhận', '2026-11-24', '2026-12-09', null],
    ['trong 5 ngày', '2026-11-23', '2026-11-30', '2026-11-28'],
    ['trong 3 ngày', '2026-02-11', '2026-02-23', '2026-02-14'],
    ['trong 1 ngày', '2026-08-21', '2026-08-22', null],
    ['trong 5 ngày kể từ ngày 01/12/2026', '2026-11-01', '2026-12-07', '2026-12-06'],
    ['07 ngày làm việc', '2026-02-11', '2026-02-27', null],
    ['01 ngày làm việc', '2026-11-23', '2026-11-25', null],
    ['05 ngày làm việc đầu quý', '2026-10-01', '2026-10-07', null],
    ['05 ngày làm việc đầu quý', '2026-12-20', '2026-10-07', null],
    ['05 ngày làm việc đầu quý', '2026-01-15', '2026-01-09', null],
    ['trước ngày 05 tháng đầu quý', '2026-10-01', '2026-10-04', null],
    ['chậm nhất ngày 10 tháng đầu quý', '2026-06-30', '2026-04-10', null],
  ])('of "%s" received on %s is %s', (text, from, on, rolledFrom) => {
    expect(resolved(text, from)).toMatchObject({ on, rolledFrom });
  });

  it('counts the first working day of a quarter as 1, and reads "before the 5th" as the 4th (AC-38)', () => {
    expect(resolved('05 ngày làm việc đầu quý', '2026-10-01').on).toBe('2026-10-07');
    expect(resolved('trước ngày 05 tháng đầu quý', '2026-10-01').on).toBe('2026-10-04');
  });

  it('moves with a swap only for those who know of it', () => {
    expect(resolved('06 ngày làm việc', '2025-12-31', '2025-12-24').on).toBe('2026-01-09');
    expect(resolved('06 ngày làm việc', '2025-12-31', '2025-12-25').on).toBe('2026-01-10');
  });

  it('names the days that a count rolled over', () => {
    expect(resolved('trong 1 ngày', '2026-11-23').skipped).toEqual([
      { on: '2026-11-24', why: 'Ngày Văn hóa Việt Nam' },
    ]);
  });

  it('refuses a day that the first month of the quarter has not', () => {
    expect(() => resolved('trước ngày 31 tháng đầu quý', '2026-04-01')).toThrow(
      expect.objectContaining({ code: 'invalid-day' }),
    );
  });

  it('of calendar days is the first worked day from the count on', () => {
    fc.assert(
      fc.property(fc.nat(1500), fc.integer({ min: 1, max: 400 }), (offset, count) => {
        const from = addDays('2025-01-01', offset);
        const target = addDays(from, count);
        const { on, rolledFrom, skipped } = resolved(`trong ${count} ngày`, from);
        expect(on >= target && isWorkingDay(vn, on)).toBe(true);
        expect(rolledFrom).toBe(on === target ? null : target);
        expect(skipped.map((skip) => skip.on).join()).toBe(
          Array.from({ length: skipped.length }, (_, index) => addDays(target, index)).join(),
        );
        expect(addDays(target, skipped.length)).toBe(on);
      }),
    );
  });
});
