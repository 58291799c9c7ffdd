import { dayFrom } from '@dondoc/domain/calendar/day-arithmetic.ts';
import type { Day } from '@dondoc/domain/calendar/day.ts';
import type { ImportedDeadline } from './directive-import.ts';

/** A deadline in a stretch of text; `index` in UTF-16 units. `recurs`: it comes back each month, quarter or year, so no one day is its date. */
export type Found = Omit<ImportedDeadline, 'requirement'> & {
  index: number;
  yearAssumed: boolean;
  recurs?: true;
};

const START = String.raw`(?<![\p{L}\p{N}])`;
const END = String.raw`(?![\p{L}\p{N}])`;
const TIME = String.raw`(?:(?<hour>\d{1,2})\s*(?:giờ|h|g)\s*(?<minute>\d{2})?(?:\s*phút)?\s*,?\s*)`;
const DATE = String.raw`(?<day>\d{1,2})(?:\s*[/-]\s*|\s+tháng\s+)(?<month>\d{1,2})(?:(?:\s*[/-]\s*|\s+năm\s+)(?<year>\d{4}))?(?![\d/])`;
const YEAR = String.raw`(?:\s*[/-]\s*|\s+(?:năm\s+)?)(?<year>\d{4})(?!\d)`;
const LATEST = String.raw`(?:chậm|muộn)\s+nhất(?:\s+(?:là|vào|trong|đến))*`;

type Form = { relation: ImportedDeadline['relation']; pattern: RegExp };
const form = (relation: Form['relation'], source: string): Form => ({
  relation,
  pattern: new RegExp(START + source, 'giu'),
});

/** Days named with the words of delivery but outside the grammar of relations: "vào ngày 20/12/2023", "trước 20/12", "hạn cuối: 20/12". */
const DAYS: readonly Form[] = [
  form('ON', String.raw`(?:vào|đúng)\s+ngày\s+${DATE}`),
  form('BEFORE', String.raw`trước\s+(?<day>\d{1,2})\s*[/-]\s*(?<month>\d{1,2})(?<year>)(?![\d/-])`),
  form(
    'BY',
    String.raw`(?:hạn\s+cuối|hạn\s+chót|thời\s+hạn|thời\s+gian\s+hoàn\s+thành)(?:\s+(?:cùng|gửi|nộp|hoàn thành|báo cáo|cuối cùng))*\s*(?:là|:)?\s*${TIME}?(?:ngày\s+)?${DATE}`,
  ),
  // A year of two figures: "trước ngày 15/12/23".
  ...(['BEFORE', 'BY'] as const).map((relation) =>
    form(
      relation,
      String.raw`${relation === 'BEFORE' ? 'trước' : String.raw`(?:${LATEST}|(?:đến\s+)?hết)`}\s+${TIME}?ngày\s+(?<day>\d{1,2})[/-](?<month>\d{1,2})[/-](?<year>2\d)(?![\d/-])`,
    ),
  ),
  // "Đến ngày 31/12/2024 phải hoàn thành"; but "số liệu tính đến ngày …" and "từ ngày … đến ngày …" say what is counted.
  form(
    'BY',
    String.raw`(?<!(?:từ|tính|số liệu)\s[^.;]{0,50})đến\s+ngày\s+${DATE}(?=[^.;]{0,40}(?:phải|hoàn thành|hoàn tất|xong))`,
  ),
  form('BY', String.raw`(?<=(?:hoàn thành|gia hạn|phấn đấu|xong)\s+)đến\s+ngày\s+${DATE}`),
];
/** A month or quarter: its last day is the deadline; "trước tháng 6/2024" names its first. */
const MONTH = form(
  'BY',
  String.raw`(?:trong|hết|${LATEST}(?:\s+(?:hết|cuối))?)\s+tháng\s+(?<month>\d{1,2})${YEAR}`,
);
const BEFORE_MONTH = form('BEFORE', String.raw`trước\s+tháng\s+(?<month>\d{1,2})${YEAR}`);
const QUARTER = form('BY', String.raw`(?:trong|hết|${LATEST})\s+quý\s+(?<quarter>IV|I{1,3}|[1-4])${YEAR}`);
const QUARTERS = ['I', 'II', 'III', 'IV'];

