import { fold, repairDigits } from './fold.ts';

/** Ways in which Vietnamese documents number their points. */
export type Scheme = 'ARTICLE' | 'PART' | 'ROMAN' | 'ARABIC' | 'BRACKET' | 'WORD' | 'ORDINAL' | 'LETTER';
export type PointMarker = { scheme: Scheme; ordinal: number; no: string; rest: string; repaired: boolean };

const WORDS = ['mot', 'hai', 'ba', 'bon', 'nam', 'sau', 'bay', 'tam', 'chin', 'muoi'];
const ORDINALS = ['nhat', 'hai', 'ba', 'tu', 'nam', 'sau', 'bay', 'tam', 'chin', 'muoi'];
const LETTERS = ['a', 'b', 'c', 'd', 'đ', 'e', 'g', 'h', 'i', 'k', 'l', 'm'];
const ROMANS = [
  'I',
  'II',
  'III',
  'IV',
  'V',
  'VI',
  'VII',
  'VIII',
  'IX',
  'X',
  'XI',
  'XII',
  'XIII',
  'XIV',
  'XV',
];

const ARTICLE = /^[dđ]i[eê]u\s+([0-9oil|]{1,3})\s*(?:[.:-]\s*|$)/;
const WORD = new RegExp(`^(${WORDS.join('|')})\\s+la(?![a-z])\\s*[,:.-]?\\s*`);
const ORDINAL = new RegExp(`^thu\\s+(${ORDINALS.join('|')})(?![a-z])\\s*(?:la\\s*)?[,:.-]\\s*`);
const PART = /^([A-H])\s*(?:[.)]\s+|-\s+)(?=\p{Lu})/u;
const ROMAN = /^(?:PHẦN\s+|Phần\s+|MỤC\s+)?([IVX]{1,5})\s*(?:[.)/:]\s*|-\s+)(?=\S)/u;
const ARABIC = /^(?:điểm\s+|mục\s+)?([0-9OoIl|]{1,2})\s*(?:[.)]\s*|[-–/:]\s+)(?=[^\s\d.,;)])/iu;
const BRACKET = /^\((\d{1,2})\)\s*(?![\s,.;:)])/u;
const LETTER = /^([a-eghiklmđ])\s*[.)/]\s+(?=\S)/u;

const at = (list: readonly string[], word: string | undefined) =>
  word === undefined ? 0 : list.indexOf(word) + 1;

/** The number at the start of a line, or null. "l." and "O1." are read as digits and marked as repaired. */
export function readMarker(text: string): PointMarker | null {
  const folded = fold(text);
  const rest = (match: RegExpExecArray) => text.slice(match[0].length).trim();
  const article = ARTICLE.exec(folded);
  if (article?.[1] !== undefined) {
    const no = repairDigits(article[1]);
    return {
      scheme: 'ARTICLE',
      ordinal: Number(no),
      no: String(Number(no)),
      rest: rest(article),
      repaired: no !== article[1],
    };
  }
  const part = PART.exec(text);
  if (part?.[1] !== undefined)
    return {
      scheme: 'PART',
      ordinal: part[1].charCodeAt(0) - 64,
      no: part[1],
      rest: rest(part),
      repaired: false,
    };
  const roman = ROMAN.exec(text);
  const romanOrdinal = at(ROMANS, roman?.[1]);
  if (roman !== null && romanOrdinal > 0)
    return {
      scheme: 'ROMAN',
      ordinal: romanOrdinal,
      no: ROMANS[romanOrdinal - 1] ?? '',
      rest: rest(roman),
      repaired: false,
    };
  const arabic = ARABIC.exec(text);
  if (arabic?.[1] !== undefined && !/^[io]/i.test(arabic[1])) {
    const digits = repairDigits(fold(arabic[1]));
    if (Number(digits) > 0)
      return {
        scheme: 'ARABIC',
        ordinal: Number(digits),
        no: String(Number(digits)),
        rest: rest(arabic),
        repaired: digits !== arabic[1],
      };
  }
  const bracket = BRACKET.exec(text);
  if (bracket?.[1] !== undefined)
    return {
      scheme: 'BRACKET',
      ordinal: Number(bracket[1]),
      no: String(Number(bracket[1])),
      rest: rest(bracket),
      repaired: false,
    };
  const word = WORD.exec(folded);
  if (word !== null)
    return {
      scheme: 'WORD',
      ordinal: at(WORDS, word[1]),
      no: String(at(WORDS, word[1])),
      rest: rest(word),
      repaired: false,
    };
  const ordinal = ORDINAL.exec(folded);
  if (ordinal !== null)
    return {
      scheme: 'ORDINAL',
      ordinal: at(ORDINALS, ordinal[1]),
      no: String(at(ORDINALS, ordinal[1])),
      rest: rest(ordinal),
      repaired: false,
    };
  const letter = LETTER.exec(text);
  if (letter?.[1] === undefined) return null;
  return {
    scheme: 'LETTER',
    ordinal: at(LETTERS, letter[1]),
    no: letter[1],
    rest: rest(letter),
    repaired: false,
  };
}

/** A sub-point inside a point: a bullet, "a)", "1.1", or a number of another scheme. */
export const startsSubPoint = (text: string): boolean =>
  /^(?:[-–—+•·▪●○*]\s*|\d{1,2}\.\d{1,2})/u.test(text) || readMarker(text) !== null;
