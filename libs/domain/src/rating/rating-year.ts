import { dayFrom } from '../calendar/day-arithmetic.ts';
import type { Day, Instant } from '../calendar/day.ts';
import { dayOf, instantAt, parseInstant } from '../calendar/zoned-time.ts';
import { DomainError } from '../domain-error.ts';
import type { RatingPolicy } from './rating-policy.ts';

/** The facts that a rating year holds: those after the cut-off of the year before, up to its own. */
export type RatingYear = {
  cutOff: Instant;
  /** The last day that counts, and the last one of the year before. */
  lastDay: Day;
  lastDayBefore: Day;
};

/**
 * A day counts when it began before the cut-off, on a clock in the policy's zone. A body with a later cut-off of its own (14 January)
 * had it the year before as well; a cut-off earlier than the policy's is a running score and begins where the policy's year begins.
 */
export function ratingYear(policy: RatingPolicy, year: number, given?: string): RatingYear {
  const usual = endOfRatingYear(policy, year);
  const before = endOfRatingYear(policy, year - 1);
  if (given === undefined)
    return { cutOff: instantAt(usual, '23:59:59', policy.zone), lastDay: usual, lastDayBefore: before };
  const cutOff = parseInstant(given);
  if (cutOff === null) throw new TypeError(`${given} is no instant.`);
  const lastDay = dayOf(new Date(Date.parse(cutOff) - 1).toISOString(), policy.zone);
  const inYear = Number(lastDay.slice(0, 4)) - year;
  if (inYear < 0 || inYear > 1) {
    throw new DomainError('cut-off-outside-year', `The cut-off of ${year} lies in ${year} or ${year + 1}.`, {
      path: '/cutOff',
    });
  }
  return { cutOff, lastDay, lastDayBefore: lastDay > usual ? yearEarlier(lastDay) : before };
}

function endOfRatingYear({ cutOff: { on, yearsAfter } }: RatingPolicy, year: number): Day {
  return dayIn(year + yearsAfter, on);
}

const yearEarlier = (day: Day): Day => dayIn(Number(day.slice(0, 4)) - 1, day.slice(5));

// 29 February of a common year is the 28th.
function dayIn(year: number, monthDay: string): Day {
  const [month = 1, day = 1] = monthDay.split('-').map(Number);
  return dayFrom(year, month, day) ?? dayFrom(year, month, day - 1) ?? `${year}-${monthDay}`;
}
