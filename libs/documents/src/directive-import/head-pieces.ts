import type { DateReading } from './place-date.ts';
import { readPlaceAndDate } from './place-date.ts';
import type { NumberReading } from './directive-number.ts';
import { readNumber } from './directive-number.ts';
import type { DocumentTitle } from './document-title.ts';
import { readTitle } from './document-title.ts';
import { blur, blurPattern, fold, isUpper } from './fold.ts';
import type { SourceLine } from './source-lines.ts';

/** What a head is made of, in reading order, whatever the extractor did to its two columns. */
export type HeadPiece = { line: number } & (
  | { kind: 'PARTY_HEADING' | 'STATE_HEADING' | 'NOISE'; text: string }
  | { kind: 'BREAK'; rule: boolean }
  | { kind: 'NUMBER'; reading: NumberReading }
  | { kind: 'DATE'; reading: DateReading }
  | { kind: 'TITLE'; title: DocumentTitle }
  | { kind: 'TEXT'; text: string; upper: boolean }
);
/** A longer line is running text: its patterns are not looked for, which also bounds the work on hostile input. */
const MAX_HEAD_LINE = 600;
type Cut = { start: number; end: number; piece: HeadPiece };
type Finder = (text: string, line: number) => Cut | null;

const PARTY = new RegExp(blurPattern('dang cong san') + `(?:\\s*${blurPattern('viet nam')})?`);
const STATE = new RegExp(blurPattern('cong hoa xa hoi chu nghia') + `(?:\\s*${blurPattern('viet nam')})?`);
/** The heading of the Youth Union's documents stands where the Party's heading stands; it is no issuer. */
const UNION = new RegExp(
  `(?<![a-z])(?:${blurPattern('doan tncs ho chi minh|doan thanh nien cong san ho chi minh')})(?=\\s*(?:\t|$))`,
);
const MOTTO = new RegExp(
  `${blurPattern('doc lap')}[\\s\\-.:*]*${blurPattern('tu do')}[\\s\\-.:*]*${blurPattern('hanh phuc')}`,
);
const NOISE =
  /^(?:hoa toc(?: hen gio)?|thuong khan|khan|mat|toi mat|tuyet mat|du thao.*|luu hanh noi bo|ban sao|sao y.*|cong van den.*|den so.*|den(?: ngay)?:.*|ngay den.*|viet nam|cong bao.*|page \d+.*)$/;

const phrase =
  (pattern: RegExp, kind: 'PARTY_HEADING' | 'STATE_HEADING'): Finder =>
  (text, line) => {
    const match = pattern.exec(blur(text));
    if (match === null) return null;
    const found = text.slice(match.index, match.index + match[0].length);
    // In running text the Party's name is set in small letters; a heading stands in capitals or alone.
    const alone = text.trim().length <= found.length + 4;
    return isUpper(found) || alone || pattern === MOTTO
      ? { start: match.index, end: match.index + match[0].length, piece: { kind, text: found, line } }
      : null;
  };

