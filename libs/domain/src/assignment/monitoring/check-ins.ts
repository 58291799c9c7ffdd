import { addDays, daysBetween } from '../../calendar/day-arithmetic.ts';
import type { Day } from '../../calendar/day.ts';
import { addWorkingDays } from '../../calendar/working-days.ts';
import type { WorkingCalendar } from '../../calendar/working-calendar.ts';
import type { CheckInCadence } from '../../escalation/cadence.ts';

/** One period the unit reports on: `2027-Q2`, `2027-05` or `2027-H1`, with its first and last day. */
export type Period = { period: string; from: Day; to: Day };

const MONTHS = { MONTH: 1, QUARTER: 3, HALF_YEAR: 6 } as const;
/** A period of which less is left at the approval has nothing to report. */
const LEAST_DAYS = 28;

/** The periods that a plan approved on `approvedOn` reports on, up to the end of the year of monitoring. */
export function periodsOf(approvedOn: Day, monitoringYear: number, every: CheckInCadence['every']): Period[] {
  const months = MONTHS[every];
  const periods: Period[] = [];
  for (let year = Number(approvedOn.slice(0, 4)); year <= monitoringYear; year += 1) {
    for (let number = 1; number <= 12 / months; number += 1) {
      const from = firstOf(year, (number - 1) * months + 1);
      const end = number * months === 12 ? firstOf(year + 1, 1) : firstOf(year, number * months + 1);
      const to = addDays(end, -1);
      if (daysBetween(approvedOn, to) < LEAST_DAYS) continue;
      periods.push({ period: nameOf(every, year, number), from, to });
    }
  }
  return periods;
}

/**
 * The last good day of a period's report: the n-th working day after it ("05 ngày làm việc đầu quý": of Q3/2026 on
 * 07/10/2026). Asked for later than that (the engine was away), the unit has as many days from `askedOn` on.
 */
export function checkInDueOn(
  { to }: Pick<Period, 'to'>,
  askedOn: Day,
  { dueWorkingDay }: CheckInCadence,
  calendar: WorkingCalendar,
): Day {
  const from = addDays(askedOn, -1);
  return addWorkingDays(calendar, from > to ? from : to, dueWorkingDay).on;
}

function nameOf(every: CheckInCadence['every'], year: number, number: number): string {
  if (every === 'MONTH') return `${year}-${two(number)}`;
  return `${year}-${every === 'QUARTER' ? 'Q' : 'H'}${number}`;
}

const firstOf = (year: number, month: number): Day => `${year}-${two(month)}-01`;
const two = (n: number) => String(n).padStart(2, '0');
