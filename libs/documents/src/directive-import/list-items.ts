import { fold, startsLower, withoutTrailing } from './fold.ts';
import { startsAddressee } from './organisation-words.ts';

export type ListLine = { text: string; line: number; afterBlank: boolean };
export type ListItem = { text: string; bulleted: boolean; line: number; lastLine: number };

const BULLET = /^(?:[-–—+•·▪●○*]\s*|\d{1,2}[.)]\s+|[a-zđ][.)]\s+)(?=\S)/u;

export const isBulleted = (text: string): boolean => BULLET.test(text);
const withoutBullet = (text: string): string => text.replace(BULLET, '');
export const endsItem = (text: string): boolean => /[;,.]\s*$/u.test(text);

/** Without the marks that end an item; the dots of "v.v." or "…" stay when there are several. */
export function tidyItem(text: string): string {
  const plain = withoutTrailing(text.replace(/\s+/g, ' '), ';,:/*').trim();
  return plain.endsWith('.') && !plain.endsWith('..') ? withoutTrailing(plain, './').trim() : plain;
}

/** How far back a list is looked at for its own marks: bounds the work on a list without end. */
export const NEAR = 50;

/** In a list whose items end in semicolons a comma ends none: "… các huyện: Lạc Dương," goes on. */
export const endsOwnItem = (above: readonly { text: string }[]): boolean => {
  const last = above.at(-1)?.text ?? '';
  return (
    endsItem(last) && !(/,\s*$/u.test(last) && above.slice(-NEAR, -1).some(({ text }) => /;\s*$/u.test(text)))
  );
};

/** Whether an unmarked line goes on with the last item above it (a wrap) or stands for an item of its own. */
function continuesItem(items: readonly ListItem[], item: ListItem, next: ListLine): boolean {
  if (next.afterBlank && !startsLower(next.text)) return false;
  if (startsLower(next.text)) return !/[;.]\s*$/u.test(item.text);
  if (endsOwnItem(items)) return /,\s*$/u.test(item.text) && !item.bulleted && isNoName(next.text);
  return item.bulleted || !startsAddressee(fold(next.text));
}

/** After "… các trường Mầm non,": a line that starts with no addressee's word goes on with an enumeration. */
const isNoName = (text: string): boolean =>
  !startsAddressee(fold(text)) && !/^\p{Lu}{2,}|^Lưu(?!\p{L})|[;,.]\s*$/u.test(text);

/** Items that an extractor ran together on one line: "- Như trên; - Lưu: VT". An unmarked list is also parted at semicolons. */
function splitRunTogether(item: ListItem): ListItem[] {
  const inner = item.bulleted ? /[;,.]\s+[-–+•]\s*(?=\p{Lu})/u : /[;,.]\s+[-–+•]\s*(?=\p{Lu})|;\s+/u;
  const fixedWords = /(?<=^Như (?:trên|kính gửi)),\s+|,\s+(?=Lưu[\s:])/iu;
  return item.text
    .split(inner)
    .flatMap((text) => text.split(fixedWords))
    .map((text) => ({ ...item, text }));
}

export function listItems(lines: readonly ListLine[]): ListItem[] {
  // While an item may still go on, its text is its last line alone: only its end is looked at, and an item may have many lines.
  const items: (ListItem & { above: string[] })[] = [];
  for (const next of lines) {
    const last = items.at(-1);
    if (last !== undefined && !isBulleted(next.text) && continuesItem(items, last, next)) {
      last.above.push(last.text);
      last.text = next.text;
      last.lastLine = next.line;
      continue;
    }
    items.push({
      text: withoutBullet(next.text),
      bulleted: isBulleted(next.text),
      line: next.line,
      lastLine: next.line,
      above: [],
    });
  }
  return items
    .flatMap(({ above, ...item }) => splitRunTogether({ ...item, text: [...above, item.text].join(' ') }))
    .map((item) => ({ ...item, text: tidyItem(withoutBullet(item.text)) }))
    .filter((item) => /[\p{L}\p{N}]/u.test(item.text));
}
