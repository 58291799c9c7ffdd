import { calendarFor, NEWEST_CALENDAR } from '@dondoc/domain/calendar/calendars.ts';
import { dayFrom } from '@dondoc/domain/calendar/day-arithmetic.ts';
import type { Day } from '@dondoc/domain/calendar/day.ts';
import type { FoundDeadline } from '@dondoc/domain/deadline/deadline-phrase.ts';
import { findDeadlinePhrases, parseDeadlinePhrase } from '@dondoc/domain/deadline/deadline-phrase.ts';
import { resolveDeadline } from '@dondoc/domain/deadline/resolve-deadline.ts';
import type { BodyPart } from './body.ts';
import { confidence, REPAIRED } from './confidence.ts';
import type { ImportedDeadline, ImportWarning } from './directive-import.ts';
import { fold, repairDigits } from './fold.ts';
import type { Reading } from './reading.ts';
import { warn } from './reading.ts';

const SIGNED = /(?:kể|tính)?\s*từ\s+ngày\s+(?:ký|ban hành|có hiệu lực)/iu;
/** Days named with the words of delivery but outside the grammar of relations: "vào ngày 20/12/2023", "trước 20/12". */
const ON_DAY =
  /(?<![\p{L}\p{N}])(?:vào|đúng)\s+ngày\s+(\d{1,2})(?:\s*[/-]\s*|\s+tháng\s+)(\d{1,2})(?:(?:\s*[/-]\s*|\s+năm\s+)(\d{4}))?(?![\d/])/giu;
const BEFORE_SHORT = /(?<![\p{L}\p{N}])(?:xong\s+)?trước\s+(\d{1,2})\s*[/-]\s*(\d{1,2})(?![\d/-])/giu;
const IN_MONTH =
  /(?<![\p{L}\p{N}])(?:trong|chậm nhất(?: là)?(?: trong)?|hết)\s+tháng\s+(\d{1,2})(?:\s*[/-]\s*|\s+năm\s+)(\d{4})(?!\d)/giu;

const LIMIT =
  /(?<![\p{L}\p{N}])(?:hạn cuối|hạn chót|thời hạn|thời gian hoàn thành)(?:\s+(?:cùng|gửi|nộp|hoàn thành|báo cáo|cuối cùng))*\s*(?:là|:)?\s*(?:ngày\s+)?(\d{1,2})(?:\s*[/-]\s*|\s+tháng\s+)(\d{1,2})(?:(?:\s*[/-]\s*|\s+năm\s+)(\d{4}))?(?![\d/])/giu;
const IN_QUARTER =
  /(?<![\p{L}\p{N}])(?:trong|hết)\s+quý\s+(IV|I{1,3}|[1-4])(?:\s*[/-]\s*|\s+(?:năm\s+)?)(\d{4})(?!\d)/giu;
const QUARTERS = ['I', 'II', 'III', 'IV'];

const WORDS: Readonly<Record<string, string>> = {
  truoc: 'trước',
  ngay: 'ngày',
  thang: 'tháng',
  nam: 'năm',
  cham: 'chậm',
  muon: 'muộn',
  nhat: 'nhất',
  den: 'đến',
  het: 'hết',
  lam: 'làm',
  viec: 'việc',
  ke: 'kể',
  tu: 'từ',
  nhan: 'nhận',
  duoc: 'được',
  gio: 'giờ',
  ky: 'ký',
  la: 'là',
};

