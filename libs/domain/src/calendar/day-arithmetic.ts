import { DomainError } from '../domain-error.ts';
import type { Day } from './day.ts';
import type { Weekday } from './working-calendar.ts';

const MS_PER_DAY = 86_400_000;
const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
// 1 January 1970, day 0 of the count, was a Thursday.
const WEEKDAYS: readonly Weekday[] = ['THU', 'FRI', 'SAT', 'SUN', 'MON', 'TUE', 'WED'];

/** Is this text a day of the calendar, `YYYY-MM-DD`? 31 February is not. */
export function isDay(text: string): boolean {
  const parts = DAY.exec(text);
  if (parts === null) return false;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const length = month === 2 && isLeap ? 29 : (MONTH_LENGTHS[month - 1] ?? 0);
  return day >= 1 && day <= length;
}

/** The same, as an assertion. `path` is the JSON pointer that the refusal names. */
export function requireDay(text: string, path: string): Day {
  if (isDay(text)) return text;
  throw new DomainError('invalid-day', `"${text}" is no day of the calendar; write YYYY-MM-DD.`, { path });
}

/** The day `days` later, or earlier when negative. Refuses to leave the years 0000 to 9999. */
export function addDays(day: Day, days: number): Day {
  return dayOfNumber(dayNumber(day) + days);
}

/** Days from one to the other; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return dayNumber(to) - dayNumber(from);
}

export function weekdayOf(day: Day): Weekday {
  const index = ((dayNumber(day) % 7) + 7) % 7;
  return WEEKDAYS[index] ?? 'THU';
}

/** The day of these numbers, or null when the calendar has none: 31/02, 29/02 of a common year. */
export function dayFrom(year: number, month: number, dayOfMonth: number): Day | null {
  const text = [
    String(year).padStart(4, '0'),
    String(month).padStart(2, '0'),
    String(dayOfMonth).padStart(2, '0'),
  ].join('-');
  return isDay(text) ? text : null;
}

/** The first day of the quarter that the day lies in. */
export function quarterStart(day: Day): Day {
  const month = Number(day.slice(5, 7));
  const first = month - ((month - 1) % 3);
  return `${day.slice(0, 4)}-${String(first).padStart(2, '0')}-01`;
}

function dayNumber(day: Day): number {
  return Date.parse(`${requireDay(day, '')}T00:00:00Z`) / MS_PER_DAY;
}

function dayOfNumber(number: number): Day {
  const date = new Date(number * MS_PER_DAY);
  const day = Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 10);
  if (DAY.test(day)) return day;
  throw new DomainError('day-out-of-range', 'The count leaves the years 0000 to 9999; count fewer days.', {});
}
