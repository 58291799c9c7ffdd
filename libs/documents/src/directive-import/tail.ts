import type { DistributionEntry, Signature } from '@dondoc/domain/directive/directive.events.ts';
import { confidence } from './confidence.ts';
import { fold, isUpper } from './fold.ts';
import type { ListLine } from './list-items.ts';
import { isBulleted, listItems } from './list-items.ts';
import type { Reading } from './reading.ts';
import { warn } from './reading.ts';
import type { SourceLine } from './source-lines.ts';
import {
  authorityLength,
  hasSurname,
  isActing,
  isAnnex,
  isAuthority,
  isName,
  isPosition,
  isSigned,
  OFFICES,
  recipientsLabel,
} from './tail-words.ts';

type Token = ListLine;
type Signed = { authority: Token[]; position: Token[]; name: Token | null };

const MAX_TAIL_CELL = 400;

const startsTail = (line: SourceLine): boolean =>
  recipientsLabel(line.text) > 0 ||
  line.cells.some((cell) => recipientsLabel(cell) > 0 || isAuthority(cell)) ||
  (line.text.length <= MAX_TAIL_CELL && partAuthority(line.text) !== null);

/** "… bold text KT. CHỦ TỊCH": an authority line that the extractor ran on behind the other column. */
function partAuthority(text: string): [string, string] | null {
  const match = /\s(?=(?:T\s?\/\s?M|TM\.|K\s?\/\s?T|KT\.|T\s?\/\s?L|TL\.|TUQ\.)\s*\p{Lu}{2})/u.exec(text);
  if (match === null) return null;
  const right = text.slice(match.index).trim();
  return isAuthority(right) && isUpper(right.split(/\s+\p{Lu}\p{Ll}/u)[0] ?? right)
    ? [text.slice(0, match.index).trim(), right]
    : null;
}

