import type { Judged } from './judged.ts';
import { isRated, type Level, LEVEL_NAMES, rankOf, RATED_LEVELS, type RatedLevel } from './level.ts';
import type { Ceiling, Condition, RatingPolicy, Trigger } from './rating-policy.ts';
import { type Reason, reason } from './rating-result.ts';

/** Every rule, judged. */
export type Judgements = {
  band: RatedLevel | null;
  triggers: readonly { rule: Trigger; judged: Judged }[];
  conditions: readonly { rule: Condition; judged: Judged }[];
  ceilings: readonly { rule: Ceiling; judged: Judged }[];
};
type Decided = { level: Level; reasons: readonly Reason[] };

/**
 * The level before the head's limit: a trigger makes NOT_COMPLETED whatever else is missing; then down from the band to the first
 * level that nothing stands against. What only an absent fact could tell is UNDETERMINED, and so is what no level fits.
 */
export function judgeLevel(policy: RatingPolicy, judgements: Judgements): Decided {
  const { band, triggers } = judgements;
  if (band === 'NOT_COMPLETED' || triggers.some(({ judged }) => judged.holds === true))
    return says('NOT_COMPLETED');
  if (triggers.some(({ judged }) => judged.holds === null)) return says('UNDETERMINED');
  if (policy.bands.length > 0 && band === null) return says('UNDETERMINED');

  const against: string[] = [];
  for (const level of levelsFrom(policy, band)) {
    const conditions = judgements.conditions.filter(({ rule }) => rule.levels.includes(level));
    const ceilings = judgements.ceilings.filter(({ rule }) => rankOf(rule.highest) > rankOf(level));
    const failed = conditions.filter(({ judged }) => judged.holds === false).map(({ rule }) => rule.code);
    const fired = ceilings.filter(({ judged }) => judged.holds === true).map(({ rule }) => rule.code);
    if (failed.length === 0 && fired.length === 0) {
      const isOpen = [...conditions, ...ceilings].some(({ judged }) => judged.holds === null);
      if (isOpen) return says('UNDETERMINED');
      return { level, reasons: demoted(policy, judgements, level, against) };
    }
    against.push(...failed, ...fired);
    if (policy.fallThrough.kind === 'UNDETERMINED' && failed.length > 0) break;
  }
  return { level: 'UNDETERMINED', reasons: holes(policy, judgements, against) };
}

const says = (level: Level): Decided => ({ level, reasons: [] });

/** Where points give a band, down from it. Where they do not, a level is only reached by conditions of its own. */
function levelsFrom({ bands, conditions }: RatingPolicy, band: RatedLevel | null): RatedLevel[] {
  const passing = RATED_LEVELS.filter((level) => level !== 'NOT_COMPLETED');
  if (bands.length === 0)
    return passing.filter((level) => conditions.some(({ levels }) => levels.includes(level)));
  return passing.filter((level) => band === null || rankOf(level) >= rankOf(band));
}

function demoted(
  { fallThrough }: RatingPolicy,
  { band, ceilings }: Judgements,
  level: RatedLevel,
  against: readonly string[],
): Reason[] {
  if (against.length === 0) return [];
  const from = band ?? 'EXCELLENT';
  const because = [...new Set(against)];
  const isCeiling = ceilings.some(({ rule }) => because.includes(rule.code));
  const names = because.join(', ');
  return [
    reason(isCeiling ? 'CEILING' : 'CONDITION', 'DEMOTED', 'DEMOTED', fallThrough, {
      values: { from, to: level, because: names },
      text: {
        vi: `Từ "${LEVEL_NAMES[from].vi}" xuống "${LEVEL_NAMES[level].vi}" vì ${names}.`,
        en: `From "${LEVEL_NAMES[from].en}" to "${LEVEL_NAMES[level].en}" because of ${names}.`,
      },
    }),
  ];
}

const HOLES = {
  HOLE_COMPLETION: {
    vi: 'Chưa hoàn thành 100 % nhiệm vụ nhưng chưa đến mức không hoàn thành: quy định bỏ trống, cấp có thẩm quyền quyết định.',
    en: 'Not all tasks are done, yet enough to escape NOT_COMPLETED: the rules are silent, the authority decides.',
  },
  HOLE_LATE: {
    vi: 'Hoàn thành nhưng chậm tiến độ quá mức cho phép: quy định bỏ trống, cấp có thẩm quyền quyết định.',
    en: 'Done, but later than any level allows: the rules are silent, the authority decides.',
  },
  HOLE: {
    vi: 'Không mức nào thỏa mãn và không có căn cứ không hoàn thành: cấp có thẩm quyền quyết định.',
    en: 'No level fits and nothing makes it NOT_COMPLETED: the authority decides.',
  },
} as const;

/** The first hole decides; a second one is told, without deciding. */
function holes(
  { fallThrough }: RatingPolicy,
  { conditions }: Judgements,
  against: readonly string[],
): Reason[] {
  const fails = (kind: Condition['requirement']['kind']) =>
    conditions.some(({ rule, judged }) => rule.requirement.kind === kind && judged.holds === false);
  const found: (keyof typeof HOLES)[] = [];
  if (fails('ALL_DONE')) found.push('HOLE_COMPLETION');
  if (fails('LATE_AT_MOST')) found.push('HOLE_LATE');
  if (found.length === 0) found.push('HOLE');
  const because = [...new Set(against)].join(', ');
  return found.map((code, index) =>
    reason('CONDITION', code, index === 0 ? 'HOLE' : 'EXCLUDED', fallThrough, {
      values: { because },
      text: HOLES[code],
    }),
  );
}

/** the head's level against the unit's. Null: not known. */
export function headAbove(level: Level, unitLevel: Level | undefined): boolean | null {
  if (!isRated(level) || level === 'NOT_COMPLETED') return false;
  if (unitLevel === undefined || !isRated(unitLevel)) return null;
  return rankOf(level) < rankOf(unitLevel);
}
