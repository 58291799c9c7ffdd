import { addDays, daysBetween } from '../calendar/day-arithmetic.ts';
import type { Instant } from '../calendar/day.ts';
import type { WorkingCalendar } from '../calendar/working-calendar.ts';
import { nextWorkingDay } from '../calendar/working-days.ts';
import { dayOf } from '../calendar/zoned-time.ts';
import type { Deadline } from '../deadline/deadline.ts';
import { deadlineOn } from '../deadline/make-deadline.ts';
import { currentDeadlines } from './campaign-launch.ts';
import type { CampaignState } from './campaign-state.ts';
import { requireReason, requireStatus, type DataOf } from './campaign-step.ts';
import type { CampaignEvent } from './campaign.events.ts';

const RUNNING = ['ISSUED', 'REVIEWING', 'RATING', 'MONITORING'] as const;

/** One event stops the clock for every unit. Nothing when it stands already. */
export function pauseCampaign(
  { reason }: DataOf<'PauseCampaign'>,
  at: Instant,
  state: CampaignState,
): CampaignEvent[] {
  const { campaignId, paused } = requireStatus(state, ...RUNNING);
  if (paused) return [];
  requireReason(reason);
  return [{ type: 'CampaignPaused', data: { campaignId, pausedAt: at, reason } }];
}

/**
 * Starts the clock again and states where the deadlines that were open at the pause now stand. Every calendar day the
 * pause touched is given back, the first and the last included: nobody is worse off for an hour's pause.
 */
export function resumeCampaign(
  at: Instant,
  state: CampaignState,
  calendar: WorkingCalendar,
): CampaignEvent[] {
  const campaign = requireStatus(state, ...RUNNING);
  const pause = campaign.pauses.at(-1);
  if (!campaign.paused || pause === undefined) return [];
  const { campaignId, zone } = campaign;
  const resumedAt = at < pause.from ? pause.from : at;
  const pausedDays = daysBetween(dayOf(pause.from, zone), dayOf(resumedAt, zone)) + 1;
  const deadlines = currentDeadlines(campaign)
    .filter((deadline) => isOpenAt(deadline, pause.from))
    .map((deadline) => movedByPause(deadline, pausedDays, calendar, zone));
  return [
    { type: 'CampaignResumed', data: { campaignId, pausedAt: pause.from, resumedAt, pausedDays, deadlines } },
  ];
}

function isOpenAt({ endsAt }: Deadline, instant: Instant): boolean {
  return endsAt > instant;
}

/** The deadline so many calendar days later, on the next working day. Its basis stays: nobody set a new date. */
export function movedByPause(
  deadline: Deadline,
  days: number,
  calendar: WorkingCalendar,
  zone: string,
): Deadline {
  const { phase, relation, basis } = deadline;
  const on = nextWorkingDay(calendar, addDays(deadline.on, days));
  const counted = deadline.counted && {
    ...deadline.counted,
    pausedDays: [...(deadline.counted.pausedDays ?? []), days],
  };
  return deadlineOn({ phase, relation, basis, counted, on }, zone);
}
