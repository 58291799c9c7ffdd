import type { DistributionEntry, Signature } from '@dondoc/domain/directive/directive.events.ts';
import { confidence } from './confidence.ts';
import { fold, isUpper } from './fold.ts';
import { isBulleted, listItems } from './list-items.ts';
import type { Reading } from './reading.ts';
import { warn } from './reading.ts';
import type { SourceLine } from './source-lines.ts';
import type { Token } from './tail-columns.ts';
import { hasTwoSigners, MAX_TAIL_CELL, partAuthority, tokens } from './tail-columns.ts';
import {
  hasSurname,
  isActing,
  isAnnex,
  isAuthority,
  isName,
  isPosition,
  isSigned,
  recipientsLabel,
} from './tail-words.ts';

type Signed = { authority: Token[]; position: Token[]; name: Token | null };

const startsTail = (line: SourceLine): boolean =>
  recipientsLabel(line.text) > 0 ||
  line.cells.some((cell) => recipientsLabel(cell) > 0 || isAuthority(cell)) ||
  (line.text.length <= MAX_TAIL_CELL && partAuthority(line.text) !== null);

/** The next few lines of text; no copy of the rest, so that many offices stay cheap. */
function nextTexts(lines: readonly SourceLine[], from: number): SourceLine[] {
  const found: SourceLine[] = [];
  for (let at = from; at < lines.length && found.length < 4; at += 1) {
    const line = lines[at];
    if (line?.kind === 'TEXT') found.push(line);
  }
  return found;
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
    const under = nextTexts(lines, index + 1);
    return under.some((next) => next.cells.some((cell) => isName(cell) && hasSurname(cell)));
  });
  const found = [marked, bare].filter((index) => index !== -1);
  return found.length === 0 ? lines.length : Math.min(...found);
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

/** "- Lưu: VT, NV1. Y Thanh Hà": the signer's name that the extractor ran on behind the last recipient. */
function nameBehind(list: Token[]): Token | null {
  const last = list.at(-1);
  const match =
    last === undefined
      ? null
      : /^(.*[\p{L}\d)][.;])\s+(\p{Lu}[\p{L}'’]*(?:\s\p{Lu}[\p{L}'’]*){1,4})$/u.exec(last.text);
  if (last === undefined || match?.[1] === undefined || match[2] === undefined || !isName(match[2]))
    return null;
  const name = { ...last, text: match[2] };
  last.text = match[1];
  return name;
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
  const isSecond = (token: Token) => position.length > 1 && isActing(token.text);
  const acting = position.filter(isSecond);
  const offices = position.filter((token) => !isSecond(token));
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
  if (signed.name === null && signed.position.length > 0) signed.name = nameBehind(list);
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
  const signature = readSignature(signed);
  const second = lines.some(hasTwoSigners)
    ? [warn('SECOND_SIGNATURE', 'signature', 'Two signatures stand side by side; the left one was taken.')]
    : [];
  return {
    distribution,
    signature: signature === null ? null : { ...signature, warnings: [...signature.warnings, ...second] },
    labelled: labelLine !== null,
  };
}
