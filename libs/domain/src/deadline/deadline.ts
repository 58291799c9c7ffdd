import type { Day, Instant } from '../calendar/day.ts';

/** The steps of the unit's cycle that have a deadline of their own. */
export type Phase = 'ACKNOWLEDGE' | 'REVIEW' | 'PLAN';
export const PHASES: readonly Phase[] = ['ACKNOWLEDGE', 'REVIEW', 'PLAN'];

/** BEFORE: "trước ngày"; BY: "chậm nhất ngày", "đến hết ngày"; WITHIN: "trong N ngày"; ON: the day itself. */
export type Relation = 'BEFORE' | 'BY' | 'WITHIN' | 'ON';

/** Where a date comes from: the document that states it, or the administrator's reason. Never empty. */
export type Basis = { ref: string; text?: string };

export type Deadline = {
  phase: Phase;
  /** The last good day, in the campaign's zone. */
  on: Day;
  /** The first instant that is late: the midnight after `on` in the campaign's zone. */
  endsAt: Instant;
  relation: Relation;
  /** The words it was read from, if any. */
  phrase: string | null;
  basis: Basis;
};
