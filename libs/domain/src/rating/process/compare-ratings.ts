import type { Level } from '../level.ts';
import { compare, exact } from '../exact.ts';

export type Ranked = { subjectId: string; score: string | null; level: Level };
/** Ranks start at 1, equals share one; null: no score. `moved`: places gained (positive) or lost. */
export type Moved = {
  subjectId: string;
  before: { level: Level; score: string | null; rank: number | null };
  after: { level: Level; score: string | null; rank: number | null };
  moved: number | null;
};

/** The same subjects under two readings, in the order of the second. */
export function compareRatings(before: readonly Ranked[], after: readonly Ranked[]): Moved[] {
  const [was, is] = [ranksOf(before), ranksOf(after)];
  const byId = new Map(before.map((each) => [each.subjectId, each]));
  return after
    .flatMap((now): Moved[] => {
      const then = byId.get(now.subjectId);
      if (then === undefined) return [];
      const [from, to] = [was.get(now.subjectId) ?? null, is.get(now.subjectId) ?? null];
      return [
        {
          subjectId: now.subjectId,
          before: { level: then.level, score: then.score, rank: from },
          after: { level: now.level, score: now.score, rank: to },
          moved: from === null || to === null ? null : from - to,
        },
      ];
    })
    .sort(
      (a, b) =>
        (a.after.rank ?? Infinity) - (b.after.rank ?? Infinity) || (a.subjectId < b.subjectId ? -1 : 1),
    );
}

function ranksOf(all: readonly Ranked[]): Map<string, number> {
  const scored = all
    .flatMap(({ subjectId, score }) => (score === null ? [] : [{ subjectId, points: exact(score) }]))
    .sort((a, b) => compare(b.points, a.points));
  const ranks = new Map<string, number>();
  let rank = 0;
  scored.forEach(({ subjectId, points }, index) => {
    const above = scored[index - 1];
    if (above === undefined || compare(above.points, points) !== 0) rank = index + 1;
    ranks.set(subjectId, rank);
  });
  return ranks;
}
