import type { Day, Instant } from '@dondoc/domain/calendar/day.ts';
import { addDays } from '@dondoc/domain/calendar/day-arithmetic.ts';
import { calendarOf } from '@dondoc/domain/calendar/calendar-version.ts';
import type { WorkingCalendar } from '@dondoc/domain/calendar/working-calendar.ts';
import { nextWorkingDay, previousWorkingDay } from '@dondoc/domain/calendar/working-days.ts';
import { dayOf, instantAt, startOfDay } from '@dondoc/domain/calendar/zoned-time.ts';
import type { CampaignTerms } from '@dondoc/domain/campaign/campaign-terms.ts';
import { campaignRoster, campaignTerms } from '@dondoc/event-store/write-path/campaign-context.ts';
import type { EventStore, Position } from '@dondoc/event-store/event-store.ts';
import { msUntil, type Clock } from './clock.ts';

/** However long nothing is due, the campaign looks at the log once a day. */
const RECHECK_MS = 24 * 60 * 60 * 1000;

export type CampaignSettled = {
  ended: boolean;
  /** Every addressee has its assignment, so the units' workflows may start. */
  assigned: boolean;
  /** Addressees, later additions included. */
  units: number;
  /** The newest reminder slot that has passed and was not swept; null: none. */
  sweep: Instant | null;
  ratingDue: boolean;
  /** The year whose scoring is under way; null: not in rating. */
  scoringYear: number | null;
  /** When the newest calendar was taken over: days count differently since. Null: the first one still holds. */
  calendarSince: Instant | null;
  waitMs: number;
  /** Head of the log before this answer was read. */
  upTo: Position;
};

/** What the campaign's workflow should do next. Throws DomainError 'unknown-campaign'. */
export async function settleCampaign(
  { store, now }: { store: EventStore; now: Clock },
  { campaignId, sweptUpTo }: { campaignId: string; sweptUpTo: Instant | null },
): Promise<CampaignSettled> {
  const upTo = await store.head();
  const terms = await campaignTerms(store, campaignId);
  const units = (await campaignRoster(store, campaignId)).length;
  const at = await now();
  const running = terms.status === 'REVIEWING' && !terms.paused;
  const slots = reminderSlots(terms, calendarOf(terms), at);
  const ratingAt = startOfDay(addDays(terms.cutOffOn, 1), terms.zone);
  const waits = running ? [RECHECK_MS, msUntil(at, slots.next)] : [RECHECK_MS];

  return {
    ended: terms.status === 'CLOSED' || terms.status === 'CANCELLED',
    assigned: !['NONE', 'DRAFT', 'ISSUED'].includes(terms.status),
    units,
    sweep: running && slots.last > (sweptUpTo ?? '') ? slots.last : null,
    ratingDue: running && at >= ratingAt,
    scoringYear: terms.status === 'RATING' ? Number(terms.cutOffOn.slice(0, 4)) : null,
    calendarSince: terms.adoptions.at(-1)?.at ?? null,
    waitMs: Math.min(...waits, ...(running && at < ratingAt ? [msUntil(at, ratingAt)] : [])),
    upTo,
  };
}

/** Reminders go out on working mornings only: the last such morning that has come, and the next. */
export function reminderSlots(
  { cadence, zone }: Pick<CampaignTerms, 'cadence' | 'zone'>,
  calendar: WorkingCalendar,
  at: Instant,
): { last: Instant; next: Instant } {
  const today = dayOf(at, zone);
  const slot = (day: Day) => instantAt(day, cadence.deliverAt, zone);
  const morning = previousWorkingDay(calendar, today);
  const last = slot(morning) <= at ? morning : previousWorkingDay(calendar, addDays(morning, -1));
  return { last: slot(last), next: slot(nextWorkingDay(calendar, addDays(last, 1))) };
}
