import type { Bilingual } from './level.ts';
import type { FactName } from './rating-facts.ts';

/** What a rule found. `holds` null: it cannot be said, because of `missing`. */
export type Judged = {
  holds: boolean | null;
  values: Record<string, string>;
  evidence: readonly string[];
  missing: readonly FactName[];
  text: Bilingual;
};

export const unknown = (...missing: FactName[]): Judged => ({
  holds: null,
  values: {},
  evidence: [],
  missing,
  text: {
    vi: `Không xét được, thiếu dữ liệu: ${missing.join(', ')}.`,
    en: `Not judged, data missing: ${missing.join(', ')}.`,
  },
});

export const found = (
  holds: boolean,
  text: Bilingual,
  values: Record<string, string> = {},
  evidence: readonly string[] = [],
): Judged => ({ holds, values, evidence, missing: [], text });

/** Whether any holds: one that does is enough, else one that is not known leaves it open. */
export function anyOf(all: readonly Judged[]): Judged {
  const told = all.filter(({ holds }) => holds === true);
  const open = all.filter(({ holds }) => holds === null);
  const [holds, speaking] = told.length > 0 ? [true, told] : open.length > 0 ? [null, open] : [false, all];
  const joined = (language: keyof Bilingual) => speaking.map(({ text }) => text[language]).join(' ');
  return {
    holds,
    values: Object.assign({}, ...all.map(({ values }) => values)),
    evidence: speaking.flatMap(({ evidence }) => evidence),
    missing: open.flatMap(({ missing }) => missing),
    text: { vi: joined('vi'), en: joined('en') },
  };
}