/** Where the body ends: at "Nơi nhận", at the authority line, or at a bare office with a name under it. Index, or the number of lines. */
export function findTail(lines: readonly SourceLine[], from: number): number {
  const marked = lines.findIndex((line, index) => index >= from && line.kind === 'TEXT' && startsTail(line));
  const bare = lines.findIndex((line, index) => {
    if (
      index < from ||
      line.kind !== 'TEXT' ||
      line.text.length > MAX_TAIL_CELL ||
      !line.cells.some((cell) => isUpper(cell) && isPosition(cell) && cell.length < 60)
    )
      return false;
    const under = lines
      .slice(index + 1)
      .filter((next) => next.kind === 'TEXT')
      .slice(0, 4);
    return under.some((next) => next.cells.some((cell) => isName(cell) && hasSurname(cell)));
  });
  const found = [marked, bare].filter((index) => index !== -1);
  return found.length === 0 ? lines.length : Math.min(...found);
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

function tokens(lines: readonly SourceLine[]): Token[] {
  let afterBlank = false;
  return lines.flatMap((line) => {
    if (line.kind !== 'TEXT') {
      afterBlank = true;
      return [];
    }
    const parts = line.cells
      .map((cell) => cell.replace(/\s*[([]\s*[Đđ]ã ký\s*[)\]]\s*/gu, ' ').trim())
      .flatMap(partColumns)
      .filter((text) => text !== '');
    const made = parts.map((text) => ({ text, line: line.no, afterBlank }));
    afterBlank = false;
    return made;
  });
}

const unfinished = (list: readonly Token[]) => !/[;,.]\s*$/u.test(list.at(-1)?.text ?? '.');

/** Sorts the tail into the recipients and the signature block, in whatever order the extractor gave them. */
function sortTail(all: readonly Token[]): { list: Token[]; labelLine: number | null; signed: Signed } {
  const list: Token[] = [];
  const signed: Signed = { authority: [], position: [], name: null };
  let labelLine: number | null = null;
  let previous: Token[] | null = null;
  for (const token of all) {
    const { text } = token;
    const begun = signed.authority.length + signed.position.length > 0;
    if (isAnnex(text)) break;
    if (labelLine === null && recipientsLabel(text) > 0) {
      labelLine = token.line;
      previous = list;
      continue;
    }
    if (isSigned(text)) continue;
    const bulleted = isBulleted(text);
    const upper = isUpper(text);
    let target: Token[] | null = null;
    if (signed.name === null && !bulleted && isAuthority(text)) target = signed.authority;
    else if (signed.name === null && !bulleted && (upper || begun) && isPosition(text))
      target = signed.position;
    else if (
      signed.name === null &&
      !bulleted &&
      begun &&
      isName(text) &&
      (hasSurname(text) || previous !== list || !unfinished(list))
    ) {
      signed.name = token;
      continue;
    } else if (begun && signed.name === null && !bulleted && upper && previous !== null && previous !== list)
      target = previous;
    else if (labelLine !== null && (bulleted || list.length === 0 || previous === list || unfinished(list)))
      target = list;
    if (target === null) {
      if (labelLine !== null && signed.name !== null) break;
      continue;
    }
    target.push(token);
    previous = target;
  }
  return { list, labelLine, signed };
}

function roleOf(text: string): DistributionEntry['role'] {
  const folded = fold(text);
  if (/^luu(?![a-z])/.test(folded)) return 'ARCHIVE';
  if (/^nhu (?:tren|kinh gui|dieu|muc|phan)/.test(folded)) return 'ACTION';
  return /\((?:de )?(?:thuc hien|t\/h|th)\)$/.test(folded) ? 'ACTION' : 'INFO';
}

/** The two fixed words of the list with their marks, when a scanner lost them. */
const withMarks = (text: string): string =>
  text.replace(/^Nh[uưủứ] tr[eê]n/u, 'Như trên').replace(/^L[uưứừ]u(?=[\s:.]|$)/u, 'Lưu');

function readSignature({ authority, position, name }: Signed): Reading<Signature> | null {
  const acting = position.length > 1 ? position.filter((token) => isActing(token.text)) : [];
  const offices = position.filter((token) => !acting.includes(token));
  const line = (parts: readonly Token[]) =>
    parts.length === 0 ? null : parts.map((part) => part.text).join(' ');
  const value = {
    authorityLine: line([...authority, ...acting]),
    position: line(offices),
    name: name?.text ?? null,
  };
  const all = [...authority, ...position, ...(name === null ? [] : [name])];
  if (all.length === 0) return null;
  const evidence = [
    authority.length > 0 ? 0.8 : 0.1,
    offices.length > 0 ? 0.7 : 0,
    name === null ? 0 : hasSurname(name.text) ? 0.8 : 0.5,
  ];
  return { value, confidence: confidence(evidence), lines: all.map((token) => token.line), warnings: [] };
}

export function readTail(lines: readonly SourceLine[]): {
  distribution: Reading<DistributionEntry[]> | null;
  signature: Reading<Signature> | null;
  labelled: boolean;
} {
  const { list, labelLine, signed } = sortTail(tokens(lines));
  const items = listItems(list);
  const roles = items.map(({ text }) => ({ role: roleOf(text), text: withMarks(text) }));
  const repaired = items.some(({ text }) => withMarks(text) !== text)
    ? [warn('REPAIRED_OCR', 'distribution', 'Lost tone marks of "Như trên" or "Lưu" were restored.')]
    : [];
  const archived = roles.at(-1)?.role === 'ARCHIVE';
  const evidence = [0.85, archived ? 0.7 : 0.1, roles[0]?.role === 'ACTION' ? 0.5 : 0.2];
  const distribution =
    labelLine === null || items.length === 0
      ? null
      : {
          value: roles,
          confidence: confidence(evidence),
          lines: [labelLine, ...items.map((item) => item.lastLine)],
          warnings: repaired,
        };
  return { distribution, signature: readSignature(signed), labelled: labelLine !== null };
}
