import { addWorkingDays, nextWorkingDay, previousWorkingDay } from '@dondoc/domain/calendar/working-days.ts';
import { addDays } from '@dondoc/domain/calendar/day-arithmetic.ts';
import type { Day } from '@dondoc/domain/calendar/day.ts';
import type { WorkingCalendar } from '@dondoc/domain/calendar/working-calendar.ts';
import type { DueDays } from './behaviour.ts';

export const DUE_WORKING_DAYS: Readonly<Record<keyof DueDays, number>> = {
  ACKNOWLEDGE: 3,
  REVIEW: 15,
  PLAN: 30,
};
/** Appraisal, cap, decision, publication, a petition and its answer come after the cut-off. */
const RATING_WORKING_DAYS = 25;
const YEAR_CUT_OFF = '12-14';

export type CampaignDays = {
  launchedOn: Day;
  due: DueDays;
  cutOffOn: Day;
  endsOn: Day;
  /** The year is rated as a whole, up to 14 December ("trước ngày 15/12"); false: the review alone is scored. */
  ratesYear: boolean;
};

/** The days that make up a simulated campaign. `months` null: it ends with the scores of the review. */
export function campaignDays(calendar: WorkingCalendar, from: Day, months: number | null): CampaignDays {
  const move = (day: Day, days: number) => addWorkingDays(calendar, day, days).on;
  const launchedOn = nextWorkingDay(calendar, from);
  const { ACKNOWLEDGE, REVIEW, PLAN } = DUE_WORKING_DAYS;
  const due = {
    ACKNOWLEDGE: move(launchedOn, ACKNOWLEDGE),
    REVIEW: move(launchedOn, REVIEW),
    PLAN: move(launchedOn, PLAN),
  };
  const reviewCutOff = move(due.PLAN, 25);
  if (months === null) {
    return { launchedOn, due, cutOffOn: reviewCutOff, endsOn: move(reviewCutOff, 2), ratesYear: false };
  }
  const endsOn = endOfYear(calendar, launchedOn, months);
  const yearCutOff = `${reviewCutOff.slice(0, 4)}-${YEAR_CUT_OFF}`;
  const ratesYear = reviewCutOff < yearCutOff && move(yearCutOff, RATING_WORKING_DAYS) < endsOn;
  return { launchedOn, due, cutOffOn: ratesYear ? yearCutOff : reviewCutOff, endsOn, ratesYear };
}

/** The last working day of the month that is `months` after that of the launch: 14 from November end in January. */
function endOfYear(calendar: WorkingCalendar, launchedOn: Day, months: number): Day {
  const after = Number(launchedOn.slice(0, 4)) * 12 + Number(launchedOn.slice(5, 7)) + months;
  const first = `${Math.floor(after / 12)}-${String((after % 12) + 1).padStart(2, '0')}-01`;
  return previousWorkingDay(calendar, addDays(first, -1));
}
