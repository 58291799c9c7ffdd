import type { Day, Instant } from '../calendar/day.ts';
import type { WorkingCalendar } from '../calendar/working-calendar.ts';
import { addWorkingDays, nextWorkingDay, previousWorkingDay } from '../calendar/working-days.ts';
import { dayOf, instantAt } from '../calendar/zoned-time.ts';
import type { Deadline } from '../deadline/deadline.ts';
import type { Cadence } from './cadence.ts';
import { rungsOf } from './ladder.ts';

export type ScheduledReminder = { offset: number; at: Instant; on: Day };

/**
 * The reminders of a deadline, one a morning, in order. Offsets count working days: T-1 of a due Monday is the
 * Friday before, and T-1 of a due Sunday is that Friday too. T-0 of a day that is not worked goes out on the working morning
 * before it: moved on, it would come after the date. Two reminders of one morning are one, the nearer to the due day.
 * A reminder after the due day that meets a rung's morning is left to the rung: one notice carries both.
 */
export function remindersOf(
  deadline: Deadline,
  cadence: Cadence,
  calendar: WorkingCalendar,
  zone: string,
): ScheduledReminder[] {
  const urged = new Set(rungsOf(deadline, cadence, calendar, zone).map(({ on }) => on));
  const mornings = new Map<Day, ScheduledReminder>();
  for (const offset of cadence.reminderOffsets.toSorted((a, b) => a - b)) {
    const on =
      offset === 0
        ? previousWorkingDay(calendar, deadline.on)
        : addWorkingDays(calendar, deadline.on, offset).on;
    if (!urged.has(on)) mornings.set(on, { offset, on, at: instantAt(on, cadence.deliverAt, zone) });
  }
  return [...mornings.values()].toSorted((a, b) => (a.at < b.at ? -1 : 1));
}

const MS_PER_DAY = 86_400_000;

/** A reminder that could not go out within a day of its morning says something untrue by then, so it is left out. */
export function isStillTrue({ at }: Pick<ScheduledReminder, 'at'>, now: Instant): boolean {
  return at <= now && Date.parse(now) - Date.parse(at) < MS_PER_DAY;
}

/**
 * when a notice that falls due at `instant` goes out. The instant itself on a working day, else the next working
 * morning at `deliverAt`.
 */
export function deliveryInstant(
  instant: Instant,
  deliverAt: string,
  calendar: WorkingCalendar,
  zone: string,
): Instant {
  const due = dayOf(instant, zone);
  const on = nextWorkingDay(calendar, due);
  return on === due ? instant : instantAt(on, deliverAt, zone);
}
