import { DomainError } from '../domain-error.ts';
import { addDays, weekdayOf } from './day-arithmetic.ts';
import type { Day } from './day.ts';
import type { WorkingCalendar } from './working-calendar.ts';

export type SkippedDay = { on: Day; why: string };
export type ReachedDay = { on: Day; skipped: SkippedDay[] };

export const WEEKEND = 'cuối tuần';

export function isWorkingDay(calendar: WorkingCalendar, day: Day, knownOn?: Day): boolean {
  return whyNotWorked(calendar, day, knownOn) === null;
}

/** Why nobody works on the day: the holiday's name, or the weekend; null when it is worked. */
export function whyNotWorked(calendar: WorkingCalendar, day: Day, knownOn?: Day): string | null {
  const weekend = calendar.weekend.includes(weekdayOf(day));
  const { covers } = calendar;
  if (covers !== undefined && (day < covers.from || day > covers.to)) {
    throw new DomainError(
      'calendar-not-known',
      `Calendar ${calendar.code} ${calendar.version} knows the days from ${covers.from} to ${covers.to}, not ${day}; use a calendar that does.`,
      { day, covers },
    );
  }
  const adopted = adoptedDays(calendar, knownOn).get(day);
  return adopted === undefined ? (weekend ? WEEKEND : null) : adopted.why;
}

/** The day itself when it is worked, else the first worked day after it. */
export function nextWorkingDay(calendar: WorkingCalendar, day: Day, knownOn?: Day): Day {
  return isWorkingDay(calendar, day, knownOn) ? day : addWorkingDays(calendar, day, 1, knownOn).on;
}

/** The day itself when it is worked, else the last worked day before it. */
export function previousWorkingDay(calendar: WorkingCalendar, day: Day, knownOn?: Day): Day {
  return isWorkingDay(calendar, day, knownOn) ? day : addWorkingDays(calendar, day, -1, knownOn).on;
}

/**
 * Counts `days` worked days from `from`, which itself is not counted; backwards when negative. 0 stays where it is.
 * `skipped` names the days passed over, in the order of the count.
 */
export function addWorkingDays(
  calendar: WorkingCalendar,
  from: Day,
  days: number,
  knownOn?: Day,
): ReachedDay {
  if (!Number.isSafeInteger(days)) {
    throw new DomainError('invalid-count', 'Working days are counted in whole days.', { days });
  }
  const step = days < 0 ? -1 : 1;
  const skipped: SkippedDay[] = [];
  let on = from;
  for (let left = Math.abs(days); left > 0;) {
    on = addDays(on, step);
    const why = whyNotWorked(calendar, on, knownOn);
    if (why === null) left -= 1;
    else skipped.push({ on, why });
  }
  return { on, skipped };
}

/** Worked days after `after` up to and with `upTo`; negative when `upTo` is earlier: the inverse of addWorkingDays. */
export function workingDaysBetween(calendar: WorkingCalendar, after: Day, upTo: Day, knownOn?: Day): number {
  const step = upTo < after ? -1 : 1;
  let count = 0;
  for (let day = after; day !== upTo;) {
    day = addDays(day, step);
    if (isWorkingDay(calendar, day, knownOn)) count += step;
  }
  return count;
}

type AdoptedDay = { why: string | null };

// A calendar is never edited, so what it held on a day can be remembered for as long as the calendar is in use.
const remembered = new WeakMap<WorkingCalendar, Map<string, ReadonlyMap<Day, AdoptedDay>>>();

/** Every day an adoption speaks of, as known on `knownOn`. Of two adoptions that speak of one day the later decides. */
function adoptedDays(calendar: WorkingCalendar, knownOn = 'newest'): ReadonlyMap<Day, AdoptedDay> {
  let versions = remembered.get(calendar);
  if (versions === undefined) remembered.set(calendar, (versions = new Map()));
  let days = versions.get(knownOn);
  if (days === undefined) versions.set(knownOn, (days = collect(calendar, knownOn)));
  return days;
}

function collect(calendar: WorkingCalendar, knownOn: string): ReadonlyMap<Day, AdoptedDay> {
  const known = calendar.adopted
    .filter((adoption) => knownOn === 'newest' || adoption.on <= knownOn)
    .toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
  const days = new Map<Day, AdoptedDay>();
  for (const { off, worked } of known) {
    for (const { on, name } of off) days.set(on, { why: name });
    for (const on of worked) days.set(on, { why: null });
  }
  return days;
}
