import { calendarFor, NEWEST_CALENDAR } from '@dondoc/domain/calendar/calendars.ts';
import type { Day } from '@dondoc/domain/calendar/day.ts';
import type { FoundDeadline } from '@dondoc/domain/deadline/deadline-phrase.ts';
import { findDeadlinePhrases, parseDeadlinePhrase } from '@dondoc/domain/deadline/deadline-phrase.ts';
import { resolveDeadline } from '@dondoc/domain/deadline/resolve-deadline.ts';
import type { BodyPart } from './body.ts';
import { confidence, REPAIRED } from './confidence.ts';
import type { ImportedDeadline, ImportWarning } from './directive-import.ts';
import type { Found } from './further-deadlines.ts';
import { furtherDeadlines, recurringDeadlines } from './further-deadlines.ts';
import type { Reading } from './reading.ts';
import { warn } from './reading.ts';
import { repairDates } from './repair-dates.ts';

const SIGNED = /(?:kể|tính)?\s*từ\s+ngày\s+(?:ký|ban hành|có hiệu lực)/iu;

/** What a count of days runs from, in words outside the grammar: "… kể từ ngày kết thúc hội nghị", "… sau khi kiểm điểm"; up to the end of the clause. */
const EVENT =
  /^\s*(?:,\s*)?(?:(?:(?:kể|tính)\s+)?từ\s+(?:ngày|khi|lúc|thời điểm)|sau\s+(?:ngày|khi))\s+\p{L}[^.,;:()\d]{0,80}(?=[.,;:()]|$)/iu;

/** The date that the text states: "trước ngày 15/12" names the 15th, whatever its last good moment is. */
function stated(found: FoundDeadline, year: number | null, date: Day | null): Found {
  const { phrase, index, relation, count, unit } = found;
  const options = year === null ? {} : { year };
  const counted = count === undefined || unit === undefined ? {} : { count, unit };
  const plain: Found = {
    phrase,
    index,
    relation,
    on: null,
    yearAssumed: found.yearAssumed === true,
    ...counted,
  };
  if (count === undefined && found.on === null) return plain;
  const parsed = parseDeadlinePhrase(phrase, options);
  if (parsed?.kind === 'DATE')
    return { ...plain, on: parsed.day, ...(parsed.time === undefined ? {} : { time: parsed.time }) };
  if (parsed?.kind !== 'SPAN') return plain;
  const start = parsed.start ?? (SIGNED.test(phrase) ? date : null);
  return start === null
    ? plain
    : { ...plain, on: resolveDeadline(parsed, start, calendarFor(NEWEST_CALENDAR)).on };
}

/** What stands earlier in the list keeps its words; what overlaps it falls away. */
function withoutOverlap(found: readonly Found[], length: number): Found[] {
  const taken = new Uint8Array(length);
  return found.filter(({ index, phrase }) => {
    const end = index + phrase.length;
    if (taken.subarray(index, end).includes(1)) return false;
    taken.fill(1, index, end);
    return true;
  });
}

/** With the event that the count runs from, where the grammar stopped before it. */
function withEvent(found: Found, text: string): Found {
  if (found.count === undefined || found.on !== null || /từ\s/iu.test(found.phrase)) return found;
  const event = EVENT.exec(text.slice(found.index + found.phrase.length));
  return event === null ? found : { ...found, phrase: `${found.phrase}${event[0]}` };
}

function findIn(text: string, date: Day | null): Found[] {
  const year = date === null ? null : Number(date.slice(0, 4));
  const known = findDeadlinePhrases(text, year === null ? {} : { year }).map((found) =>
    withEvent(stated(found, year, date), text),
  );
  const all = [...recurringDeadlines(text), ...known, ...furtherDeadlines(text, year)];
  return withoutOverlap(all, text.length).sort((a, b) => a.index - b.index);
}

/** Every deadline the body states, with the point it stands in. A day before the document's own date is history, not a deadline. */
export function readDeadlines(
  parts: readonly BodyPart[],
  date: Day | null,
): Reading<ImportedDeadline[]> | null {
  const value: ImportedDeadline[] = [];
  const lines: number[] = [];
  const warnings: ImportWarning[] = [];
  let doubts = 1;
  for (const part of parts) {
    const printed = part.lines
      .map((line) => line.text)
      .join(' ')
      .normalize('NFC');
    const text = repairDates(printed);
    const lineAt = lineFinder(part);
    for (const { index, yearAssumed, ...found } of findIn(text, date)) {
      if (date !== null && found.on !== null && found.on < date && !yearAssumed) {
        warnings.push(
          warn(
            'PAST_DATE',
            'deadlines',
            `"${found.phrase}" lies before the date of the document and was not taken for a deadline.`,
          ),
        );
        continue;
      }
      const { phrase, on, relation, recurs, ...further } = found;
      value.push({ phrase, on, relation, requirement: part.no, ...further });
      lines.push(lineAt(index), lineAt(index + phrase.length - 1));
      if (yearAssumed)
        warnings.push(
          warn(
            'NO_YEAR',
            'deadlines',
            `"${found.phrase}" names no year; the year of the document was taken.`,
          ),
        );
      if (recurs)
        warnings.push(
          warn('RECURRING', 'deadlines', `"${phrase}" comes back; give a day for each time it is due.`),
        );
      else if (found.on === null && found.count === undefined)
        warnings.push(
          warn(
            'AMBIGUOUS_DEADLINE',
            'deadlines',
            `"${found.phrase}" could not be turned into a date; give it by hand.`,
          ),
        );
      if (printed.slice(index, index + phrase.length) !== phrase) {
        warnings.push(
          warn(
            'REPAIRED_OCR',
            'deadlines',
            `A deadline was repaired to "${found.phrase}"; compare with the paper.`,
          ),
        );
        doubts = REPAIRED;
      }
    }
  }
  const kept = warnings.filter((warning) => warning.code !== 'PAST_DATE');
  if (value.length === 0) return warnings.length === 0 ? null : { value, confidence: 0, lines: [], warnings };
  return {
    value,
    confidence: confidence([0.9, 0.5], [doubts, ...(kept.length > 0 ? [0.85] : [])]),
    lines,
    warnings,
  };
}

/** For offsets in a part's joined text: the input line that holds each. */
function lineFinder(part: BodyPart): (offset: number) => number {
  let end = 0;
  const ends = part.lines.map((line) => (end += line.text.length + 1));
  return (offset) => {
    let low = 0;
    let high = ends.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (offset < (ends[middle] ?? 0)) high = middle;
      else low = middle + 1;
    }
    return part.lines[low]?.line ?? 1;
  };
}
