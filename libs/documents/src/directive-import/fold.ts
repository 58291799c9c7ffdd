const MARK = /\p{M}/u;

function foldCharacter(character: string): string {
  if (character === 'đ' || character === 'Đ') return 'd';
  const base = character.normalize('NFD').charAt(0);
  const lower = base.toLowerCase();
  return lower.length === 1 && !MARK.test(lower) ? lower : character;
}

/** What is known already of the characters below U+2000, which hold all of Vietnamese: a letter is folded a dozen times over. */
const FOLDED = Array.from<string | undefined>({ length: 0x2000 });

/** Lower case without tone and vowel marks, every dash a hyphen; same length as the (NFC) input, so that offsets carry over. */
export function fold(text: string): string {
  let folded = '';
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    const known = FOLDED[unit];
    if (known === undefined) {
      const character = foldCharacter(text.charAt(i));
      if (unit < FOLDED.length) FOLDED[unit] = character;
      folded += character;
    } else folded += known;
  }
  return folded.replace(/[‐‑‒–—―−]/g, '-').replace(/[⁄∕／]/g, '/');
}

/** Folded further so that the letters and digits which OCR confuses in labels are one: 0 and o; 1, l, | and i. */
export const blur = (text: string): string =>
  fold(text)
    .replaceAll('0', 'o')
    .replace(/[1l|!]/g, 'i');

/** A pattern for use on `blur`red text from plain words: "kinh gui" -> kinh\s*gui. */
export const blurPattern = (words: string): string =>
  words
    .split('|')
    .map((word) => blur(word.trim()).replaceAll('/', '\\/').replace(/\s+/g, '\\s*'))
    .join('|');

/** Digits misread as letters, in a place where only digits can stand. Same length. Expects folded text. */
export const repairDigits = (folded: string): string =>
  folded
    .replaceAll('o', '0')
    .replace(/[il|!]/g, '1')
    .replace(/(?<=\d)[sbz]|[sbz](?=\d)/g, (slip) => (slip === 's' ? '5' : slip === 'b' ? '8' : '2'));

/** Mostly capitals: official heads, titles and signature blocks are set so; a few stray small letters are forgiven. */
export function isUpper(text: string): boolean {
  const all = text.replace(/\P{L}+/gu, '');
  const small = all.replace(/\P{Ll}+/gu, '');
  return all !== '' && (all.length - small.length) / all.length >= 0.85;
}
export const startsLower = (text: string): boolean => /^["“(]?\p{Ll}/u.test(text);

/** Without the given marks and white space at its end. A loop, not a pattern: patterns anchored at the end go quadratic on long runs. */
export function withoutTrailing(text: string, marks: string): string {
  let end = text.length;
  while (end > 0 && (marks.includes(text.charAt(end - 1)) || text.charAt(end - 1).trim() === '')) end -= 1;
  return text.slice(0, end);
}
