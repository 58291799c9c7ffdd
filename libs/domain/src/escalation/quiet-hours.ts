import { addDays } from '../calendar/day-arithmetic.ts';
import type { Day, Instant } from '../calendar/day.ts';
import type { WorkingCalendar } from '../calendar/working-calendar.ts';
import { isWorkingDay } from '../calendar/working-days.ts';
import { dayOf, instantAt } from '../calendar/zoned-time.ts';
import { DomainError } from '../domain-error.ts';

/** When nobody is written to. Times are local, `HH:MM`; `from` after `to` spans midnight. */
export type QuietHours = {
  from: string;
  to: string;
  /** Days nobody works are quiet as a whole. */ daysOff: boolean;
};

type Setting = { calendar: WorkingCalendar; zone: string };

/** The instant itself when it is not quiet, else when the quiet ends: at `to`, on a working day when days off are quiet. */
export function sendableAt(instant: Instant, quiet: QuietHours, setting: Setting): Instant {
  const day = dayOf(instant, setting.zone);
  const isOpenDay = (one: Day) => !quiet.daysOff || isWorked(setting.calendar, one);
  const starts = instantAt(day, quiet.from, setting.zone);
  const ends = instantAt(day, quiet.to, setting.zone);
  const spansMidnight = quiet.from > quiet.to;
  const isQuiet = spansMidnight ? instant >= starts || instant < ends : instant >= starts && instant < ends;
  if (!isQuiet && isOpenDay(day)) return instant;

  let next = instant < ends ? day : addDays(day, 1);
  while (!isOpenDay(next)) next = addDays(next, 1);
  return instantAt(next, quiet.to, setting.zone);
}

/** The next time of day `at`, `HH:MM`, on a working day: that of today when it is still to come. */
export function nextDigest(instant: Instant, at: string, { calendar, zone }: Setting): Instant {
  let day = dayOf(instant, zone);
  while (instantAt(day, at, zone) <= instant || !isWorked(calendar, day)) day = addDays(day, 1);
  return instantAt(day, at, zone);
}

/** A calendar that does not reach so far must not hold mail back: then only its weekend is known. */
function isWorked(calendar: WorkingCalendar, day: Day): boolean {
  try {
    return isWorkingDay(calendar, day);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const { covers: _, ...weekendsOnly } = calendar;
    return isWorkingDay(weekendsOnly, day);
  }
}
