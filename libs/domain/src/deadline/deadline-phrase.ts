import type { Day } from '../calendar/day.ts';
import type { WorkingCalendar } from '../calendar/working-calendar.ts';
import { addDays } from '../calendar/day-arithmetic.ts';
import { DomainError } from '../domain-error.ts';
import type { DeadlineUnit, Relation } from './deadline.ts';
import type { DeadlinePhrase } from './phrase.ts';
import {
  DATE_PHRASE,
  QUARTER_DAY_PHRASE,
  QUARTER_SPAN_PHRASE,
  SPAN_PHRASE,
  readDate,
} from './phrase-grammar.ts';
import { resolveDeadline } from './resolve-deadline.ts';

/** `year` stands in for a year that the phrase leaves out. */
export type PhraseOptions = { year?: number };
export type FindOptions = PhraseOptions & { calendar?: WorkingCalendar; knownOn?: Day };

export type FoundDeadline = {
  phrase: string;
  /** Where it starts, in UTF-16 units of the text's NFC form. */
  index: number;
  relation: Relation;
  /** The last good day; null when the starting day is not known, or the date does not exist. */
  on: Day | null;
  count?: number;
  unit?: DeadlineUnit;
  time?: string;
  /** The year was left out and taken from the options. */
  yearAssumed?: true;
};

const GRAMMAR = [DATE_PHRASE, SPAN_PHRASE, QUARTER_SPAN_PHRASE, QUARTER_DAY_PHRASE] as const;
// After "kể từ" a whole phrase may end in any words: "kể từ ngày nhận được Công văn này".
const TRAILING_EVENT = / ?(?:, ?)?(?:(?:kể|tính) )?từ (?:ngày|khi|lúc|thời điểm) \p{L}[^.;]{0,120}$/iu;

/**
 * Reads a text that is one deadline phrase and nothing else; null when it is none. Case, Unicode form and spacing do not
 * matter. Refuses a date that does not exist, a count of 0, and a date without a year when no `year` is given.
 */
export function parseDeadlinePhrase(text: string, options: PhraseOptions = {}): DeadlinePhrase | null {
  const whole = text
    .normalize('NFC')
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/ ?[.;,]$/u, '');
  for (const candidate of [whole, whole.replace(TRAILING_EVENT, ' kể từ ngày nhận')]) {
    for (const grammar of GRAMMAR) {
      const match = new RegExp(`^(?:${grammar.source})$`, 'iu').exec(candidate);
      if (match !== null) return { ...phraseOf(match, options), text: whole };
    }
  }
  return null;
}

/** Every deadline phrase of a running text, in order and without overlap. What cannot be dated keeps its words with `on: null`. */
export function findDeadlinePhrases(text: string, options: FindOptions = {}): FoundDeadline[] {
  const body = text.normalize('NFC');
  const matches = GRAMMAR.flatMap((grammar) => [...body.matchAll(new RegExp(grammar.source, 'giu'))]);
  matches.sort((a, b) => a.index - b.index || b[0].length - a[0].length);
  const found: FoundDeadline[] = [];
  let end = 0;
  for (const match of matches) {
    if (match.index < end) continue;
    end = match.index + match[0].length;
    found.push(foundAt(match, options));
  }
  return found;
}

function foundAt(match: RegExpMatchArray & { index: number }, options: FindOptions): FoundDeadline {
  const at = { phrase: match[0], index: match.index };
  const groups = match.groups ?? {};
  try {
    const phrase = phraseOf(match, options);
    const base = { ...at, relation: phrase.relation };
    if (phrase.kind === 'DATE') {
      const { on, time } = resolveDeadline(phrase);
      const stated = time === undefined ? {} : { time };
      return { ...base, on, ...stated, ...(phrase.yearAssumed ? { yearAssumed: true } : {}) };
    }
    if (phrase.kind === 'QUARTER_DAY') return { ...base, on: null };
    const { count, unit } = phrase;
    const { calendar, knownOn } = options;
    const start = phrase.kind === 'SPAN' ? phrase.start : null;
    const on = start === null || !calendar ? null : resolveDeadline(phrase, start, calendar, knownOn).on;
    return { ...base, on, count, unit };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { ...at, relation: groups.count === undefined ? relationOf(groups) : 'WITHIN', on: null };
  }
}

function phraseOf(match: RegExpMatchArray, options: PhraseOptions): DeadlinePhrase {
  const groups = match.groups ?? {};
  const text = match[0];
  if (groups.quarterCount !== undefined) {
    return {
      kind: 'QUARTER_SPAN',
      relation: 'WITHIN',
      count: countOf(groups.quarterCount),
      unit: 'WORKING_DAY',
      text,
    };
  }
  if (groups.quarterDay !== undefined) {
    return {
      kind: 'QUARTER_DAY',
      relation: relationOf(groups),
      dayOfMonth: countOf(groups.quarterDay),
      text,
    };
  }
  if (groups.count !== undefined) {
    const start = groups.start === undefined ? null : readDate(groups.start, options.year).day;
    const unit = groups.working === undefined ? 'DAY' : 'WORKING_DAY';
    return { kind: 'SPAN', relation: 'WITHIN', count: countOf(groups.count), unit, start, text };
  }
  const relation = relationOf(groups);
  const { day, yearAssumed } = readDate(groups.date ?? groups.fullDate ?? '', options.year);
  return { kind: 'DATE', ...timed(relation, day, groups), yearAssumed, text };
}

/** "24 giờ ngày D" is the end of D, and "trước 0 giờ ngày D" is "trước ngày D". */
function timed(relation: Relation, day: Day, { hour, minute = '00' }: Record<string, string | undefined>) {
  if (hour === undefined) return { relation, day };
  const time = `${hour.padStart(2, '0')}:${minute}`;
  if (time === '24:00')
    return {
      relation: relation === 'BEFORE' ? relation : ('BY' as const),
      day: relation === 'BEFORE' ? addDays(day, 1) : day,
    };
  if (time === '00:00' && relation === 'BEFORE') return { relation, day };
  if (Number(hour) > 23 || Number(minute) > 59) {
    throw new DomainError('invalid-time', `There is no time ${time}; write 17 giờ or 17 giờ 30.`, {
      path: '/phrase',
    });
  }
  return { relation, day, time };
}

function relationOf({ relation = '' }: Record<string, string | undefined>): Relation {
  if (/trước/iu.test(relation)) return 'BEFORE';
  return /^trong$/iu.test(relation) ? 'ON' : 'BY';
}

function countOf(digits: string): number {
  const count = Number(digits);
  if (count > 0) return count;
  throw new DomainError('invalid-count', 'A deadline is at least 1 day; write how many.', {
    path: '/phrase',
  });
}
