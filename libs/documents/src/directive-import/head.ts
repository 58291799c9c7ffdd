import type { DocumentFamily } from '@dondoc/domain/directive/directive.events.ts';
import { confidence, REPAIRED } from './confidence.ts';
import type { ImportedNumber } from './directive-import.ts';
import { fold } from './fold.ts';
import type { HeadPiece } from './head-pieces.ts';
import type { Reading } from './reading.ts';
import { warn } from './reading.ts';

type NumberPiece = Extract<HeadPiece, { kind: 'NUMBER' }>;
type DatePiece = Extract<HeadPiece, { kind: 'DATE' }>;
type TextPiece = Extract<HeadPiece, { kind: 'TEXT' }>;

/** The fullest number wins: an incoming stamp prints a bare one, the document its symbol. */
export function numberPiece(pieces: readonly HeadPiece[]): NumberPiece | null {
  const numbers = pieces.filter((piece) => piece.kind === 'NUMBER');
  const rank = ({ reading }: NumberPiece) =>
    (reading.grammar === null ? 0 : 4) + (reading.labelled ? 2 : 0) + (reading.number.type === null ? 0 : 1);
  return numbers.reduce<NumberPiece | null>(
    (best, next) => (best === null || rank(next) > rank(best) ? next : best),
    null,
  );
}

export function readHeadNumber(pieces: readonly HeadPiece[]): Reading<ImportedNumber> | null {
  const piece = numberPiece(pieces);
  if (piece === null) return null;
  const { reading, line } = piece;
  const others = pieces.filter(
    (other) => other.kind === 'NUMBER' && other.reading.complete && other.line !== line,
  );
  const warnings = [
    ...(reading.repairedFrom === null
      ? []
      : [
          warn(
            'REPAIRED_OCR',
            'number',
            `"${reading.repairedFrom}" was read as ${reading.number.raw}; compare with the paper.`,
          ),
        ]),
    ...(reading.complete
      ? []
      : [
          warn(
            'NUMBER_INCOMPLETE',
            'number',
            `"${reading.number.raw}" lacks a part; add it before registering.`,
          ),
        ]),
    ...(others.length === 0
      ? []
      : [
          warn(
            'AMBIGUOUS_NUMBER',
            'number',
            'The head holds more than one document number; the first complete one was taken.',
          ),
        ]),
  ];
  const evidence = [reading.labelled ? 0.9 : 0.5, reading.complete ? 0.8 : 0.2, 0.5];
  const doubts = [
    ...(reading.repairedFrom === null ? [] : [REPAIRED]),
    ...(reading.complete ? [] : [0.6]),
    ...(others.length === 0 ? [] : [0.8]),
  ];
  return { value: reading.number, confidence: confidence(evidence, doubts), lines: [line], warnings };
}

function datePiece(pieces: readonly HeadPiece[]): DatePiece | null {
  const dates = pieces.filter((piece) => piece.kind === 'DATE');
  return (
    dates.find((piece) => piece.reading.place !== null && piece.reading.date !== null) ??
    dates.find((piece) => piece.reading.date !== null) ??
    dates[0] ??
    null
  );
}

export function readHeadDate(pieces: readonly HeadPiece[]): {
  date: Reading<string> | null;
  place: Reading<string> | null;
  fault: Reading<null> | null;
} {
  const piece = datePiece(pieces);
  if (piece === null) return { date: null, place: null, fault: null };
  const { reading, line } = piece;
  const before = placeOnLineBefore(pieces, piece);
  const place = reading.place ?? before?.text.replace(/[\s,]+$/u, '') ?? null;
  const repaired =
    reading.repairedFrom === null
      ? []
      : [
          warn(
            'REPAIRED_OCR',
            'date',
            `"${reading.repairedFrom}" was read as ${String(reading.date)}; compare with the paper.`,
          ),
        ];
  const faults = {
    IMPOSSIBLE: warn(
      'IMPOSSIBLE_DATE',
      'date',
      'The printed date is no day of the calendar; give the right one.',
    ),
    BLANK: warn('DATE_INCOMPLETE', 'date', 'The day or month is left blank; give the date of signing.'),
  };
  const doubts = reading.repairedFrom === null ? [] : [REPAIRED];
  return {
    date:
      reading.date === null
        ? null
        : {
            value: reading.date,
            confidence: confidence([0.9, place === null ? 0.2 : 0.7, 0.5], doubts),
            lines: [line],
            warnings: repaired,
          },
    place:
      place === null
        ? null
        : {
            value: place,
            confidence: confidence([0.9, reading.place === null ? 0.2 : 0.6]),
            lines: [before?.line ?? line],
            warnings: [],
          },
    fault:
      reading.fault === null
        ? null
        : { value: null, confidence: 0, lines: [line], warnings: [faults[reading.fault]] },
  };
}

function placeOnLineBefore(pieces: readonly HeadPiece[], date: DatePiece): TextPiece | null {
  if (date.reading.place !== null) return null;
  const before = pieces.slice(0, pieces.indexOf(date)).findLast((piece) => piece.kind !== 'BREAK');
  return before?.kind === 'TEXT' && before.text.endsWith(',') && before.text.length <= 30 ? before : null;
}

const PARTY_BODY =
  /^(?:tinh uy|thanh uy|huyen uy|thi uy|quan uy|dang uy|xa uy|phuong uy|dang bo|chi bo|ban chap hanh|ban can su dang|dang doan)(?![a-z])/;
const STATE_BODY = /^(?:uy ban nhan dan|ubnd|hoi dong nhan dan|hdnd|so |bo |chinh phu|thu tuong)/;

/** The heading decides; the way the number is written confirms it, or stands in for a heading that the extractor lost. */
export function readFamily(
  pieces: readonly HeadPiece[],
  issuer: readonly string[],
): Reading<DocumentFamily> | null {
  const party = pieces.find((piece) => piece.kind === 'PARTY_HEADING');
  const state = pieces.find((piece) => piece.kind === 'STATE_HEADING');
  const number = numberPiece(pieces);
  const grammar = number?.reading.grammar ?? null;
  const heading = party ?? state;
  const issuerFamily = issuer.some((name) => PARTY_BODY.test(fold(name)))
    ? 'PARTY'
    : issuer.some((name) => STATE_BODY.test(fold(name)))
      ? 'STATE'
      : null;
  const headed = heading === undefined ? null : heading === party ? 'PARTY' : 'STATE';
  const family = headed ?? grammar ?? issuerFamily;
  if (family === null) return null;
  const conflict =
    (party !== undefined && state !== undefined) ||
    (headed !== null && grammar !== null && grammar !== headed);
  const evidence = [
    headed === null ? 0 : 0.9,
    grammar === family ? 0.8 : 0,
    issuerFamily === family ? 0.5 : 0,
  ];
  return {
    value: family,
    confidence: confidence(evidence, conflict ? [0.7] : []),
    lines: [heading?.line ?? number?.line ?? 1],
    warnings: conflict
      ? [
          warn(
            'AMBIGUOUS_FAMILY',
            'family',
            'The heading and the form of the number belong to different document families; the heading was followed.',
          ),
        ]
      : [],
  };
}
