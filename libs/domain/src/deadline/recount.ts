import { addDays } from '../calendar/day-arithmetic.ts';
import type { Day } from '../calendar/day.ts';
import type { WorkingCalendar } from '../calendar/working-calendar.ts';
import { addWorkingDays, nextWorkingDay } from '../calendar/working-days.ts';
import type { Count, Deadline } from './deadline.ts';
import { deadlineOn } from './make-deadline.ts';

/** The day a count reaches: working days, or calendar days that roll forward off a last day nobody works (Art. 148). */
export function dayOfCount({ from, count, unit, pausedDays = [] }: Count, calendar: WorkingCalendar): Day {
  const first =
    unit === 'WORKING_DAY'
      ? addWorkingDays(calendar, from, count).on
      : nextWorkingDay(calendar, addDays(from, count));
  return pausedDays.reduce((on, days) => nextWorkingDay(calendar, addDays(on, days)), first);
}

/**
 * the deadline as another calendar counts it; null when that moves nothing, as for every day that was stated. Who hears
 * today that a day came nearer still has the next working day: nobody is late by an announcement. Never past `cutOffOn`.
 */
export function recounted(
  deadline: Deadline,
  { calendar, today, cutOffOn, zone }: { calendar: WorkingCalendar; today: Day; cutOffOn: Day; zone: string },
): Deadline | null {
  if (deadline.counted === undefined) return null;
  const counted = dayOfCount(deadline.counted, calendar);
  const tomorrow = nextWorkingDay(calendar, addDays(today, 1));
  const nearest = counted < deadline.on && counted < tomorrow ? earlier(tomorrow, deadline.on) : counted;
  const on = nearest > deadline.on ? later(earlier(nearest, cutOffOn), deadline.on) : nearest;
  return on === deadline.on ? null : deadlineOn({ ...deadline, on }, zone);
}

const earlier = (one: Day, other: Day): Day => (one < other ? one : other);
const later = (one: Day, other: Day): Day => (one > other ? one : other);
