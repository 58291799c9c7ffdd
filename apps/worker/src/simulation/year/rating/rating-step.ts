import { addWorkingDays } from '@dondoc/domain/calendar/working-days.ts';
import type { Day, Instant } from '@dondoc/domain/calendar/day.ts';
import type { WorkingCalendar } from '@dondoc/domain/calendar/working-calendar.ts';
import type { Agenda } from '../../agenda.ts';
import { AFTERNOON, at, MORNING } from '../year-step.ts';

/** What is done to the ratings of everybody once the year is over, in this order. */
export type RatingStep = {
  kind:
    | 'RATE_THEMSELVES'
    | 'IMPORT_RESULTS'
    | 'APPRAISE'
    | 'RUN_RATING'
    | 'SELECT_EXCELLENT'
    | 'DECIDE_LEVELS'
    | 'PUBLISH_LEVELS'
    | 'PETITION'
    | 'ANSWER_PETITION'
    | 'LOCK_RATINGS';
};

/** Working days from the cut-off; the petition is answered on the fifth of its seven. */
const WHEN: Readonly<Record<RatingStep['kind'], readonly [days: number, time: string]>> = {
  RATE_THEMSELVES: [-2, MORNING],
  IMPORT_RESULTS: [2, MORNING],
  APPRAISE: [3, MORNING],
  RUN_RATING: [4, MORNING],
  SELECT_EXCELLENT: [5, AFTERNOON],
  DECIDE_LEVELS: [6, AFTERNOON],
  PUBLISH_LEVELS: [7, MORNING],
  PETITION: [9, MORNING],
  ANSWER_PETITION: [14, AFTERNOON],
  LOCK_RATINGS: [16, AFTERNOON],
};

export function noteRating(
  agenda: Pick<Agenda<RatingStep>, 'note'>,
  calendar: WorkingCalendar,
  cutOffOn: Day,
): void {
  for (const [kind, [days, time]] of Object.entries(WHEN)) {
    const instant: Instant = at(addWorkingDays(calendar, cutOffOn, days).on, time);
    agenda.note(instant, { kind: kind as RatingStep['kind'] });
  }
}

export const isRatingStep = (step: { kind: string }): step is RatingStep => step.kind in WHEN;
