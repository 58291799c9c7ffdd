import type { CalendarRef } from '../campaign/campaign.events.ts';
import { DomainError } from '../domain-error.ts';
import { calendarFor } from './calendars.ts';
import type { Instant } from './day.ts';
import { parseCalendar } from './parse-calendar.ts';
import type { WorkingCalendar } from './working-calendar.ts';

/** A calendar a campaign took over while it ran, whole: who reads the log needs nothing else to count again. */
export type AdoptedCalendar = { at: Instant; calendar: WorkingCalendar; replaced: CalendarRef };

type Adopting = { calendar: CalendarRef; adoptions: readonly AdoptedCalendar[] };

/** The calendar in force. Throws 'unknown-calendar' for a campaign of a release that had another. */
export function calendarOf({ calendar, adoptions }: Adopting): WorkingCalendar {
  return adoptions.at(-1)?.calendar ?? calendarFor(calendar);
}

/** The calendar that was in force at an instant: what was counted then stays as it was counted. */
export function calendarAt(terms: Adopting, instant: Instant): WorkingCalendar {
  const next = terms.adoptions.findIndex(({ at }) => at > instant);
  if (next === -1) return calendarOf(terms);
  const before = terms.adoptions[next - 1];
  return before?.calendar ?? calendarFor(terms.adoptions[next]?.replaced ?? terms.calendar);
}

/**
 * The next version of a calendar, from a file: a whole calendar, or only `{ version, adopted }`, the new adoptions on top of
 * what holds. A version is never edited, so a new one needs a number of its own. Throws 'invalid-calendar'.
 */
export function nextCalendar(file: unknown, current: WorkingCalendar): WorkingCalendar {
  if (!isAddition(file)) return parseCalendar(file);
  const { code, zone, weekend, adopted, covers } = current;
  const added = parseCalendar({ code, zone, weekend, ...file });
  const newest = { ...current, adopted: adopted.slice(-added.adopted.length) };
  if (isSameCalendar(added, newest)) return current;
  if (added.adopted.length === 0) {
    throw new DomainError('invalid-calendar', 'Calendar /adopted: must hold at least one adoption.', {
      path: '/adopted',
    });
  }
  return { ...added, adopted: [...adopted, ...added.adopted], ...(covers && { covers }) };
}

/** Do both say the same, in whatever order a file or the log gives their fields? */
export function isSameCalendar(one: WorkingCalendar, other: WorkingCalendar): boolean {
  return JSON.stringify(inOrder(one)) === JSON.stringify(inOrder(other));
}

const inOrder = ({ code, version, zone, weekend, adopted }: WorkingCalendar) =>
  parseCalendar({ code, version, zone, weekend, adopted });

function isAddition(file: unknown): file is { version: unknown; adopted: unknown } {
  if (typeof file !== 'object' || file === null) return false;
  return 'version' in file && 'adopted' in file && Object.keys(file).length === 2;
}
