import type { AssignmentEvent } from '../assignment/assignment.events.ts';
import type { Instant } from '../calendar/day.ts';
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

/** An event of the unit's stream as it stands in the log. */
export type ScoredEvent = AssignmentEvent & { eventId: string; position: number; at: Instant };
