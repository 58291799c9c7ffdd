import type { Day } from '../calendar/day.ts';
import type { DeadlineUnit, Relation } from './deadline.ts';

/** What a phrase says, before a calendar or a starting day turns it into a date. `text` is the phrase in NFC, single-spaced. */
export type DeadlinePhrase = { text: string } & (
  | { kind: 'DATE'; relation: Relation; day: Day; yearAssumed: boolean; time?: string }
  /** `start`: the day after which counting begins, when the phrase names one; null: the day the document was received. */
  | { kind: 'SPAN'; relation: 'WITHIN'; count: number; unit: DeadlineUnit; start: Day | null }
  | { kind: 'QUARTER_SPAN'; relation: 'WITHIN'; count: number; unit: 'WORKING_DAY' }
  | { kind: 'QUARTER_DAY'; relation: Relation; dayOfMonth: number }
);
