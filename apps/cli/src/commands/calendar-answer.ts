import { requireDay } from '@dondoc/domain/calendar/day-arithmetic.ts';
import type { Day } from '@dondoc/domain/calendar/day.ts';
import { calendarFor, newestAdoption, NEWEST_CALENDAR } from '@dondoc/domain/calendar/calendars.ts';
import { parseCalendar } from '@dondoc/domain/calendar/parse-calendar.ts';
import type { WorkingCalendar } from '@dondoc/domain/calendar/working-calendar.ts';
import { addWorkingDays } from '@dondoc/domain/calendar/working-days.ts';
import type { SkippedDay } from '@dondoc/domain/calendar/working-days.ts';
import { localText, parseInstant } from '@dondoc/domain/calendar/zoned-time.ts';
import { parseDeadlinePhrase } from '@dondoc/domain/deadline/deadline-phrase.ts';
import type { DeadlinePhrase } from '@dondoc/domain/deadline/phrase.ts';
import type { Relation } from '@dondoc/domain/deadline/deadline.ts';
import { endOf, lastGoodSecond, latenessAt } from '@dondoc/domain/deadline/make-deadline.ts';
import { resolveDeadline } from '@dondoc/domain/deadline/resolve-deadline.ts';
import { DomainError } from '@dondoc/domain/domain-error.ts';

/** `calendar-result/1`: what both calendar commands print with --json. */
export type CalendarResult = {
  kind: 'calendar-result/1';
  calendar: { code: string; version: string; knownOn: Day | null };
  on: Day;
  lastInstant?: string;
  relation?: Relation;
  rolledFrom: Day | null;
  onTime?: boolean;
  lateSeconds?: number;
  skipped: SkippedDay[];
};

/** Options as typed. `calendar` is the parsed content of a calendar file; the newest built-in one otherwise. */
export type CountOptions = { from?: string; days?: string; knownOn?: string; calendar?: unknown };
export type DeadlineOptions = {
  phrase?: string;
  from?: string;
  at?: string;
  knownOn?: string;
  calendar?: unknown;
};

// Ten thousand working days are forty years: beyond that it is a slip, and no calendar knows the holidays.
const MOST_DAYS = 10_000;

/** Refuses bad input with a DomainError whose details name the JSON pointer, as do the others here. */
export function countAnswer(options: CountOptions): CalendarResult {
  const { calendar, knownOn } = calendarOf(options);
  const from = dayOption(options.from, '/from');
  const days = /^[0-9]{1,5}$/.test(options.days ?? '') ? Number(options.days) : 0;
  if (days < 1 || days > MOST_DAYS) {
    throw refusal('invalid-count', '/days', `--days takes a whole number from 1 to ${MOST_DAYS}.`);
  }
  const { on, skipped } = addWorkingDays(calendar, from, days, knownOn);
  return { kind: 'calendar-result/1', calendar: named(calendar, knownOn), on, rolledFrom: null, skipped };
}

export function deadlineAnswer(options: DeadlineOptions): CalendarResult {
  const { calendar, knownOn } = calendarOf(options);
  const from = dayOption(options.from, '/from');
  const phrase = phraseOption(options.phrase ?? '', from);
  const { on, relation, time, rolledFrom, skipped } = resolveDeadline(phrase, from, calendar, knownOn);
  const endsAt = endOf({ on, relation, ...(time === undefined ? {} : { time }) }, calendar.zone);
  return {
    kind: 'calendar-result/1',
    calendar: named(calendar, knownOn),
    on,
    lastInstant: localText(lastGoodSecond(endsAt), calendar.zone),
    relation,
    rolledFrom,
    ...(options.at === undefined ? {} : punctuality(options.at, endsAt)),
    skipped,
  };
}

function punctuality(text: string, endsAt: string) {
  const at = parseInstant(text);
  if (at === null) {
    throw refusal(
      'invalid-instant',
      '/at',
      '--at takes an instant with its offset, like 2026-12-14T23:59:58+07:00.',
    );
  }
  const { isLate, lateSeconds } = latenessAt(at, endsAt);
  return { onTime: !isLate, lateSeconds };
}

function phraseOption(text: string, from: Day): DeadlinePhrase {
  const phrase = parseDeadlinePhrase(text, { year: Number(from.slice(0, 4)) });
  if (phrase === null) {
    throw refusal(
      'unknown-phrase',
      '/phrase',
      `"${text}" is no deadline phrase; write one like "trước ngày 15/12/2026" or "07 ngày làm việc kể từ ngày nhận".`,
    );
  }
  if (phrase.kind === 'DATE' && phrase.yearAssumed && phrase.day < from) {
    throw refusal(
      'year-missing',
      '/phrase',
      `"${text}" names no year and lies before ${from} in that year; write the year.`,
    );
  }
  return phrase;
}

function calendarOf(options: { calendar?: unknown; knownOn?: string }) {
  const calendar =
    options.calendar === undefined ? calendarFor(NEWEST_CALENDAR) : parseCalendar(options.calendar);
  const knownOn = options.knownOn === undefined ? undefined : dayOption(options.knownOn, '/knownOn');
  return { calendar, knownOn };
}

function dayOption(text: string | undefined, path: string): Day {
  if (text === undefined)
    throw refusal('missing', path, `${path.slice(1)} is missing; give a day as YYYY-MM-DD.`);
  return requireDay(text, path);
}

function named(calendar: WorkingCalendar, knownOn: Day | undefined) {
  return { code: calendar.code, version: calendar.version, knownOn: knownOn ?? newestAdoption(calendar) };
}

const refusal = (code: string, path: string, message: string) => new DomainError(code, message, { path });