const findNumber: Finder = (text, line) => {
  const reading = readNumber(text);
  if (reading === null) return null;
  // "… thực hiện Kết luận số 21-KL/TW": a number inside a sentence belongs to another document.
  const before = text.slice(text.lastIndexOf('\t', reading.start - 1) + 1, reading.start).trim();
  const after = text.slice(reading.end);
  const quoted = /["“'`(]\s*$/u.test(before) || /^\s*["”'`]/u.test(after);
  // "Số 1889-CV/TU là công văn …" is a sentence; after a head's number come the date, the subject or the other column.
  const goesOn = /^\s+(?!ngày|v\s?[/.]\s?v|về|vv\s)\p{Ll}/iu.test(after) && /^\s+\p{Ll}/u.test(after);
  if (goesOn || quoted || (/\p{L}/u.test(before) && !isUpper(before))) return null;
  return { start: reading.start, end: reading.end, piece: { kind: 'NUMBER', reading, line } };
};
const findDate: Finder = (text, line) => {
  const reading = readPlaceAndDate(text);
  return reading === null
    ? null
    : { start: reading.start, end: reading.end, piece: { kind: 'DATE', reading, line } };
};
const findUnion: Finder = (text, line) => {
  const match = UNION.exec(blur(text));
  if (match === null || /(?:bch|ban chap hanh)\s*$/.test(fold(text.slice(0, match.index)))) return null;
  const end = match.index + match[0].length;
  const found = text.slice(match.index, end);
  return isUpper(found) ? { start: match.index, end, piece: { kind: 'NOISE', text: found, line } } : null;
};
const FINDERS: readonly Finder[] = [
  phrase(MOTTO, 'STATE_HEADING'),
  phrase(STATE, 'STATE_HEADING'),
  phrase(PARTY, 'PARTY_HEADING'),
  findNumber,
  findDate,
  findUnion,
];

function cutOut(text: string, line: number, finders: readonly Finder[]): HeadPiece[] {
  const [finder, ...others] = finders;
  if (finder === undefined) return text.split('\t').flatMap((cell) => textPiece(cell, line));
  const cut = finder(text, line);
  if (cut === null) return cutOut(text, line, others);
  return [
    ...cutOut(text.slice(0, cut.start), line, finders),
    cut.piece,
    ...cutOut(text.slice(cut.end), line, finders),
  ];
}

function textPiece(cell: string, line: number): HeadPiece[] {
  const text = cell.replace(/^[\s*_\-–—=|.,;:]+|[\s*_\-–—=|]+$/gu, '');
  if (text === '') return [];
  if (NOISE.test(fold(text))) return [{ kind: 'NOISE', text, line }];
  const title = readTitle(text);
  return title === null
    ? [{ kind: 'TEXT', text, upper: isUpper(text), line }]
    : [{ kind: 'TITLE', title, line }];
}

/** "… ngày 15 tháng 11" / "năm 2023" on the next line is one date. */
function joinWrappedDates(
  lines: readonly SourceLine[],
): { no: number; text: string; kind: SourceLine['kind'] }[] {
  const joined = lines.map((line) => ({ no: line.no, kind: line.kind, text: line.cells.join('\t') }));
  for (const [index, line] of joined.entries()) {
    const next = joined[index + 1];
    if (next === undefined || !/thang\s*[0-9oil]{1,2}\s*,?$/.test(fold(line.text))) continue;
    const year = /^nam\s*[0-9oil]{4}/.exec(fold(next.text));
    if (year === null) continue;
    line.text += ` ${next.text.slice(0, year[0].length)}`;
    next.text = next.text.slice(year[0].length);
  }
  return joined;
}

/** "319/TTr-NV2" under the name of an inspectorate ("Thanh tra") and without the title "TỜ TRÌNH" is a letter: TTr is its own name there. */
function inspectorateLetters(pieces: readonly HeadPiece[]): HeadPiece[] {
  const inspectorate = pieces.some(
    (piece) => piece.kind === 'TEXT' && piece.upper && /(?<![a-z])thanh tra/.test(fold(piece.text)),
  );
  if (!inspectorate || pieces.some((piece) => piece.kind === 'TITLE')) return [...pieces];
  return pieces.map((piece) => {
    if (piece.kind !== 'NUMBER' || piece.reading.grammar !== 'STATE') return piece;
    const { type, issuer } = piece.reading.number;
    if (type !== 'TTr' || issuer === null) return piece;
    const number = { ...piece.reading.number, type: 'CV', issuer: `TTr-${issuer}` };
    return { ...piece, reading: { ...piece.reading, number } };
  });
}

export function headPieces(lines: readonly SourceLine[]): HeadPiece[] {
  const pieces = joinWrappedDates(lines).flatMap((line): HeadPiece[] =>
    line.kind === 'TEXT' && line.text.length > MAX_HEAD_LINE
      ? [{ kind: 'TEXT', text: line.text, upper: false, line: line.no }]
      : line.kind === 'TEXT'
        ? cutOut(line.text, line.no, FINDERS)
        : [{ kind: 'BREAK', rule: line.kind === 'RULE', line: line.no }],
  );
  return inspectorateLetters(pieces);
}
