import { describe, expect, it } from '@jest/globals';
import { addDays, weekdayOf } from './day-arithmetic.ts';
import { calendarFor, NEWEST_CALENDAR, newestAdoption } from './calendars.ts';
import { addWorkingDays, isWorkingDay, whyNotWorked } from './working-days.ts';

const vn = calendarFor(NEWEST_CALENDAR);

/** The weekdays nobody works and the weekend days that are worked, as the notices print them: typed here, not computed. */
const YEARS: [year: number, off: string, worked: string][] = [
  [2020, '01-01 01-23 01-24 01-27 01-28 01-29 04-02 04-30 05-01 09-02', ''],
  [2021, '01-01 02-10 02-11 02-12 02-15 02-16 04-21 04-30 05-03 09-02 09-03', ''],
  [2022, '01-03 01-31 02-01 02-02 02-03 02-04 04-11 05-02 05-03 09-01 09-02', ''],
  [2023, '01-02 01-20 01-23 01-24 01-25 01-26 05-01 05-02 05-03 09-01 09-04', ''],
  [2024, '01-01 02-08 02-09 02-12 02-13 02-14 04-18 04-29 04-30 05-01 09-02 09-03', '05-04'],
  [2025, '01-01 01-27 01-28 01-29 01-30 01-31 04-07 04-30 05-01 05-02 09-01 09-02', '04-26'],
  [
    2026,
    '01-01 01-02 02-16 02-17 02-18 02-19 02-20 04-27 04-30 05-01 08-31 09-01 09-02 11-24',
    '01-10 08-22',
  ],
  [2027, '01-01 02-04 02-05 02-08 02-09 02-10 04-16 04-30 05-03 09-02 09-03 11-24', ''],
];

describe('the calendar of Viet Nam', () => {
  it.each(YEARS)('%i has its days off and its worked weekend days', (year, off, worked) => {
    const days = Array.from({ length: 366 }, (_, index) => addDays(`${year}-01-01`, index)).filter((day) =>
      day.startsWith(`${year}`),
    );
    const weekend = (day: string) => ['SAT', 'SUN'].includes(weekdayOf(day));
    const short = (day: string) => day.slice(5);
    expect(
      days
        .filter((day) => !weekend(day) && !isWorkingDay(vn, day))
        .map(short)
        .join(' '),
    ).toBe(off);
    expect(
      days
        .filter((day) => weekend(day) && isWorkingDay(vn, day))
        .map(short)
        .join(' '),
    ).toBe(worked);
  });

  it('knows a swap only from the day it was made', () => {
    expect(isWorkingDay(vn, '2026-01-02', '2025-12-24')).toBe(true);
    expect(isWorkingDay(vn, '2026-01-10', '2025-12-24')).toBe(false);
    expect(isWorkingDay(vn, '2026-01-02', '2025-12-25')).toBe(false);
    expect(isWorkingDay(vn, '2026-01-10', '2025-12-25')).toBe(true);
    expect(isWorkingDay(vn, '2026-11-24', '2026-06-30')).toBe(true);
    expect(isWorkingDay(vn, '2026-11-24', '2026-07-01')).toBe(false);
  });

  it('knows the holidays of the law before the notice of the year', () => {
    expect(whyNotWorked(vn, '2026-02-17', '2024-01-01')).toBe('Tết');
    expect(whyNotWorked(vn, '2026-04-27', '2024-01-01')).toBe('Giỗ Tổ Hùng Vương (nghỉ bù)');
    expect(isWorkingDay(vn, '2026-08-31', '2025-10-15')).toBe(true);
  });

  it('says of days after the last notice that they are computed from the law', () => {
    const last = vn.adopted.at(-1);
    expect(newestAdoption(vn)).toBe(last?.on);
    expect(last?.basis).toMatch(/^Tính theo .* chưa công bố$/);
    expect(vn.adopted.every(({ basis }) => basis.length > 10 && basis === basis.normalize('NFC'))).toBe(true);
  });

  it('refuses to count in years whose holidays it does not know', () => {
    expect(() => addWorkingDays(vn, '2030-12-30', 5)).toThrow(
      expect.objectContaining({ code: 'calendar-not-known' }),
    );
    expect(() => isWorkingDay(vn, '2019-12-31')).toThrow(
      expect.objectContaining({ code: 'calendar-not-known' }),
    );
  });

  it('refuses a calendar that is not part of the release', () => {
    expect(() => calendarFor({ code: 'VN', version: '1999-01' })).toThrow(
      expect.objectContaining({ code: 'unknown-calendar' }),
    );
  });
});
