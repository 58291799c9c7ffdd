import { isDay } from '@dondoc/domain/calendar/day-arithmetic.ts';
import { fold, isUpper, repairDigits } from './fold.ts';

export type DateReading = {
  date: string | null;
  place: string | null;
  /** IMPOSSIBLE: printed, but no day of the calendar; BLANK: the day or month is left open (a draft). */
  fault: 'IMPOSSIBLE' | 'BLANK' | null;
  repairedFrom: string | null;
  start: number;
  end: number;
};

const DIGIT = '[0-9oil|!]';
const IN_WORDS = new RegExp(
  `(?:nga[yv]|,)\\s*(${DIGIT}\\s?${DIGIT}?|[.…_\\s]*)\\s*,?\\s*thang\\s*(${DIGIT}\\s?${DIGIT}?|[.…_\\s]*)\\s*,?\\s*na(?:m|rn)\\s*((?:[0-9oilsbz|!]\\s?){4})(?![0-9])`,
);
const IN_FIGURES =
  /(?:,\s*(?:nga[yv]\s*)?|nga[yv]\s*)([0-9oil|!]{1,2})\s*[/.-]\s*([0-9oil|!]{1,2})\s*[/.-]\s*([0-9oil|!]{4})(?=\s*(?:\t|$))/;

/** The capitalised words right before the date, with the small words that belong to place names. */
const PLACE =
  /(?:(?:TP\.?|Tp\.?|[Tt]hành phố|[Tt]hị xã|[Hh]uyện|[Tt]ỉnh)\s+)?\p{Lu}[\p{L}.]*(?:\s+(?:-\s+|–\s+)?\p{Lu}[\p{L}.]*)*$/u;

/** "SỞ NỘI VỤ Quảng Ngãi": the capitals are the other column's. */
const withoutIssuer = (text: string): string =>
  isUpper(text) ? text : text.replace(/^(?:(?!TP\b)\p{Lu}{2,}[\s,.–-]+)+(?=\p{Lu}\p{Ll})/u, '');

function placeBefore(text: string): { place: string | null; start: number } {
  const cut = text.lastIndexOf('\t') + 1;
  const cell = text.slice(cut).replace(/[\s,]+$/u, '');
  const trimmed = withoutIssuer(cell.trimStart());
  const isAbstract = /^(?:v\s*\/\s*v|ve )/.test(fold(trimmed));
  if (trimmed !== '' && trimmed.length <= 30 && !isAbstract && /^\p{Lu}[^\d/]*$/u.test(trimmed))
    return { place: trimmed, start: cut + cell.length - trimmed.length };
  const words = PLACE.exec(cell);
  // "… Thông báo số 120/TB-UBND ngày 10/5/2024": the end of another document's number is no place.
  if (words === null || isUpper(cell) || /[\p{L}\d][-–—/]$/u.test(cell.slice(0, words.index)))
    return { place: null, start: text.length };
  const place = withoutIssuer(words[0]);
  return { place, start: cut + words.index + words[0].length - place.length };
}

/** "Quảng Ngãi, ngày 15 tháng 11 năm 2023" (or "…, 15/11/2023") in a line of the head, with common slips in the digits. */
export function readPlaceAndDate(line: string): DateReading | null {
  const folded = fold(line);
  const match = IN_WORDS.exec(folded) ?? IN_FIGURES.exec(folded);
  if (match === null) return null;
  const [whole, dayText = '', monthText = '', yearText = ''] = match;
  const parts = [yearText, monthText, dayText].map((part) => part.replace(/\s/g, ''));
  const [year = '', month = '', day = ''] = parts.map(repairDigits);
  const { place, start } = placeBefore(line.slice(0, match.index));
  const end = match.index + whole.trimEnd().length;
  // A date inside a line of small letters, after no place, is that of another document.
  const before = line.slice(line.lastIndexOf('\t', match.index) + 1, match.index);
  if (place === null && /\p{Ll}/u.test(before) && !isUpper(before)) return null;
  // "Ngày 11 tháng 3 năm 2024, Chủ tịch chủ trì họp …" opens a sentence; a date of signing ends its cell.
  if (place === null && /^\s*[,;]|^ \p{Ll}/u.test(line.slice(end))) return null;
  const printed = /^\d+$/.test(day) && /^\d+$/.test(month);
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const repaired = printed && [year, month, day].some((part, index) => part !== parts[index]);
  return {
    date: printed && isDay(iso) ? iso : null,
    place,
    fault: printed ? (isDay(iso) ? null : 'IMPOSSIBLE') : 'BLANK',
    repairedFrom: repaired ? line.slice(match.index, end) : null,
    start: place === null ? match.index : start,
    end,
  };
}
