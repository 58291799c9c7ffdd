import { confidence, REPAIRED } from './confidence.ts';
import type { ImportedRequirement } from './directive-import.ts';
import { fold, startsLower } from './fold.ts';
import type { PointMarker } from './point-markers.ts';
import { readMarker, startsSubPoint } from './point-markers.ts';
import type { Reading } from './reading.ts';
import { largest, warn } from './reading.ts';
import type { SourceLine } from './source-lines.ts';

/** `paragraph`: a new one starts here, by a blank line or because the line above ended early. */
export type BodyLine = { text: string; line: number; afterBlank: boolean; paragraph: boolean };
/** A stretch of the body: one numbered point, or (`no` null) what stands before the first or after the last. */
export type BodyPart = { no: string | null; lines: BodyLine[] };
export type Body = {
  requirements: Reading<ImportedRequirement[]> | null;
  parts: BodyPart[];
  bullets: number;
};

type Marked = BodyLine & { marker: PointMarker };

const CLOSING =
  /^(?:de nghi|yeu cau|nhan duoc|tren day la|trong qua trinh|giao |chi thi nay|quyet dinh nay|ke hoach nay|cong van nay|huong dan nay|thong bao nay|ket luan nay|can cu (?:noi dung )?(?:chi thi|ke hoach|cong van|huong dan|thong bao|ket luan|tinh hinh)|(?:ban thuong vu|thuong truc|tinh uy|ubnd|uy ban nhan dan|van phong|ban to chuc|so |chu tich)[^.;]{0,60}(?:yeu cau|de nghi|giao|thong bao)|(?:cac|thu truong|lanh dao|cap uy)[^.]{0,200}(?:nghiem tuc|can cu)|qua trinh |rat mong|tran trong|neu co |moi thong tin|van phong|noi dung nay)/;
const NAMES_ITSELF = /(?:cong van|chi thi|ke hoach|huong dan|quyet dinh|thong bao|ket luan)(?: nay)\s*[./]*$/;

/** Longer lines than any page has: the text is not wrapped, and each line is a paragraph. */
const UNWRAPPED = 130;

