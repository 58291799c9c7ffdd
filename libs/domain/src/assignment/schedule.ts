import type { WorkingCalendar } from '../calendar/working-calendar.ts';
import type { Deadline } from '../deadline/deadline.ts';
import type { Cadence } from '../escalation/cadence.ts';
import { rungsOf, type ScheduledRung } from '../escalation/ladder.ts';
import { remindersOf, type ScheduledReminder } from '../escalation/reminders.ts';
import type { AssignmentContext } from './assignment.commands.ts';

/** When a deadline's reminders and rungs are due. */
export type Schedule = { rungs: readonly ScheduledRung[]; reminders: readonly ScheduledReminder[] };
type Made = Schedule & { cadence: Cadence; calendar: WorkingCalendar; zone: string };

// A sweep asks the same of one deadline for each of 50,000 units, and counting working days in a time zone is slow.
// Deadlines are never edited, so what was counted for one holds as long as it is in use.
const made = new WeakMap<Deadline, Made>();

export function scheduleOf(
  deadline: Deadline,
  { terms: { cadence, zone }, calendar }: AssignmentContext,
): Schedule {
  const known = made.get(deadline);
  if (known?.cadence === cadence && known.calendar === calendar && known.zone === zone) return known;
  const schedule: Made = {
    rungs: rungsOf(deadline, cadence, calendar, zone),
    reminders: remindersOf(deadline, cadence, calendar, zone),
    cadence,
    calendar,
    zone,
  };
  made.set(deadline, schedule);
  return schedule;
}
