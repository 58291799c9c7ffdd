import { confidence } from './confidence.ts';
import { fold } from './fold.ts';
import type { HeadPiece } from './head-pieces.ts';
import { numberPiece } from './head.ts';
import { startsBody } from './organisation-words.ts';
import type { Reading } from './reading.ts';

type TextPiece = Extract<HeadPiece, { kind: 'TEXT' }>;

/** A body of a territory, or a central one, with its own name: what may stand above another body on one flattened line. */
const SUPERIOR =
  /^(?:(?:tinh|thanh|huyen|thi|quan) uy|dang bo (?:tinh|thanh pho|huyen|quan|thi xa)|(?:ubnd|hdnd|uy ban nhan dan|hoi dong nhan dan) (?:tinh|thanh pho|tp\.?|huyen|quan|thi xa)|ban chap hanh trung uong|tong lien doan lao dong viet nam|bao hiem xa hoi viet nam|bo cong an|quan khu \d)/;
/** Where its inferior starts. Not "ban nhan dan", which is the middle of "ủy ban nhân dân". */
const INFERIOR =
  /\s(?=(?:ban (?!nhan dan|chap hanh trung uong)|uy ban (?:kiem tra|mat tran|nhan dan (?:huyen|quan|thi xa|xa|phuong))|van phong|so |dang uy |huyen uy |thi uy |quan uy |thanh uy |thanh tra|chi cuc |phong |lien doan lao dong |bao hiem xa hoi |cong an |bo chi huy |ubnd (?:huyen|xa|phuong)))/g;

/** "TỈNH ỦY BẮC GIANG BAN TỔ CHỨC" -> superior and issuer, where an extractor set both on one line. */
function partNames(text: string): string[] {
  const folded = fold(text);
  const superior = SUPERIOR.exec(folded);
  if (superior === null) return [text];
  const cut = [...folded.matchAll(INFERIOR)].find(({ index }) => index >= superior[0].length);
  return cut === undefined ? [text] : [text.slice(0, cut.index), text.slice(cut.index).trim()];
}

/** The names at the top left, superior first; a line that starts with no body's word continues the name above it. */
export function readIssuer(pieces: readonly HeadPiece[]): Reading<string[]> | null {
  const isName = (piece: HeadPiece): piece is TextPiece =>
    piece.kind === 'TEXT' && (piece.upper || startsBody(fold(piece.text))) && piece.text.length <= 120;
  const number = numberPiece(pieces);
  const end = pieces.findIndex((piece) => piece === number || piece.kind === 'TITLE');
  const above = pieces.slice(0, end === -1 ? pieces.length : end).filter(isName);
  const misplaced = above.length === 0;
  const names: TextPiece[] = misplaced
    ? pieces
        .filter(isName)
        .filter((piece) => startsBody(fold(piece.text)))
        .slice(0, 2)
    : above;
  const issuer: string[] = [];
  for (const text of names.flatMap((piece) => partNames(piece.text))) {
    const last = issuer.at(-1);
    const dangling = last !== undefined && /(?:\sVÀ|,|-|–|\sCỦA)$/iu.test(last);
    if (last !== undefined && (dangling || !startsBody(fold(text))))
      issuer[issuer.length - 1] = `${last} ${text}`;
    else issuer.push(text);
  }
  if (issuer.length === 0) return null;
  const known = issuer.every((name) => startsBody(fold(name)));
  const evidence = [
    names.every((piece) => piece.upper) ? 0.7 : 0.4,
    known ? 0.8 : 0.3,
    misplaced ? 0.1 : 0.6,
  ];
  return {
    value: issuer,
    confidence: confidence(evidence),
    lines: names.map((piece) => piece.line),
    warnings: [],
  };
}
