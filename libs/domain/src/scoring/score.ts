import type { PolicyRef } from '../campaign/campaign.events.ts';

/** Points are decimal strings with two decimals ("4.00"); a part names the events (ids) that made it. */
export type ScorePart = {
  code: string;
  points: string;
  of: string;
  reason: string;
  evidence: readonly string[];
};
export type Score = {
  policy: PolicyRef;
  points: string;
  of: string;
  parts: readonly ScorePart[];
  cutPosition: number;
};
