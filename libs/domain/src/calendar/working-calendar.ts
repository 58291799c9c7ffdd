import type { Day } from './day.ts';

export type Weekday = 'MON' | 'TUE' | 'WED' | 'THU' | 'FRI' | 'SAT' | 'SUN';
/** One adoption of days off and swapped working days: from `on` the calendar is known to hold them. */
export type Adoption = {
  on: Day;
  basis: string;
  off: readonly { on: Day; name: string }[];
  /** Weekend days that are worked in exchange. */
  worked: readonly Day[];
};
/** Versioned data: a calendar is never edited, a new version adds an adoption. */
export type WorkingCalendar = {
  code: string;
  version: string;
  zone: string;
  weekend: readonly Weekday[];
  adopted: readonly Adoption[];
  /** The days whose holidays are all listed, both ends included. A count that leaves them is refused instead of guessed. */
  covers?: { from: Day; to: Day };
};
