import { fold, isUpper } from './fold.ts';
import type { ListLine } from './list-items.ts';
import type { SourceLine } from './source-lines.ts';
import {
  authorityLength,
  hasSurname,
  isActing,
  isAuthority,
  isName,
  isPosition,
  OFFICES,
  recipientsLabel,
} from './tail-words.ts';

/** One piece of the tail, of one column. */
export type Token = ListLine;

/** A longer cell is running text, in which no columns are looked for. */
export const MAX_TAIL_CELL = 400;

/** "… bold text KT. CHỦ TỊCH": an authority line that the extractor ran on behind the other column. */
export function partAuthority(text: string): [string, string] | null {
  const match = /\s(?=(?:T\s?\/\s?M|TM\.|K\s?\/\s?T|KT\.|T\s?\/\s?L|TL\.|TUQ\.)\s*\p{Lu}{2})/u.exec(text);
  if (match === null) return null;
  const right = text.slice(match.index).trim();
  return isAuthority(right) && isUpper(right.split(/\s+\p{Lu}\p{Ll}/u)[0] ?? right)
    ? [text.slice(0, match.index).trim(), right]
    : null;
}

/** Parts a text where one column ran into the other: "- Như trên; CHỦ TỊCH", "TM. … CHỦ TỊCH Nguyễn Văn A". */
function partColumns(text: string): string[] {
  const label = recipientsLabel(text);
  if (label > 0) {
    const rest = text.slice(label);
    return ['Nơi nhận:', ...(rest.length > MAX_TAIL_CELL ? [rest] : partColumns(rest))];
  }
  if (text.length > MAX_TAIL_CELL) return [text];
  const authority = partAuthority(text);
  if (authority !== null) return [...partColumns(authority[0]), ...partColumns(authority[1])];
  if (isAuthority(text) && !/\s\p{Lu}\p{Ll}/u.test(text)) return partOffice(text);
  const office = isActing(text) ? null : /^(.*[;,.])\s+(\p{Lu}{2}[\p{Lu}\s.]{3,})$/u.exec(text);
  if (office?.[1] !== undefined && office[2] !== undefined && isPosition(office[2]))
    return [office[1], office[2]];
  const signer = /^([-–+•].*[;,.])\s+(\p{Lu}\p{Ll}+(?:\s\p{Lu}\p{Ll}+){1,4})$/u.exec(text);
  if (signer?.[1] !== undefined && signer[2] !== undefined && hasSurname(signer[2]))
    return [signer[1], signer[2]];
  const upperThenName = /^(\p{Lu}[\p{Lu}\s./]+\p{Lu})\s+(\p{Lu}\p{Ll}+(?:\s\p{Lu}\p{Ll}+){1,4})$/u.exec(text);
  if (
    upperThenName?.[1] !== undefined &&
    upperThenName[2] !== undefined &&
    (isAuthority(text) || isPosition(text))
  )
    return [...partColumns(upperThenName[1]), upperThenName[2]];
  return isAuthority(text) ? partOffice(text) : [text];
}

/** "T/M BAN THƯỜNG VỤ PHÓ BÍ THƯ": the office of the signer starts after the body or the office in whose place he signs. */
function partOffice(text: string): string[] {
  const offset = authorityLength(text);
  const offices = [...fold(text).matchAll(OFFICES)].map((match) => match.index);
  const cut = offices[0] === offset ? offices[1] : offices[0];
  return cut === undefined ? [text] : [text.slice(0, cut).trim(), text.slice(cut).trim()];
}

/** "GIÁM ĐỐC    GIÁM ĐỐC": two signature blocks side by side, as in a document of two bodies. */
export const hasTwoSigners = ({ cells }: SourceLine): boolean => {
  const [left, right] = cells;
  if (cells.length !== 2 || left === undefined || right === undefined) return false;
  return [isPosition, isAuthority, isName].some((kind) => kind(left) && kind(right));
};

/** The lines of the tail, parted where two columns ran into one. */
export function tokens(lines: readonly SourceLine[]): Token[] {
  let afterBlank = false;
  return lines.flatMap((line) => {
    if (line.kind !== 'TEXT') {
      afterBlank = true;
      return [];
    }
    const parts = (hasTwoSigners(line) ? line.cells.slice(0, 1) : line.cells)
      .map((cell) => cell.replace(/\s*[([]\s*[Đđ]ã ký\s*[)\]]\s*/gu, ' ').trim())
      .flatMap(partColumns)
      .filter((text) => text !== '');
    const made = parts.map((text) => ({ text, line: line.no, afterBlank }));
    afterBlank = false;
    return made;
  });
}