const EACH = String.raw`(?:hằng|hàng|mỗi|từng)\s+(?:ngày|tuần|tháng|quý|năm)`;
const CYCLE = String.raw`(?:(?:của\s+)?(?:tháng|quý)\s+(?:đầu|cuối|sau|kế|liền)(?:\s+(?:tiên|tiếp|kề|sau|của|mỗi|hằng|hàng|từng|quý|năm))*|(?:của\s+)?năm\s+(?:sau|tiếp\s+theo|kế\s+tiếp|liền\s+kề)|(?:của\s+)?${EACH})`;
const WEEKDAY = String.raw`(?:(?:ngày\s+)?(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\s+nhật)\s+)`;
/** "trước ngày 25 hằng tháng", "chậm nhất ngày 20 của tháng cuối quý", "trước 17 giờ thứ Sáu hằng tuần". */
const RECURRING = (['BEFORE', 'BY', 'ON'] as const).map((relation) => {
  const words = {
    BEFORE: String.raw`(?:${LATEST}\s+)?trước`,
    BY: `(?:${LATEST}|(?:đến\\s+)?hết|không\\s+muộn\\s+hơn)`,
    ON: 'vào',
  };
  return form(
    relation,
    String.raw`${words[relation]}\s+${TIME}?(?:ngày\s+\d{1,2}(?:\s*[/-]\s*\d{1,2}|\s+tháng\s+\d{1,2})?\s*(?:,\s*)?${CYCLE}|${WEEKDAY}?${EACH})${END}`,
  );
});

const lastDay = (year: number, month: number): Day | null =>
  [31, 30, 29, 28].map((day) => dayFrom(year, month, day)).find((day) => day !== null) ?? null;

const timeOf = ({ hour, minute = '00' }: Readonly<Record<string, string | undefined>>) =>
  hour === undefined || Number(hour) > 23 || Number(minute) > 59
    ? {}
    : { time: `${hour.padStart(2, '0')}:${minute}` };

const matches = ({ relation, pattern }: Form, text: string) =>
  [...text.matchAll(pattern)].map((match) => ({
    base: { phrase: match[0], index: match.index, relation, yearAssumed: false },
    groups: match.groups ?? {},
  }));

/** Deadlines that come back; none has a date of its own. */
export const recurringDeadlines = (text: string): Found[] =>
  RECURRING.flatMap((form) => matches(form, text)).map(({ base, groups }): Found => ({
    ...base,
    on: null,
    ...timeOf(groups),
    recurs: true,
  }));

/** Days, months and quarters stated outside the grammar of deadline phrases. `year` stands in for one left out. */
export function furtherDeadlines(text: string, year: number | null): Found[] {
  const days = DAYS.flatMap((form) => matches(form, text)).map(({ base, groups }): Found => {
    const printed = groups['year'] === '' ? undefined : groups['year'];
    const inYear = printed?.length === 2 ? `20${printed}` : (printed ?? year);
    const on =
      inYear === null ? null : dayFrom(Number(inYear), Number(groups['month']), Number(groups['day']));
    return { ...base, on, yearAssumed: printed === undefined, ...timeOf(groups) };
  });
  const months = matches(MONTH, text).map(({ base, groups }): Found => ({
    ...base,
    on: lastDay(Number(groups['year']), Number(groups['month'])),
  }));
  const quarters = matches(QUARTER, text).map(({ base, groups }): Found => {
    const name = groups['quarter'] ?? '';
    const quarter = QUARTERS.indexOf(name.toUpperCase()) + 1 || Number(name);
    return { ...base, on: lastDay(Number(groups['year']), quarter * 3) };
  });
  const firsts = matches(BEFORE_MONTH, text).map(({ base, groups }): Found => ({
    ...base,
    on: dayFrom(Number(groups['year']), Number(groups['month']), 1),
  }));
  return [...days, ...months, ...firsts, ...quarters];
}
