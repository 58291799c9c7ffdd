import { addDays, dayFrom, quarterStart } from '../calendar/day-arithmetic.ts';
import type { Day } from '../calendar/day.ts';
import type { WorkingCalendar } from '../calendar/working-calendar.ts';
import { addWorkingDays, isWorkingDay } from '../calendar/working-days.ts';
import type { SkippedDay } from '../calendar/working-days.ts';
import { DomainError } from '../domain-error.ts';
import type { Count, Relation } from './deadline.ts';
import type { DeadlinePhrase } from './phrase.ts';

export type ResolvedDeadline = {
  /** The last good day. */
  on: Day;
  relation: Relation;
  /** A time on `on` that the phrase states, `HH:MM`. */
  time?: string;
  /** Where the count ended before it rolled off days that are not worked; null when it did not roll. */
  rolledFrom: Day | null;
  skipped: SkippedDay[];
};

/** How a phrase counts from a day, so that another calendar can count it again; undefined when it names its day. */
export function countOf(phrase: DeadlinePhrase, from: Day): Count | undefined {
  if (phrase.kind === 'SPAN') return { from: phrase.start ?? from, count: phrase.count, unit: phrase.unit };
  if (phrase.kind !== 'QUARTER_SPAN') return undefined;
  return { from: addDays(quarterStart(from), -1), count: phrase.count, unit: phrase.unit };
}

type DatePhrase = Extract<DeadlinePhrase, { kind: 'DATE' }>;

/**
 * The last good day of a phrase. Counting starts on the day after `from` (Civil Code 2015, Art. 147). Calendar days roll
 * forward off a last day that is not worked (Art. 148); a named day never rolls, and "trước ngày D" ends the day before D.
 * `knownOn` reads the calendar as adopted by that day. Only a phrase with a date needs no starting day.
 */
export function resolveDeadline(phrase: DatePhrase): ResolvedDeadline;
export function resolveDeadline(
  phrase: DeadlinePhrase,
  from: Day,
  calendar: WorkingCalendar,
  knownOn?: Day,
): ResolvedDeadline;
export function resolveDeadline(
  phrase: DeadlinePhrase,
  from?: Day,
  calendar?: WorkingCalendar,
  knownOn?: Day,
): ResolvedDeadline {
  const { relation } = phrase;
  if (phrase.kind === 'DATE') return datedDeadline(phrase);
  if (from === undefined || calendar === undefined)
    throw new TypeError(`A ${phrase.kind} phrase needs a starting day.`);
  if (phrase.kind === 'QUARTER_DAY') return { ...named(relation, quarterDay(from, phrase.dayOfMonth)) };
  if (phrase.kind === 'QUARTER_SPAN') {
    const eve = addDays(quarterStart(from), -1);
    return { relation, rolledFrom: null, ...addWorkingDays(calendar, eve, phrase.count, knownOn) };
  }
  const start = phrase.start ?? from;
  if (phrase.unit === 'WORKING_DAY') {
    return { relation, rolledFrom: null, ...addWorkingDays(calendar, start, phrase.count, knownOn) };
  }
  return { relation, ...rolled(addDays(start, phrase.count), calendar, knownOn) };
}

function datedDeadline({ relation, day, time }: DatePhrase): ResolvedDeadline {
  // "trước 17 giờ ngày D" still leaves the morning of D; "trước ngày D" does not.
  return time === undefined
    ? named(relation, day)
    : { on: day, relation, time, rolledFrom: null, skipped: [] };
}

function named(relation: Relation, day: Day): ResolvedDeadline {
  return { on: relation === 'BEFORE' ? addDays(day, -1) : day, relation, rolledFrom: null, skipped: [] };
}

function rolled(target: Day, calendar: WorkingCalendar, knownOn?: Day) {
  if (isWorkingDay(calendar, target, knownOn)) return { on: target, rolledFrom: null, skipped: [] };
  return { ...addWorkingDays(calendar, addDays(target, -1), 1, knownOn), rolledFrom: target };
}

function quarterDay(from: Day, dayOfMonth: number): Day {
  const first = quarterStart(from);
  const day = dayFrom(Number(first.slice(0, 4)), Number(first.slice(5, 7)), dayOfMonth);
  if (day !== null) return day;
  const month = first.slice(0, 7);
  throw new DomainError('invalid-day', `${month} has no day ${dayOfMonth}; name another.`, {
    path: '/phrase',
  });
}