/** Restores lost tone marks and misread digits around dates, character for character, so that offsets stay. */
export function repairDates(text: string): string {
  const withWords = text.replace(
    /(?<![\p{L}])(?:truoc|cham nhat|den het|trong vong|trong)(?![\p{L}])[^.;:]{0,60}/giu,
    (window) =>
      /\bngay\b/i.test(window) || /^truoc/i.test(window)
        ? window.replace(/(?<!\p{L})[a-z]+(?!\p{L})/giu, (word) => WORDS[word.toLowerCase()] ?? word)
        : window,
  );
  return withWords
    .replace(/(?<=(?:trước|nhất|đến)\s+\d{1,2})\.(?=\d{2}\s+ngày)/giu, ':')
    .replace(
      /((?:ngày|tháng|năm|trước|trong(?: vòng)?)\s+)([0-9OoIl|]{1,4})(?=\s*(?:[/.,;-]|tháng|năm|ngày|$|\s))/giu,
      (whole, lead: string, digits: string) =>
        /^[oOI]$|^[Il|]{3,}$/.test(digits) ? whole : lead + repairDigits(fold(digits)),
    )
    .replace(
      /(?<![\p{L}\p{N}])[0-9OoIl|]{1,2}\s*[/-]\s*[0-9OoIl|]{1,2}(?:\s*[/-]\s*[0-9OoIl|]{4})?(?![\p{L}\p{N}])/gu,
      (date) => (/\d/.test(date) ? repairDigits(fold(date)) : date),
    );
}

const lastDay = (year: number, month: number): Day | null =>
  [31, 30, 29, 28].map((day) => dayFrom(year, month, day)).find((day) => day !== null) ?? null;

type Found = Omit<ImportedDeadline, 'requirement'> & { index: number; yearAssumed: boolean };

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

function furtherPhrases(text: string, year: number | null): Found[] {
  const dated = (pattern: RegExp, relation: 'ON' | 'BEFORE' | 'BY') =>
    [...text.matchAll(pattern)].map((match): Found => {
      const [phrase, day, month, printed] = match;
      const on =
        printed === undefined && year === null
          ? null
          : dayFrom(Number(printed ?? year), Number(month), Number(day));
      return { phrase, index: match.index, relation, on, yearAssumed: printed === undefined };
    });
  const months = [...text.matchAll(IN_MONTH)].map((match): Found => {
    const [phrase, month, printed] = match;
    return {
      phrase,
      index: match.index,
      relation: 'BY',
      on: lastDay(Number(printed), Number(month)),
      yearAssumed: false,
    };
  });
  const quarters = [...text.matchAll(IN_QUARTER)].map((match): Found => {
    const [phrase, name = '', printed] = match;
    const quarter = QUARTERS.indexOf(name.toUpperCase()) + 1 || Number(name);
    const on = lastDay(Number(printed), quarter * 3);
    return { phrase, index: match.index, relation: 'BY', on, yearAssumed: false };
  });
  return [
    ...dated(ON_DAY, 'ON'),
    ...dated(BEFORE_SHORT, 'BEFORE'),
    ...dated(LIMIT, 'BY'),
    ...months,
    ...quarters,
  ];
}

function findIn(text: string, date: Day | null): Found[] {
  const year = date === null ? null : Number(date.slice(0, 4));
  const known = findDeadlinePhrases(text, year === null ? {} : { year }).map((found) =>
    stated(found, year, date),
  );
  const covered = (index: number) =>
    known.some((other) => index < other.index + other.phrase.length && index + 6 > other.index);
  return [...known, ...furtherPhrases(text, year).filter((found) => !covered(found.index))].sort(
    (a, b) => a.index - b.index,
  );
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
      const { phrase, on, relation, ...further } = found;
      value.push({ phrase, on, relation, requirement: part.no, ...further });
      lines.push(lineAt(part, index), lineAt(part, index + found.phrase.length - 1));
      if (yearAssumed)
        warnings.push(
          warn(
            'NO_YEAR',
            'deadlines',
            `"${found.phrase}" names no year; the year of the document was taken.`,
          ),
        );
      if (found.on === null && found.count === undefined)
        warnings.push(
          warn(
            'AMBIGUOUS_DEADLINE',
            'deadlines',
            `"${found.phrase}" could not be turned into a date; give it by hand.`,
          ),
        );
      if (!printed.includes(found.phrase)) {
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

function lineAt(part: BodyPart, offset: number): number {
  let start = 0;
  for (const line of part.lines) {
    start += line.text.length + 1;
    if (offset < start) return line.line;
  }
  return part.lines.at(-1)?.line ?? 1;
}
