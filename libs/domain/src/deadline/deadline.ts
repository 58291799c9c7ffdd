import type { Day, Instant } from '../calendar/day.ts';
import type { DeadlineUnit } from './phrase.ts';

/** The steps of the unit's cycle that have a deadline of their own. */
export type Phase = 'ACKNOWLEDGE' | 'REVIEW' | 'PLAN';
export const PHASES: readonly Phase[] = ['ACKNOWLEDGE', 'REVIEW', 'PLAN'];

/** BEFORE: "trước ngày"; BY: "chậm nhất ngày", "đến hết ngày"; WITHIN: "trong N ngày"; ON: the day itself. */
export type Relation = 'BEFORE' | 'BY' | 'WITHIN' | 'ON';

/** Where a date comes from: the document that states it, or the administrator's reason. Never empty. */
export type Basis = { ref: string; text?: string };

/**
 * How a day was counted, so that it can be counted again: `count` days after `from`, which itself is not counted. `pausedDays`:
 * what pauses gave back since, each rolled on to a working day.
 */
export type Count = { from: Day; count: number; unit: DeadlineUnit; pausedDays?: readonly number[] };

export type Deadline = {
  phase: Phase;
  /** The last good day, in the campaign's zone. */
  on: Day;
  /** The first instant that is late: the midnight after `on` in the campaign's zone. */
  endsAt: Instant;
  relation: Relation;
  /** The words it was read from, if any. */
  phrase: string | null;
  /** Absent: the day was stated, not counted, and no calendar moves it. */
  counted?: Count;
  basis: Basis;
};
