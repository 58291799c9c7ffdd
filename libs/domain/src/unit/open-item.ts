import type { Day, Instant } from '../calendar/day.ts';

/** One thing a unit owes, as it is named when a succession says who takes it over. */
export type OpenItem = {
  /** `step/<campaignId>`, `action/<campaignId>/<actionId>` or `finding/<findingId>`. */
  key: string;
  kind: 'STEP' | 'ACTION' | 'FINDING';
  /** For people: the step, the measure, the number of the finding. */
  name: string;
  since: Instant;
  /** Last good day; null: no rule sets one. */
  dueOn: Day | null;
};
/** Which successor takes an item over. */
export type Allotment = { item: string; toUnitId: string };

export const stepKey = (campaignId: string) => `step/${campaignId}`;
export const actionKey = (campaignId: string, actionId: string) => `action/${campaignId}/${actionId}`;
export const findingKey = (findingId: string) => `finding/${findingId}`;

/**
 * Who takes the item over. What nobody thought of when the succession was recorded (a finding that came a second later)
 * goes to the first successor, so that nothing is ever left with nobody.
 */
export function heirOf(
  key: string,
  { allocation, successors }: { allocation: readonly Allotment[]; successors: readonly { unitId: string }[] },
): string {
  const heir = allocation.find(({ item }) => item === key)?.toUnitId ?? successors[0]?.unitId;
  if (heir === undefined) throw new TypeError('A succession names at least one successor.');
  return heir;
}
