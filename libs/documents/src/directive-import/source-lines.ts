import { fold } from './fold.ts';

/** One line of the input, cleaned. `cells` are its parts where an extractor left a column gap (tab, table bar, three spaces). */
export type SourceLine = {
  /** Counted from 1 in the input as given. */
  no: number;
  kind: 'TEXT' | 'BLANK' | 'RULE' | 'PAGE';
  text: string;
  cells: readonly string[];
};

const MARKER = /^(?:[-–—+•*·▪●○]|\d{1,2}[.)]|[a-zđ][.)]|[IVX]{1,4}\.)$/u;
const PAGE_NUMBER = /^(?:-\s*)?\d{1,3}(?:\s*-)?$|^trang\s*:?\s*\d+(?:\s*(?:\/|tren)\s*\d+)?$/;
/** Stamps of electronic signing, printed anywhere by the signing software. */
const SIGNING_STAMP = /^(?:ky boi|nguoi ky|thoi gian ky|ngay ky|email|chu ky so)\s*:/;

function withoutMarkup(marked: string): string {
  const row = marked.trim();
  const isTableRow = row.length > 1 && row.startsWith('|') && row.endsWith('|');
  return (isTableRow ? row.replaceAll('|', '\t') : marked)
    .replace(/<br\s*\/?>|<\/t[dh]>/gi, '\t')
    .replace(/<\/?(?:u|b|i|em|strong|p|div|span|sup|sub|center|t[dhr]|table)(?:\s[^>]*)?>/gi, '')
    .replace(/&nbsp;/g, ' ')
    .replace(/&amp;/g, '&')
    .replace(/\\([\\*_#\-.+()[\]!>|`~])/g, '$1')
    .replace(/^\s*(?:>\s?)+/, '')
    .replace(/^\s*#{1,6}\s+/, '')
    .replace(/(?:^|\s)\|(?=\s|$)/g, '\t')
    .replace(/\\\s*$/, '')
    .replaceAll('`', '')
    .replace(/\*{2,}|__+(?=\p{L})|(?<=[\p{L}.,;:)])__+/gu, '')
    .replace(/(^|[\s(])[*_](?!\s)([^*_]+?)(?<!\s)[*_](?=$|[\s).,;:])/g, '$1$2')
    .replace(/^(\s*)\*(?=\S)/, '$1')
    .replace(/(?<=\S)\s*\*+\s*$/, '');
}

/** "ngày15tháng11năm2023", "Quảng Ngãi,ngày 15", "Số1889": the spaces that extractors lose around figures. */
const withLostSpaces = (text: string): string =>
  text
    .replace(/(?<=(?<!\p{L})(?:ngày|tháng|năm|trước|số|điều|giờ))(?=\d)/giu, ' ')
    .replace(/(?<=\d)(?=(?:ngày|tháng|năm|giờ)(?!\p{L}))/giu, ' ')
    .replace(/(?<=\p{L},)(?=ngày\s)/giu, ' ');

function toCells(line: string): string[] {
  const cells: string[] = [];
  let marker = '';
  for (const part of line.split(/\t| {3,}/)) {
    const cell = part.replace(/\s+/g, ' ').trim();
    if (cell === '') continue;
    if (MARKER.test(cell)) {
      if (marker !== '') cells.push(marker);
      marker = cell;
      continue;
    }
    cells.push(marker === '' ? cell : `${marker} ${cell}`);
    marker = '';
  }
  if (marker !== '') cells.push(marker);
  return cells;
}

function kindOf(text: string): SourceLine['kind'] {
  if (text === '') return 'BLANK';
  if (!/[\p{L}\p{N}]/u.test(text) || /^[-–—*_.\s]*o\s?0\s?o[-–—*_.\s]*$/i.test(text)) return 'RULE';
  const folded = fold(text);
  return PAGE_NUMBER.test(folded) || SIGNING_STAMP.test(folded) ? 'PAGE' : 'TEXT';
}

/** Expects NFC text. Undoes what extractors and editors add (markup, invisible characters, odd spaces and hyphens), never the words. */
export function sourceLines(text: string): SourceLine[] {
  return text.split(/\r\n|\n|\r/).map((raw, index) => {
    const plain = raw
      .replace(/[\u200b-\u200f\u2060\ufeff\u00ad\u202a-\u202e]/g, '')
      .replace(/[\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\f\v]/g, ' ')
      .replace(/[\u2010\u2011\u2212]/g, '-')
      // A document number has hyphens: "35–CT/TW", "120/TB–UBND".
      .replace(/(?<=\d)[–—](?=\p{Lu}{1,6}\/\p{Lu})|(?<=\d\/\p{Lu}{1,6})[–—](?=\p{Lu})/gu, '-')
      .replaceAll('\u00d0', 'Đ')
      .replaceAll('\u00f0', 'đ');
    const separator = /^[\s*_\-–—=|:\\]+$/.test(plain);
    const cells = separator ? [] : toCells(withLostSpaces(withoutMarkup(plain)));
    const joined = separator ? plain.trim() : cells.join(' ');
    const kind = kindOf(joined);
    return kind === 'TEXT'
      ? { no: index + 1, kind, text: joined, cells }
      : { no: index + 1, kind, text: '', cells: [] };
  });
}
