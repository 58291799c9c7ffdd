import { fold, repairDigits } from './fold.ts';
import type { ImportedNumber } from './directive-import.ts';
import type { DocumentFamily } from '@dondoc/domain/directive/directive.events.ts';

/** Document types by their code in the number (Decree 30/2020, appendix III; 36-HD/VPTW). What directs nobody is refused by its title. */
export const DOCUMENT_TYPES: Readonly<Record<string, string>> = {
  CV: 'công văn',
  CT: 'chỉ thị',
  KH: 'kế hoạch',
  HD: 'hướng dẫn',
  QĐ: 'quyết định',
  QyĐ: 'quy định',
  QĐi: 'quy định',
  TB: 'thông báo',
  KL: 'kết luận',
  NQ: 'nghị quyết',
  NĐ: 'nghị định',
  TT: 'thông tư',
  TTLT: 'thông tư liên tịch',
  NQLT: 'nghị quyết liên tịch',
  HDLT: 'hướng dẫn liên tịch',
  HDLN: 'hướng dẫn liên ngành',
  HDLS: 'hướng dẫn liên sở',
  KHLT: 'kế hoạch liên tịch',
  KHPH: 'kế hoạch phối hợp',
  CTPH: 'chương trình phối hợp',
  QCPH: 'quy chế phối hợp',
  TTr: 'tờ trình',
  BC: 'báo cáo',
  BB: 'biên bản',
  HĐ: 'hợp đồng',
  GM: 'giấy mời',
  QC: 'quy chế',
  CTr: 'chương trình',
  CTrHĐ: 'chương trình hành động',
  ĐA: 'đề án',
  PA: 'phương án',
  CĐ: 'công điện',
  TC: 'thông cáo',
  TgB: 'thông báo',
  L: 'luật',
  PL: 'pháp lệnh',
};
const CODES = Object.keys(DOCUMENT_TYPES);

/** The code as the rule spells it, also from capitals or without its marks ("TTR", "ND"); null when it is no document type. */
export function typeCode(token: string): { code: string; repaired: boolean } | null {
  const exact =
    CODES.find((code) => code === token) ?? CODES.find((code) => code.toUpperCase() === token.toUpperCase());
  if (exact !== undefined) return { code: exact, repaired: false };
  const folded = CODES.find((code) => fold(code) === fold(token) && code.length > 1);
  return folded === undefined ? null : { code: folded, repaired: true };
}

export type NumberReading = {
  number: ImportedNumber;
  /** Which family writes numbers this way; null when too little is printed. */
  grammar: DocumentFamily | null;
  labelled: boolean;
  complete: boolean;
  /** What was changed, as printed; null when nothing was. */
  repairedFrom: string | null;
  start: number;
  end: number;
};

const SEQ = '[0-9oil|!](?:[0-9oilsbz|!]{0,5})';
const SYMBOL = new RegExp(
  `(?:(?<label>(?<![a-z0-9])(?:s[o06]|8o)(?:\\s*[:.;,]\\s*|\\s+|(?=[0-9])))|(?<![a-z0-9]))(?<seq>${SEQ}(?<suffix>[a-d]?)|[.…_\\s]*)\\s*` +
    `(?<sep>[-/]|\\s(?=(?:cv|ct|kh|hd|qd|tb|kl|nq|tt)\\s?[/-]))\\s*(?:(?<year>[0-9oil]{4})\\s*[/-]\\s*)?(?<rest>[a-z][a-z0-9&.]*(?:\\s?[-/]\\s?[a-z0-9&.]+)*)`,
  'dg',
);
const BARE = /(?<![a-z0-9])s[o0]\s*[:.]\s*(?<seq>[0-9]{1,5})(?![0-9/.-])|^s[o0]\s+(?<seq2>[0-9]{1,5})$/;

/** Words that follow a flattened number ("… - Quảng Ngãi") are no part of it: symbols have at most two small letters in a row. */
function symbolTokens(rest: string): string {
  const kept: string[] = [];
  for (const part of rest.split(/(\s?[-/]\s?)/)) {
    // "TUQuảng": the place that followed, its space lost.
    const joined = /^(\p{Lu}{2,})(?=\p{Lu}\p{Ll}{2})/u.exec(part);
    if (joined?.[1] !== undefined) {
      kept.push(joined[1]);
      break;
    }
    if (/\p{Ll}{3}/u.test(part) && /\p{Lu}/u.test(part)) break;
    kept.push(part);
  }
  return kept.join('').replace(/[\s\-/.]+$/u, '');
}

