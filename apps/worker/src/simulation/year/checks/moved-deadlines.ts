import type { WorkingCalendar } from '@dondoc/domain/calendar/working-calendar.ts';
import type { Count, Deadline, Phase } from '@dondoc/domain/deadline/deadline.ts';
import type { DomainEvent } from '@dondoc/domain/events.ts';
import type { RecordedEvent } from '@dondoc/event-store/event-store.ts';
import { localDay } from './local-day.ts';

type Recorded = RecordedEvent<DomainEvent>;

/**
 * R-29, held against the log by code that shares nothing with the rule: moves of a deadline without the calendar they name, of one that was
 * closed or merely stated, or to another day than its count reaches; and counted deadlines of the campaign that stayed where the new
 * calendar does not put them. Each in words. `events` in the order of the log.
 */
export function wrongMoves(events: readonly Recorded[]): string[] {
  const wrong: string[] = [];
  let calendar: WorkingCalendar | null = null;
  const standing = new Map<Phase, Deadline>();
  /** Deadlines that must still move, until the event that moves them. */
  const owed = new Map<Phase, string>();
  for (const { type, data, at } of events) {
    if (type === 'DeadlineSet') standing.set(data.deadline.phase, data.deadline);
    if (type === 'DeadlineExtended') standing.set(data.phase, data.to);
    if (type === 'CampaignResumed') for (const one of data.deadlines) standing.set(one.phase, one);
    if (type === 'CalendarVersionAdopted') {
      calendar = data.calendar;
      for (const [phase, { on, endsAt, counted }] of standing) {
        if (counted === undefined || endsAt <= at) continue;
        const reached = dayReached(counted, data.calendar);
        if (reached > on) owed.set(phase, reached);
      }
    }
    if (type !== 'DeadlineRecomputed' && type !== 'UnitDeadlineRecomputed') continue;
    const { from, to, because, phase } = data;
    if (type === 'DeadlineRecomputed') {
      standing.set(phase, to);
      owed.delete(phase);
    }
    const what = `${phase} from ${from.on} to ${to.on}`;
    if (calendar?.version !== because.version) wrong.push(`${what}: by a calendar nobody adopted`);
    else if (from.endsAt <= at) wrong.push(`${what}: it was closed`);
    else if (from.counted === undefined) wrong.push(`${what}: it was stated, not counted`);
    else if (to.on !== dayReached(from.counted, calendar) && !isNextMorning(to.on, at, calendar))
      wrong.push(`${what}: its count reaches ${dayReached(from.counted, calendar)}`);
  }
  return [...wrong, ...[...owed].map(([phase, on]) => `${phase}: it had to move to ${on} and did not`)];
}

/** A day that comes nearer leaves the next working day: nobody is late by an announcement. */
function isNextMorning(day: string, at: string, calendar: WorkingCalendar): boolean {
  return day === nextWorked(after(localDay(at)), calendar);
}

function dayReached({ from, count, unit, pausedDays = [] }: Count, calendar: WorkingCalendar): string {
  let day = from;
  for (let left = count; left > 0; left -= 1) {
    day = unit === 'WORKING_DAY' ? nextWorked(after(day), calendar) : after(day);
  }
  day = nextWorked(day, calendar);
  for (const days of pausedDays) day = nextWorked(after(day, days), calendar);
  return day;
}

function nextWorked(day: string, calendar: WorkingCalendar): string {
  let on = day;
  while (!isWorked(on, calendar)) on = after(on);
  return on;
}

/** The last adoption that speaks of a day decides; of no adoption: the week does. */
export function isWorked(day: string, { adopted, weekend }: WorkingCalendar): boolean {
  const speaks = adopted
    .toSorted((a, b) => a.on.localeCompare(b.on))
    .findLast(({ off, worked }) => worked.includes(day) || off.some(({ on }) => on === day));
  if (speaks !== undefined) return speaks.worked.includes(day);
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return !weekend.includes((['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'] as const)[weekday] ?? 'SUN');
}

const after = (day: string, days = 1): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
