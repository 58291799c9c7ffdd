import { confidence } from './confidence.ts';
import { fold, isUpper, startsLower } from './fold.ts';
import type { HeadPiece } from './head-pieces.ts';
import { numberPiece } from './head.ts';
import { opensProse, startsBody, startsPreamble } from './organisation-words.ts';
import type { Reading } from './reading.ts';
import { largest } from './reading.ts';

const LETTER_START = /^\(?\s*(?:v\s*[/.]\s*v|vv\b|ve\b|trich yeu)/;
const MARKER = /^(?:[-+•]\s|\d{1,2}[.)]\s|[ivx]{1,4}\.\s|dieu \d)/;

const tidy = (parts: readonly string[]): string =>
  parts
    .join(' ')
    .replace(/^\s*\((.*)\)\s*$/u, '$1')
    .replace(/^\s*trích yếu(?: nội dung)?\s*:\s*/iu, '')
    .replace(/^V[eêẽẻé](?=\s)/u, 'Về')
    .replace(/[\s.;,]+$/u, '');

/** Takes the pieces of one abstract from `start` on; columns, headings and dates in between do not end it. */
function collect(
  pieces: readonly HeadPiece[],
  start: number,
  accept: (text: string, upper: boolean, first: boolean) => boolean,
) {
  const parts: { text: string; line: number }[] = [];
  let broken = false;
  for (const piece of pieces.slice(start)) {
    if (piece.kind === 'BREAK') {
      if (piece.rule && parts.length > 0) break;
      broken = parts.length > 0;
      continue;
    }
    if (piece.kind !== 'TEXT') continue;
    const continues = !broken || startsLower(piece.text);
    if (!continues || !accept(piece.text, piece.upper, parts.length === 0)) break;
    parts.push({ text: piece.text, line: piece.line });
    broken = false;
  }
  return parts;
}

/** The "trích yếu": under the number in a letter ("Về …", "V/v …"), under the title in the other types. `end` is the line after it. */
export function readAbstract(pieces: readonly HeadPiece[]): {
  reading: Reading<string> | null;
  lastLine: number;
} {
  const titleAt = pieces.findIndex((piece) => piece.kind === 'TITLE' && piece.title.name !== 'công văn');
  const title = pieces[titleAt];
  if (title?.kind === 'TITLE') return underTitle(pieces, titleAt, title);
  const number = numberPiece(pieces);
  const from = number === null ? 0 : pieces.indexOf(number) + 1;
  const isStart = (piece: HeadPiece) => piece.kind === 'TEXT' && LETTER_START.test(fold(piece.text));
  const after = pieces.findIndex((piece, index) => index >= from && isStart(piece));
  const start = after === -1 ? pieces.findIndex(isStart) : after;
  const parts =
    start === -1
      ? collect(
          pieces,
          from,
          (text, upper) =>
            !upper && !startsBody(fold(text)) && !startsPreamble(fold(text)) && number !== null,
        )
      : collect(
          pieces,
          start,
          (text, upper, first) => first || (!MARKER.test(fold(text)) && (!upper || !startsBody(fold(text)))),
        );
  const value = tidy(parts.map((part) => part.text));
  if (value === '' || value.length > 600) return { reading: null, lastLine: 0 };
  const lines = parts.map((part) => part.line);
  return {
    reading: {
      value,
      confidence: confidence([start === -1 ? 0.3 : 0.9, after === -1 ? 0.1 : 0.7]),
      lines,
      warnings: [],
    },
    lastLine: largest(lines),
  };
}

function underTitle(
  pieces: readonly HeadPiece[],
  titleAt: number,
  piece: Extract<HeadPiece, { kind: 'TITLE' }>,
): { reading: Reading<string> | null; lastLine: number } {
  const { rest } = piece.title;
  // "KẾT LUẬN / CỦA BAN THƯỜNG VỤ …" names the author once more, not the subject.
  const authorOnly = isUpper(rest) && fold(rest).startsWith('cua ');
  let length = rest.length;
  const allUpper = rest !== '' && isUpper(rest) && !authorOnly;
  const found = collect(pieces, titleAt + 1, (text, upper, begins) => {
    const folded = fold(text);
    const first = begins && rest === '';
    if (
      MARKER.test(folded) ||
      (!first && startsPreamble(folded) && !startsLower(text)) ||
      folded.length > 320
    )
      return false;
    if (first && startsPreamble(folded) && folded.length > 140) return false;
    if (!first && upper && !allUpper && startsBody(folded)) return false;
    if (!first && !upper && startsBody(folded) && !startsLower(text) && opensProse(folded)) return false;
    length += text.length;
    return length <= 500 && !(/[.:]$/.test(text) && folded.length > 120);
  });
  const about = found.findIndex((part) => /^về(?!\p{L})/u.test(part.text));
  const onlyAuthors =
    about > 0 && found.slice(0, about).every((part) => isUpper(part.text)) && (rest === '' || isUpper(rest));
  const parts = onlyAuthors ? found.slice(about) : found;
  const restIsAuthor = authorOnly || onlyAuthors;
  const value = tidy([...(rest === '' || restIsAuthor ? [] : [rest]), ...parts.map((part) => part.text)]);
  const lines = [...(rest === '' || restIsAuthor ? [] : [piece.line]), ...parts.map((part) => part.line)];
  const lastLine = largest(
    found.map((part) => part.line),
    piece.line,
  );
  if (value === '') return { reading: null, lastLine };
  const usual = /^(?:ve|v\/v|cua|trien khai|thuc hien|kiem diem|tang cuong|mot so|huong dan|ban hanh)\b/.test(
    fold(value),
  );
  return {
    reading: { value, confidence: confidence([0.8, usual ? 0.7 : 0.4]), lines, warnings: [] },
    lastLine,
  };
}
