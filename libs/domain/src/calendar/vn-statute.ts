import { addDays, weekdayOf } from './day-arithmetic.ts';
import type { Day } from './day.ts';
import type { Adoption } from './working-calendar.ts';

type Holiday = Adoption['off'][number];

/** The two lunar holidays in the Vietnamese calendar (UTC+7): the first day of Tết and the 10th of the third month. */
export type LunarYear = { year: number; tet: Day; hungKings: Day };

/**
 * The days off that the law itself fixes for a year (Labour Code 2019, Art. 112; the Code of 2012, Art. 115, before 2021),
 * with the day in lieu for each that falls on the weekend (Art. 111.3; Art. 115.3).
 * Of Tết's five days the law leaves two readings open; the two last of the old year and the three first of the new is the
 * one that every notice from 2020 to 2026 chose. The second day of National Day is decided year by year and is not here.
 */
export function statutoryDays({ year, tet, hungKings }: LunarYear): Holiday[] {
  return withDaysInLieu([
    { on: `${year}-01-01`, name: 'Tết Dương lịch' },
    ...tetDays(addDays(tet, -2), addDays(tet, 2)),
    { on: hungKings, name: 'Giỗ Tổ Hùng Vương' },
    { on: `${year}-04-30`, name: 'Ngày Chiến thắng' },
    { on: `${year}-05-01`, name: 'Quốc tế Lao động' },
    { on: `${year}-09-02`, name: 'Quốc khánh' },
  ]);
}

export function tetDays(from: Day, to: Day): Holiday[] {
  const days: Holiday[] = [];
  for (let on = from; on <= to; on = addDays(on, 1)) days.push({ on, name: 'Tết' });
  return days;
}

/** Adds to holidays on a Saturday or Sunday the next working day that is not off already. */
export function withDaysInLieu(holidays: readonly Holiday[]): Holiday[] {
  const off = new Map(holidays.map((holiday) => [holiday.on, holiday.name]));
  for (const { on, name } of holidays) {
    if (!isWeekend(on)) continue;
    let next = addDays(on, 1);
    while (isWeekend(next) || off.has(next)) next = addDays(next, 1);
    off.set(next, name === 'Tết' ? name : `${name} (nghỉ bù)`);
  }
  return [...off].map(([on, name]) => ({ on, name })).toSorted((a, b) => (a.on < b.on ? -1 : 1));
}

const isWeekend = (day: Day) => ['SAT', 'SUN'].includes(weekdayOf(day));
