import { confidence } from './confidence.ts';
import { blur, blurPattern, fold, startsLower } from './fold.ts';
import type { ListLine } from './list-items.ts';
import { endsItem, endsOwnItem, isBulleted, listItems, NEAR } from './list-items.ts';
import { opensProse, startsAddressee, startsPreamble } from './organisation-words.ts';
import type { Reading } from './reading.ts';
import { largest } from './reading.ts';
import type { SourceLine } from './source-lines.ts';

const LABEL = new RegExp(
  `^[^\\p{L}]*k\\s*i\\s*nh\\s*(?:${blurPattern('gui|goi')})(?![a-z])[^\\p{L}\\p{N}(-]*`,
  'u',
);
const INLINE_LABEL = new RegExp(`k\\s*i\\s*nh\\s*(?:${blurPattern('gui|goi')})\\s*[:;.]`, 'u');
const NUMBERED = /^(?:\d{1,2}\s*[.)/]|[IVX]{1,4}\s*[.)]|điều\s+\d)/iu;

/** The line of "Kính gửi" (also "Kinh gửi", "KÍNH GỬI", "Kính gừi"); -1 when the document has none near its top. */
export function findSalutation(lines: readonly SourceLine[]): number {
  const top = lines.filter((line) => line.kind === 'TEXT').slice(0, 80);
  const found =
    top.find((line) => LABEL.test(blur(line.text))) ??
    top.find((line) => INLINE_LABEL.test(blur(line.text)) && line.text.length < 200);
  return found === undefined ? -1 : found.no - 1;
}

/** Words after "Kính gửi:" on its own line, and those before it that belong to the other column. */
export function splitSalutation(text: string): { before: string; after: string } {
  const blurred = blur(text);
  const match = LABEL.exec(blurred) ?? INLINE_LABEL.exec(blurred);
  if (match === null) return { before: text, after: '' };
  return { before: text.slice(0, match.index), after: text.slice(match.index + match[0].length).trim() };
}

/** Whether an unmarked line under the salutation is still part of the list. */
function staysInList(taken: readonly ListLine[], next: ListLine): boolean {
  const last = taken.at(-1);
  const folded = fold(next.text);
  if (last === undefined) return !startsPreamble(folded) && folded.length <= 200;
  if (startsPreamble(folded) && !startsLower(next.text)) return false;
  if (startsLower(next.text)) return !/[.]\s*$/u.test(last.text) && folded.length <= 200;
  if (/\.\s*$/u.test(last.text)) return false;
  const isItem = endsItem(last.text) && /[;,]\s*$/u.test(next.text) && startsAddressee(folded);
  if (isItem && !next.afterBlank && folded.length <= 160) return true;
  if (opensProse(folded)) return false;
  const bulleted = taken.slice(-NEAR).some((line) => isBulleted(line.text));
  if (next.afterBlank) return !bulleted && endsItem(last.text);
  return !bulleted || !endsOwnItem(taken);
}

/** The action addressees of a letter, one for each category named. `end` is the index of the first line after them. */
export function readAddressees(
  lines: readonly SourceLine[],
  salutation: number,
): { reading: Reading<string[]> | null; end: number } {
  const first = lines[salutation];
  if (first === undefined) return { reading: null, end: 0 };
  const { after } = splitSalutation(first.text);
  const taken: ListLine[] = after === '' ? [] : [{ text: after, line: first.no, afterBlank: false }];
  let afterBlank = false;
  let end = salutation + 1;
  for (const [index, line] of lines.entries()) {
    if (index <= salutation) continue;
    if (line.kind !== 'TEXT') {
      afterBlank = true;
      continue;
    }
    const next: ListLine = { text: line.text, line: line.no, afterBlank };
    const numberedBody =
      NUMBERED.test(line.text) && !taken.slice(-NEAR).every((item) => NUMBERED.test(item.text));
    if (numberedBody || (isBulleted(line.text) ? opensBody(taken, next) : !staysInList(taken, next))) break;
    taken.push(next);
    end = index + 1;
    afterBlank = false;
  }
  const items = listItems(taken);
  if (items.length === 0) return { reading: null, end };
  const evidence = [
    0.85,
    items.every((item) => item.bulleted) ? 0.8 : 0.6,
    items.every((item) => item.text.length <= 150) ? 0.5 : 0.1,
  ];
  const lastLine = largest(items.map((item) => item.lastLine));
  return {
    reading: {
      value: items.map((item) => item.text),
      confidence: confidence(evidence),
      lines: [first.no, lastLine],
      warnings: [],
    },
    end,
  };
}

/** A dash after a finished list that starts a long sentence is the body's, not another addressee. */
const opensBody = (taken: readonly ListLine[], next: ListLine): boolean => {
  const last = taken.at(-1);
  return last !== undefined && next.afterBlank && /\.\s*$/u.test(last.text) && next.text.length > 160;
};
