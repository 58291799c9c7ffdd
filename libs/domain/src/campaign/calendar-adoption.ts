import { isSameCalendar } from '../calendar/calendar-version.ts';
import type { Instant } from '../calendar/day.ts';
import type { WorkingCalendar } from '../calendar/working-calendar.ts';
import { dayOf } from '../calendar/zoned-time.ts';
import { recounted } from '../deadline/recount.ts';
import { faultsOf, refuseFaults } from '../faults.ts';
import { requireCovered } from './campaign-draft.ts';
import { currentDeadlines, requireInOrder } from './campaign-launch.ts';
import type { CampaignState } from './campaign-state.ts';
import { requireBasis, requireRunning, requireStatus, type DataOf } from './campaign-step.ts';
import type { CampaignEvent } from './campaign.events.ts';

/**
 * a late swap of working days, or a holiday made by law, is a new version of the calendar. Deadlines that are open and
 * were counted are counted again, each move its own event; what was stated, and what is past, stays. Nothing when this very
 * version is in force.
 */
export function adoptCalendar(
  { calendar, basis }: DataOf<'AdoptCalendar'>,
  at: Instant,
  state: CampaignState,
  current: WorkingCalendar,
): CampaignEvent[] {
  const campaign = requireStatus(state, 'ISSUED', 'REVIEWING', 'RATING', 'MONITORING');
  requireBasis(basis, '/basis/ref');
  const { campaignId, zone, cutOffOn, calendar: replaced } = campaign;
  const isSameVersion = calendar.code === replaced.code && calendar.version === replaced.version;
  if (isSameVersion && isSameCalendar(calendar, current)) return [];
  requireRunning(campaign);
  refuseFaults(
    'calendar-not-adoptable',
    'R-29',
    faultsOf([
      [
        '/calendar/version',
        !isSameVersion,
        `must be new: ${replaced.version} stands for other days, and a version is never edited`,
      ],
      ['/calendar/zone', calendar.zone === zone, `must be ${zone}, the zone of the campaign`],
    ]),
  );

  const today = dayOf(at, zone);
  const deadlines = currentDeadlines(campaign).map((from) => {
    const open = from.endsAt > at;
    return { from, to: open ? recounted(from, { calendar, today, cutOffOn, zone }) : null };
  });
  const after = deadlines.map(({ from, to }) => to ?? from);
  for (const deadline of after) requireCovered(deadline, campaign, calendar);
  requireInOrder(after, campaign);
  const because = { code: calendar.code, version: calendar.version };
  return [
    { type: 'CalendarVersionAdopted', data: { campaignId, calendar, replaced, basis, adoptedAt: at } },
    ...deadlines.flatMap(({ from, to }) =>
      to === null
        ? []
        : [
            {
              type: 'DeadlineRecomputed' as const,
              data: { campaignId, phase: from.phase, from, to, because },
            },
          ],
    ),
  ];
}
