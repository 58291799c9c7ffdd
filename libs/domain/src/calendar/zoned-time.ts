import { DomainError } from '../domain-error.ts';
import { dayFrom, requireDay } from './day-arithmetic.ts';
import type { Day, Instant } from './day.ts';

const MS_PER_DAY = 86_400_000;
const CLOCK = /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/;
const RFC_3339 =
  /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(\.\d+)?(Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/i;

/** The first instant of the local day: midnight, or the end of the gap where a clock change takes midnight away. */
export function startOfDay(day: Day, zone: string): Instant {
  return instantAt(day, '00:00', zone);
}

/**
 * The instant at which a clock in `zone` shows this day and time (`HH:MM` or `HH:MM:SS`).
 * A time that comes twice is its first coming; one that a clock change leaves out moves on by the length of the gap
 * (RFC 5545 section 3.3.5 reads local times the same way).
 */
export function instantAt(day: Day, time: string, zone: string): Instant {
  const clock = CLOCK.exec(time);
  if (clock === null)
    throw new DomainError('invalid-time', `"${time}" is no time of the day; write HH:MM.`, { time });
  const wall = Date.parse(`${requireDay(day, '')}T${clock[1]}:${clock[2]}:${clock[3] ?? '00'}Z`);
  const before = offsetMs(wall - MS_PER_DAY, zone);
  const after = offsetMs(wall + MS_PER_DAY, zone);
  const real = [wall - before, wall - after].filter((at) => offsetMs(at, zone) === wall - at);
  return new Date(real.length > 0 ? Math.min(...real) : wall - before).toISOString();
}

/** The local day on which the instant falls. */
export function dayOf(instant: Instant, zone: string): Day {
  return localText(instant, zone).slice(0, 10);
}

/** The zone's offset from UTC at the instant, `+07:00`. */
export function offsetText(instant: Instant, zone: string): string {
  const minutes = Math.round(offsetMs(timeOf(instant), zone) / 60_000);
  const sign = minutes < 0 ? '-' : '+';
  const size = Math.abs(minutes);
  return `${sign}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

/** RFC 3339 with the local offset, whole seconds: `2026-12-14T23:59:59+07:00`. */
export function localText(instant: Instant, zone: string): string {
  const at = timeOf(instant);
  return `${new Date(at + offsetMs(at, zone)).toISOString().slice(0, 19)}${offsetText(instant, zone)}`;
}

/** Reads an RFC 3339 instant with its offset; null when it is none. A fraction finer than milliseconds is cut off. */
export function parseInstant(text: string): Instant | null {
  const parts = RFC_3339.exec(text);
  if (parts === null) return null;
  const [, year, month, dayOfMonth, hour, minute, second, fraction = '', offset = 'Z'] = parts;
  const day = dayFrom(Number(year), Number(month), Number(dayOfMonth));
  if (day === null || !CLOCK.test(`${hour}:${minute}:${second}`)) return null;
  const milliseconds = fraction.slice(0, 4).padEnd(fraction === '' ? 0 : 4, '0');
  return new Date(`${day}T${hour}:${minute}:${second}${milliseconds}${offset.toUpperCase()}`).toISOString();
}

/** Refuses a name that is no IANA time zone. */
export function requireZone(zone: string, path = ''): string {
  formatterOf(zone, path);
  return zone;
}

// Making a formatter costs far more than using it, and a process sees a handful of zones.
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(zone: string, path = ''): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known !== undefined) return known;
  try {
    const made = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      calendar: 'iso8601',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formatters.set(zone, made);
    return made;
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new DomainError(
      'unknown-zone',
      `"${zone}" is no time zone; write a name such as Asia/Ho_Chi_Minh.`,
      { path },
    );
  }
}

// Asking a formatter takes microseconds, and a decision asks dozens of times: a day (of UTC) that begins and ends with the same
// offset has it throughout, and is asked about once. Before 1970 offsets were not yet what they are; nobody asks there often.
const steadyDays = new Map<string, Map<number, number | null>>();
const MOST_DAYS = 8_192;

function offsetMs(at: number, zone: string): number {
  const day = Math.floor(at / MS_PER_DAY);
  if (!(day >= 0)) return shownOffsetMs(at, zone);
  let days = steadyDays.get(zone);
  if (days === undefined || days.size > MOST_DAYS) steadyDays.set(zone, (days = new Map()));
  let steady = days.get(day);
  if (steady === undefined) {
    const first = shownOffsetMs(day * MS_PER_DAY, zone);
    steady = first === shownOffsetMs((day + 1) * MS_PER_DAY, zone) ? first : null;
    days.set(day, steady);
  }
  return steady ?? shownOffsetMs(at, zone);
}

function shownOffsetMs(at: number, zone: string): number {
  const shown = new Map(
    formatterOf(zone)
      .formatToParts(at)
      .map((part) => [part.type, part.value]),
  );
  const year = (shown.get('year') ?? '').padStart(4, '0');
  const text = `${year}-${shown.get('month')}-${shown.get('day')}T${shown.get('hour')}:${shown.get('minute')}:${shown.get('second')}Z`;
  return Date.parse(text) - Math.floor(at / 1000) * 1000;
}

function timeOf(instant: Instant): number {
  const at = Date.parse(instant);
  if (Number.isNaN(at)) throw new DomainError('invalid-instant', `"${instant}" is no instant.`, { instant });
  return at;
}

const two = (n: number) => String(n).padStart(2, '0');
