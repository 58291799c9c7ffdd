/**
 * Independent evidence for one reading: each weight is the share of doubt it removes (label found, grammar matched, right
 * place on the page). Every repaired character slip and every doubt then costs its factor.
 * @returns 0 to 0.99, two decimals: a program is never certain of paper.
 */
export function confidence(evidence: readonly number[], doubts: readonly number[] = []): number {
  const doubt = evidence.reduce((left, weight) => left * (1 - weight), 1);
  const value = doubts.reduce((sure, factor) => sure * factor, 1 - doubt);
  return Math.min(0.99, Math.round(value * 100) / 100);
}
export const REPAIRED = 0.88;
