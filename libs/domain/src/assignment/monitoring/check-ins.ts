import { addDays, daysBetween } from '../../calendar/day-arithmetic.ts';
import type { Day } from '../../calendar/day.ts';
import { addWorkingDays } from '../../calendar/working-days.ts';
import type { WorkingCalendar } from '../../calendar/working-calendar.ts';
import type { CheckInCadence } from '../../escalation/cadence.ts';

/** One period the unit reports on: `2027-Q2`, `2027-05` or `2027-H1`, its first and last day, and the last good day. */
export type CheckIn = { period: string; from: Day; to: Day; dueOn: Day };

const MONTHS = { MONTH: 1, QUARTER: 3, HALF_YEAR: 6 } as const;
/** A period of which less is left at the approval has nothing to report. */
const LEAST_DAYS = 28;

/**
 * The check-ins of a plan approved on `approvedOn`, up to the end of the year of monitoring. A report is due on the n-th
 * working day after its period ("05 ngày làm việc đầu quý": of Q3/2026 on 07/10/2026).
 */
export function checkInsOf(
  approvedOn: Day,
  monitoringYear: number,
  cadence: CheckInCadence,
  calendar: WorkingCalendar,
): CheckIn[] {
  const months = MONTHS[cadence.every];
  const checkIns: CheckIn[] = [];
  for (let year = Number(approvedOn.slice(0, 4)); year <= monitoringYear; year += 1) {
    for (let number = 1; number <= 12 / months; number += 1) {
      const from = firstOf(year, (number - 1) * months + 1);
      const to = addDays(
        number * months === 12 ? firstOf(year + 1, 1) : firstOf(year, number * months + 1),
        -1,
      );
      if (daysBetween(approvedOn, to) < LEAST_DAYS) continue;
      const { on: dueOn } = addWorkingDays(calendar, to, cadence.dueWorkingDay);
      checkIns.push({ period: nameOf(cadence.every, year, number), from, to, dueOn });
    }
  }
  return checkIns;
}

function nameOf(every: CheckInCadence['every'], year: number, number: number): string {
  if (every === 'MONTH') return `${year}-${two(number)}`;
  return `${year}-${every === 'QUARTER' ? 'Q' : 'H'}${number}`;
}

const firstOf = (year: number, month: number): Day => `${year}-${two(month)}-01`;
const two = (n: number) => String(n).padStart(2, '0');
