import type { BoardRow, CascadeRow, RollUp } from '@dondoc/contracts/campaigns.ts';

type Counts = Readonly<Record<string, number>>;
type Lower = NonNullable<BoardRow['lower']>;

const DECIDED = ['PLAN_APPROVED', 'EXEMPTED'];
const decidedOf = (byStatus: Counts) => DECIDED.reduce((sum, status) => sum + (byStatus[status] ?? 0), 0);
const sumOf = (counts: Counts) => Object.values(counts).reduce((sum, count) => sum + count, 0);

/** All cascades of a campaign as one: units by state, and how many are overdue by phase. */
export function rollUpOf(cascades: readonly CascadeRow[]): RollUp {
  const byStatus = added(cascades.map((cascade) => cascade.byStatus));
  return {
    cascades: cascades.length,
    units: cascades.reduce((sum, { unitCount }) => sum + unitCount, 0),
    decided: decidedOf(byStatus),
    byStatus,
    overdue: added(cascades.map(({ overdue }) => overdue)),
  };
}

/** What a unit's line on the board says of the units below it. */
export function lowerByUnit(cascades: readonly CascadeRow[]): ReadonlyMap<string, Lower> {
  return new Map(
    cascades.map(({ unitId, campaignId, unitCount, byStatus, overdue }) => [
      unitId,
      { campaignId, units: unitCount, decided: decidedOf(byStatus), overdue: sumOf(overdue) },
    ]),
  );
}

export function withLower(row: BoardRow, below: ReadonlyMap<string, Lower>): BoardRow {
  const lower = below.get(row.unitId);
  return lower === undefined ? row : { ...row, lower };
}

function added(all: readonly Counts[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const counts of all) {
    for (const [key, count] of Object.entries(counts)) sums[key] = (sums[key] ?? 0) + count;
  }
  return sums;
}
