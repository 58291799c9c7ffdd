import { addWorkingDays } from '../calendar/working-days.ts';
import type { Day, Instant } from '../calendar/day.ts';
import type { WorkingCalendar } from '../calendar/working-calendar.ts';
import { instantAt } from '../calendar/zoned-time.ts';
import type { Deadline } from '../deadline/deadline.ts';
import type { Cadence, Rung } from './cadence.ts';

export type ScheduledRung = { rung: Rung; at: Instant; on: Day };

/**
 * When each rung of the ladder is due: so many working days after the due day, on that morning at
 * `cadence.deliverAt`. Nobody is urged before being late, so a rung of 0 days waits for the first working day after.
 * In the order of their instants, lower steps first.
 */
export function rungsOf(
  deadline: Deadline,
  cadence: Cadence,
  calendar: WorkingCalendar,
  zone: string,
): ScheduledRung[] {
  return cadence.rungs
    .map((rung) => {
      const { on } = addWorkingDays(calendar, deadline.on, Math.max(1, rung.afterWorkingDays));
      return { rung, on, at: instantAt(on, cadence.deliverAt, zone) };
    })
    .toSorted((a, b) => (a.at === b.at ? a.rung.step - b.rung.step : a.at < b.at ? -1 : 1));
}
