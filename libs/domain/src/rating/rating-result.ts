import type { Bilingual, Level, RatedLevel } from './level.ts';
import type { FactName } from './rating-facts.ts';
import type { Source } from './rating-policy.ts';

/** In the order in which they are judged. */
export const STEPS = ['ELIGIBILITY', 'SCORE', 'BAND', 'TRIGGER', 'CONDITION', 'CEILING', 'HEAD'] as const;
export type Step = (typeof STEPS)[number];
export type Outcome = 'PASSED' | 'FAILED' | 'FIRED' | 'CLEAR' | 'DEMOTED' | 'EXCLUDED' | 'EXEMPTED' | 'HOLE';

/** Why: one rule, what it saw, what it says. `evidence`: ids of the facts, or the fact's name where it has no ids. */
export type Reason = {
  step: Step;
  code: string;
  outcome: Outcome;
  values: Readonly<Record<string, string>>;
  evidence: readonly string[];
  rule: string;
  citation: string;
  text: Bilingual;
};

/** `points` and `of` are decimal strings after rescaling: over all parts they add up to the score and to the scale. */
export type RatingPart = {
  code: string;
  points: string;
  of: string;
  evidence: readonly string[];
  excluded: boolean;
};

/** `rating-result/1`. The level is provisional: before the cap and the authority. */
export type RatingResult = {
  kind: 'rating-result/1';
  policy: { code: string; version: number; sha256: string };
  subject: string;
  year: number;
  score: string | null;
  band: RatedLevel | null;
  level: Level;
  parts: readonly RatingPart[];
  reasons: readonly Reason[];
  carriedOver: readonly string[];
  insufficient: readonly FactName[];
};

type Said = { values?: Record<string, string>; evidence?: readonly string[]; text: Bilingual };

/** Values and evidence are put in order, so that neither depends on the order in which the facts came. */
export function reason(
  step: Step,
  code: string,
  outcome: Outcome,
  source: Pick<Source, 'rule' | 'citation'>,
  { values = {}, evidence = [], text }: Said,
): Reason {
  return {
    step,
    code,
    outcome,
    values: Object.fromEntries(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1))),
    evidence: inOrder(evidence),
    rule: source.rule,
    citation: source.citation,
    text,
  };
}

/** By code unit: the same on every machine, whatever its language. Each once. */
export const inOrder = (ids: readonly string[]): string[] => [...new Set(ids)].sort();
