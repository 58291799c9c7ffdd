import { dayFrom } from '../calendar/day-arithmetic.ts';
import type { Day } from '../calendar/day.ts';
import { DomainError } from '../domain-error.ts';

// The words of deadlines in Vietnamese documents, for the flags `iu` on NFC text. Each source is a whole phrase.
// No two optional runs of spaces stand side by side: a page of blanks is read in linear time.
const START = String.raw`(?<![\p{L}\p{N}]|\d[.,])`;
const END = String.raw`(?![\p{L}\p{N}])`;
const YEAR = String.raw`\s*(?:[/–-]|(?:,\s*)?năm)\s*\d{4}`;
const DAY_MONTH = String.raw`\d{1,2}\s*(?:[/–-]|tháng)\s*\d{1,2}`;
const DOTTED = String.raw`\d{1,2}\.\d{1,2}\.\d{4}`;
// A short year, "15/12/26", is left unread rather than read as a date without one.
const DATE_END = String.raw`(?!\d|\s*[/–-]\s*\d)`;
const DATE = `(?:${DAY_MONTH}(?:${YEAR})?|${DOTTED})${DATE_END}`;
const FULL_DATE = `(?:${DAY_MONTH}${YEAR}|${DOTTED})${DATE_END}`;
const WEEKDAY = String.raw`(?:(?:thứ\s+\p{L}+|thứ\s+[2-7]|chủ\s+nhật)\s*(?:,\s*)?)`;
const TIME = String.raw`(?<hour>\d{1,2})\s*(?:giờ|h|g|:)(?:\s*(?<minute>\d{2})(?:\s*(?:phút|'))?)?`;
const LATEST = String.raw`(?:chậm|muộn)\s+nhất`;
const BEFORE = String.raw`(?:${LATEST}\s+(?:là\s+)?(?:đến\s+)?)?trước`;
const BY = String.raw`${LATEST}(?:\s+(?:là|vào|trong))*(?:\s+(?:đến\s+)?hết|\s+đến)?|(?:đến\s+)?hết|không\s+muộn\s+hơn|hạn\s+(?:cuối|chót)(?:\s+cùng)?(?:\s+là)?`;
const QUARTER = String.raw`đầu(?:\s+tiên)?(?:\s+(?:của|mỗi|hằng|hàng))*\s+qu[ýí]${END}`;
const EVENT = String.raw`(?:nhận|ký|ban\s+hành|có|công\s+bố|phát\s+hành)(?:\s+được)?(?:\s+(?:văn\s+bản|công\s+văn|thông\s+báo|kết\s+luận|quyết\s+định|kế\s+hoạch|yêu\s+cầu|hồ\s+sơ))?(?:\s+này)?`;
const SINCE = String.raw`\s*(?:,\s*)?(?:(?:kể|tính)\s+)?từ\s+(?:ngày\s+(?<start>${DATE})|(?:ngày|khi|lúc|thời\s+điểm)\s+${EVENT})${END}`;
const LEAD = String.raw`(?:trong(?:\s+(?:vòng|thời\s+hạn|thời\s+gian))?|${LATEST}(?:\s+(?:là|sau|trong))*|không\s+quá|tối\s+đa)\s+`;
const COUNT = String.raw`(?<count>\d{1,4})(?:\s*\(\s*\p{L}[^)\d]{0,30}\))?\s+ngày`;
const WORKING = String.raw`(?<working>\s+làm\s+việc)`;
// "05 ngày làm việc đầu quý" and "15 ngày đầu tháng" say when the count starts: no span from a receipt.
const NO_START = String.raw`(?!\s+(?:làm\s+việc|đầu|cuối))`;

/** "trước ngày 15/12/2026", "chậm nhất là 17 giờ ngày 15 tháng 12 năm 2026", "đến hết ngày 15-12-2026". */
export const DATE_PHRASE = new RegExp(
  `${START}(?<relation>${BEFORE}|${BY}|trong(?=\\s+ngày))\\s+(?:${TIME}\\s*(?:,\\s*)?)?${WEEKDAY}?(?:ngày\\s+(?<date>${DATE})|(?<fullDate>${FULL_DATE}))${END}`,
  'iu',
);

/** "trong 15 ngày", "07 ngày làm việc", "10 ngày kể từ ngày nhận": a bare "15 ngày" is no deadline. */
export const SPAN_PHRASE = new RegExp(
  `${START}(?=${LEAD}|\\d{1,4}[^.;]{0,34}?ngày(?:${SINCE.replace('?<start>', '?:')}|\\s+làm\\s+việc))` +
    `(?:${LEAD})?${COUNT}${WORKING}?${NO_START}(?:${SINCE})?${END}`,
  'iu',
);

/** "05 ngày làm việc đầu quý". */
export const QUARTER_SPAN_PHRASE = new RegExp(
  `${START}(?:${LEAD})?(?<quarterCount>\\d{1,2})(?:\\s*\\(\\s*\\p{L}[^)\\d]{0,30}\\))?\\s+ngày\\s+làm\\s+việc\\s+${QUARTER}`,
  'iu',
);

/** "trước ngày 05 tháng đầu quý", "chậm nhất ngày 10 của tháng đầu mỗi quý". */
export const QUARTER_DAY_PHRASE = new RegExp(
  `${START}(?<relation>${BEFORE}|${BY})\\s+ngày\\s+(?<quarterDay>\\d{1,2})\\s+(?:của\\s+)?tháng\\s+${QUARTER}`,
  'iu',
);

/** Reads a date in any of the ways it is written; `year` stands in for one left out. */
export function readDate(text: string, year?: number): { day: Day; yearAssumed: boolean } {
  const [dayOfMonth, month, written] = (text.match(/\d+/gu) ?? []).map(Number);
  const inYear = written ?? year;
  if (inYear === undefined) {
    throw new DomainError('year-missing', `"${text}" names no year; write the year.`, { path: '/phrase' });
  }
  const day = dayFrom(inYear, month ?? 0, dayOfMonth ?? 0);
  if (day === null) {
    throw new DomainError('invalid-day', `"${text}" is no day of the calendar of ${inYear}.`, {
      path: '/phrase',
    });
  }
  return { day, yearAssumed: written === undefined };
}