/** A sentence that ends where the next word still had room is the end of a paragraph. */
function endsEarly(above: string, next: string, width: number): boolean {
  if (!/[.;:/!”")]\s*$/u.test(above)) return false;
  const word = next.indexOf(' ') === -1 ? next.length : next.indexOf(' ');
  return width > UNWRAPPED || above.length + 1 + word <= width * 0.85;
}

export function bodyLines(lines: readonly SourceLine[]): BodyLine[] {
  const width = largest(lines.map((line) => line.text.length));
  let afterBlank = false;
  let above = '';
  return lines.flatMap((line) => {
    if (line.kind !== 'TEXT') {
      afterBlank ||= line.kind !== 'PAGE';
      return [];
    }
    const paragraph = afterBlank || endsEarly(above, line.text, width);
    const kept = { text: line.text, line: line.no, afterBlank, paragraph };
    afterBlank = false;
    above = line.text;
    return [kept];
  });
}

/** The numbering that comes first and starts at its beginning is the top level; all other numbers belong inside its points. */
function topLevel(marked: readonly Marked[]): { points: Marked[]; gap: boolean } {
  const romanOnes = marked.filter(({ marker }) => marker.scheme === 'ROMAN');
  const misreadOne =
    romanOnes.length === 1 &&
    marked.some(({ marker }) => marker.scheme === 'ARABIC' && marker.ordinal === 2) &&
    !marked.some(({ marker }) => marker.scheme === 'ARABIC' && marker.ordinal === 1);
  const read = misreadOne
    ? marked.map((point): Marked =>
        point.marker.scheme === 'ROMAN'
          ? { ...point, marker: { ...point.marker, scheme: 'ARABIC', no: '1', repaired: true } }
          : point,
      )
    : marked;
  // "(1)" numbers the points only where nothing else does, and a single one is a footnote.
  const plain = ({ marker }: Marked) => marker.scheme !== 'BRACKET';
  const first =
    read.find((point) => plain(point) && point.marker.ordinal === 1) ??
    read.find(({ marker }) => marker.ordinal === 1) ??
    read.find(({ marker }) => marker.ordinal === 2);
  const points: Marked[] = [];
  let gap = first !== undefined && first.marker.ordinal !== 1;
  for (const point of first === undefined ? [] : read.slice(read.indexOf(first))) {
    if (point.marker.scheme !== first?.marker.scheme) continue;
    const last = points.at(-1)?.marker.ordinal ?? point.marker.ordinal - 1;
    const step = point.marker.ordinal - last;
    if (step !== 1 && step !== 2) continue;
    gap ||= step === 2;
    points.push(point);
  }
  const footnote = points.length === 1 && points[0]?.marker.scheme === 'BRACKET';
  return footnote ? { points: [], gap: false } : { points, gap };
}

const startsUpper = (text: string) => /^["“(]?\p{Lu}/u.test(text);
const ends = (line: BodyLine | undefined) => line !== undefined && /[.;/!”")]\s*$/u.test(line.text);

/** Where the closing words start among the lines of the last point; its length when there are none. */
function closingStart(last: readonly BodyLine[], othersHaveParagraphs: boolean): number {
  const starts = last.flatMap((line, index) => {
    const previous = last[index - 1];
    const fresh = index > 0 && !startsLower(line.text) && !startsSubPoint(line.text) && ends(previous);
    return fresh ? [index] : [];
  });
  const worded = starts.find((index) => {
    const line = last[index];
    return (
      line !== undefined &&
      (CLOSING.test(fold(line.text)) || (line.paragraph && NAMES_ITSELF.test(fold(line.text))))
    );
  });
  if (worded !== undefined) return worded;
  const final = starts.findLast((index) => last[index]?.paragraph ?? false);
  const subAfter = final !== undefined && last.slice(final + 1).some((line) => startsSubPoint(line.text));
  return final === undefined || othersHaveParagraphs || subAfter ? last.length : final;
}

const hasParagraphs = (lines: readonly BodyLine[]) =>
  lines.some(
    (line, index) => index > 0 && line.paragraph && !startsLower(line.text) && !startsSubPoint(line.text),
  );

/** Wrapped lines become one; paragraphs and sub-points keep lines of their own. */
export function joinLines(lines: readonly BodyLine[]): string {
  return lines.reduce((text, line, index) => {
    if (index === 0) return line.text;
    const above = lines[index - 1]?.text ?? '';
    const heading = above.length < 50 && /[\p{L}\p{N}]$/u.test(above);
    const fresh = startsSubPoint(line.text) || ((line.paragraph || heading) && startsUpper(line.text));
    return `${text}${fresh ? '\n' : ' '}${line.text}`;
  }, '');
}

/** Points on lines of their own; "(1)" may also stand at the start of a line by the chance of wrapping. */
const hasPoints = (lines: readonly BodyLine[]) =>
  lines.filter((line) => (readMarker(line.text)?.scheme ?? 'BRACKET') !== 'BRACKET').length > 1;

/** Points that an extractor ran together in one paragraph: "… sau: 1. Kiểm điểm …; 2. Lập kế hoạch …". */
const partInline = (lines: readonly BodyLine[]): BodyLine[] =>
  lines.flatMap((line) =>
    line.text
      .split(/(?<=[:;.])\s+(?=(?:\d{1,2}[.)]|Điều \d{1,2}[.:])\s+\p{Lu}|\(\d{1,2}\)(?:\s+\p{Lu}|$))/u)
      .map((text, index) => ({ ...line, text, afterBlank: index === 0 && line.afterBlank })),
  );

/** The numbered top-level points between the addressees (or the title) and the signature. */
export function readBody(given: readonly BodyLine[]): Body {
  const lines = hasPoints(given) ? given : partInline(given);
  const marked = lines.flatMap((line) => {
    const marker = readMarker(line.text);
    return marker === null ? [] : [{ ...line, marker }];
  });
  const { points, gap } = topLevel(marked);
  const bullets = lines.filter((line) => /^[-–—+•·▪●○*]\s*\p{Lu}/u.test(line.text)).length;
  const firstLine = points[0]?.line ?? Number.POSITIVE_INFINITY;
  const preamble: BodyPart = { no: null, lines: lines.filter((line) => line.line < firstLine) };
  if (points.length === 0) return { requirements: null, parts: [preamble], bullets };
  const parts = points.map((point, index): BodyPart & { no: string } => {
    const until = points[index + 1]?.line ?? Number.POSITIVE_INFINITY;
    const own = lines.filter((line) => line.line > point.line && line.line < until);
    return { no: point.marker.no, lines: [{ ...point, text: point.marker.rest }, ...own] };
  });
  const last = parts.at(-1);
  const closing: BodyPart = { no: null, lines: [] };
  if (last !== undefined) {
    const cut = closingStart(
      last.lines,
      parts.slice(0, -1).some((part) => hasParagraphs(part.lines)),
    );
    closing.lines = last.lines.splice(cut);
  }
  const requirements = parts
    .map((part) => ({ no: part.no, text: joinLines(part.lines).trim() }))
    .filter(({ text }) => text !== '');
  const repaired = points.some(({ marker }) => marker.repaired);
  const warnings = [
    ...(repaired
      ? [
          warn(
            'REPAIRED_OCR',
            'requirements',
            'A point number was misread by the scanner and repaired; compare with the paper.',
          ),
        ]
      : []),
    ...(gap
      ? [
          warn(
            'NUMBERING_GAP',
            'requirements',
            'The numbering of the points has a gap; compare with the paper.',
          ),
        ]
      : []),
  ];
  const introduced = /:\s*$/u.test(preamble.lines.at(-1)?.text ?? '');
  const evidence = [0.75, points.length > 1 ? 0.7 : 0.2, introduced ? 0.7 : 0.2];
  const value = {
    value: requirements,
    confidence: confidence(evidence, [...(repaired ? [REPAIRED] : []), ...(gap ? [0.7] : [])]),
    warnings,
  };
  const lastLine = last?.lines.at(-1)?.line ?? firstLine;
  return {
    requirements: { ...value, lines: [firstLine, lastLine] },
    parts: [preamble, ...parts, closing],
    bullets,
  };
}
