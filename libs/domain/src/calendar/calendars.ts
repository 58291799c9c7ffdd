import type { CalendarRef } from '../campaign/campaign.events.ts';
import { DomainError } from '../domain-error.ts';
import { VN_2026_11 } from './vn-calendar.ts';
import type { Day } from './day.ts';
import type { WorkingCalendar } from './working-calendar.ts';

// Versions stay for good: a campaign counts with the one it was launched with.
const CALENDARS: readonly WorkingCalendar[] = [VN_2026_11];

export const NEWEST_CALENDAR: CalendarRef = { code: VN_2026_11.code, version: VN_2026_11.version };

/** The calendar a campaign names. Refuses one that is not part of this release. */
export function calendarFor(ref: CalendarRef): WorkingCalendar {
  const found = CALENDARS.find(({ code, version }) => code === ref.code && version === ref.version);
  if (found !== undefined) return found;
  const known = CALENDARS.map(({ code, version }) => `${code} ${version}`).join(', ');
  throw new DomainError(
    'unknown-calendar',
    `There is no calendar ${ref.code} ${ref.version}; known: ${known}.`,
    { ref },
  );
}

/** The day of the newest adoption: up to then a calendar knows what was decided. Null for one without adoptions. */
export function newestAdoption(calendar: WorkingCalendar): Day | null {
  return calendar.adopted.reduce<Day | null>(
    (newest, { on }) => (newest === null || on > newest ? on : newest),
    null,
  );
}
