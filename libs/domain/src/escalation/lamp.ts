import type { Day } from '../calendar/day.ts';
import { daysBetween } from '../calendar/day-arithmetic.ts';
import type { WorkingCalendar } from '../calendar/working-calendar.ts';
import { workingDaysBetween } from '../calendar/working-days.ts';

export type LampColour = 'GREEN' | 'AMBER' | 'RED';
/** A colour and everything that speaks for it, the strongest first; never a colour without a reason. */
export type Lamp<Reason extends string = string> = { colour: LampColour; reasons: readonly Reason[] };

/** Working days before the due day from which what is not done turns amber. */
const SOON = 5;

export const when = <Reason extends string>(holds: boolean, reason: Reason): Reason[] =>
  holds ? [reason] : [];

/** Counted on the calendar only when the days are near enough to matter: a due day may lie beyond what a calendar knows. */
export function isDueSoon(calendar: WorkingCalendar, today: Day, due: Day): boolean {
  return daysBetween(today, due) <= SOON * 4 && workingDaysBetween(calendar, today, due) <= SOON;
}