function readSymbol(
  sep: string,
  year: string | undefined,
  symbol: string,
): Pick<NumberReading, 'grammar'> & {
  type: string | null;
  issuer: string | null;
  symbol: string;
  repaired: boolean;
} {
  const tidy = symbol.replace(/\s*([-/–—])\s*/g, (_gap, mark: string) => (mark === '/' ? '/' : '-'));
  const upper = tidy === tidy.toLowerCase() ? tidy.toUpperCase() : tidy;
  const [first = '', ...others] = upper.split(/[-/]/);
  const known = typeCode(first);
  const party = sep !== '/';
  const separators = upper.replace(/[^-/]/g, '');
  const spelled = known === null ? upper : `${known.code}${upper.slice(first.length)}`;
  const rest = upper.slice(first.length + (separators === '' ? 0 : 1));
  if (party || known !== null)
    return {
      grammar: party ? 'PARTY' : 'STATE',
      type: known?.code ?? first,
      issuer: others.length === 0 ? null : rest,
      symbol: spelled,
      repaired: known?.repaired ?? false,
    };
  // "2113/UBND-NC": a State letter prints no type; its symbol is the issuer and the drafting unit. A law ("…/2024/QH15") prints none either.
  return {
    grammar: 'STATE',
    type: year === undefined ? 'CV' : null,
    issuer: upper,
    symbol: upper,
    repaired: false,
  };
}

/** "số" and its misreadings, but not "sở" (a department) or "sơ", which fold to the same letters. */
const isLabel = (label: string): boolean => /^(?:s[oôốồổỗộóòỏõọ06]|8[oôố])/i.test(label);

function readingOf(line: string, match: RegExpExecArray): NumberReading | null {
  const { label, seq = '', suffix = '', sep = '', year } = match.groups ?? {};
  const labelled = label !== undefined && isLabel(line.slice(match.index));
  const digits = repairDigits(suffix === '' ? seq : seq.slice(0, -suffix.length));
  const printed = /^\d+$/.test(digits.trim());
  if (!printed && !labelled) return null;
  const [at = 0, until = 0] = match.indices?.groups?.['rest'] ?? [];
  const kept = symbolTokens(line.slice(at, until));
  if (kept === '') return null;
  const read = readSymbol(sep, year, kept);
  const end = at + kept.length;
  const slipped = printed && digits !== seq.slice(0, digits.length);
  const changed = slipped || read.repaired || (year !== undefined && repairDigits(year) !== year);
  return {
    number: {
      raw: `${printed ? digits : ''}${suffix}${sep === '/' ? '/' : '-'}${year === undefined ? '' : `${repairDigits(year)}/`}${read.symbol}`,
      seq: printed ? Number(digits) : null,
      type: read.type,
      issuer: read.issuer,
    },
    grammar: read.grammar,
    labelled,
    complete: printed && read.type !== null && read.issuer !== null,
    repairedFrom: changed ? line.slice(match.index, end).trim() : null,
    start: match.index,
    end,
  };
}

/** The document number in a line of the head, e.g. "Số 1889-CV/TU" or "Số: 335/2025/NĐ-CP"; null when the line holds none. */
export function readNumber(line: string): NumberReading | null {
  const folded = fold(line);
  const readings = [...folded.matchAll(SYMBOL)]
    .map((match) => readingOf(line, match))
    .filter((reading) => reading !== null);
  const best =
    readings.find((reading) => reading.labelled && reading.complete) ??
    readings.find((reading) => reading.labelled) ??
    readings.find((reading) => reading.complete);
  return best ?? readBareNumber(folded);
}

function readBareNumber(folded: string): NumberReading | null {
  const match = BARE.exec(folded);
  const seq = match?.groups?.['seq'] ?? match?.groups?.['seq2'];
  if (match === null || seq === undefined) return null;
  return {
    number: { raw: seq, seq: Number(seq), type: null, issuer: null },
    grammar: null,
    labelled: true,
    complete: false,
    repairedFrom: null,
    start: match.index,
    end: match.index + match[0].length,
  };
}
