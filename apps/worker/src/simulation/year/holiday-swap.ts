import { addDays } from '@dondoc/domain/calendar/day-arithmetic.ts';
import { calendarOf } from '@dondoc/domain/calendar/calendar-version.ts';
import type { Day, Instant } from '@dondoc/domain/calendar/day.ts';
import { dayOf } from '@dondoc/domain/calendar/zoned-time.ts';
import { isWorkingDay } from '@dondoc/domain/calendar/working-days.ts';
import type { WorkingCalendar } from '@dondoc/domain/calendar/working-calendar.ts';
import { campaignTerms, handleCampaignCommand } from '@dondoc/event-store/write-path/campaign-context.ts';
import type { Frame } from '../say.ts';
import { COMMITTEE, ZONE } from '../simulated-campaign.ts';

/**
 * a swap of working days announced late, as the one of 25 December 2025 was. The day on which plans are due becomes a day off, and
 * the next weekend day that can be worked is worked for it. From here on everybody counts by the new version, the simulated people too.
 */
export async function swapHoliday(frame: Frame, at: Instant): Promise<void> {
  const { store, campaignId } = frame;
  const terms = await campaignTerms(store, campaignId);
  const { deadlines } = terms;
  const off = deadlines.PLAN?.current.on;
  if (off === undefined) throw new Error('The simulated campaign has no day for its plans.');
  const calendar = swapped(calendarOf(terms), { on: dayOf(at, ZONE), off, worked: weekendAfter(frame, off) });
  await handleCampaignCommand(store, {
    campaignId,
    commandId: `simulation/${campaignId}/swap`,
    command: {
      type: 'AdoptCalendar',
      at,
      actor: COMMITTEE,
      data: { calendar, basis: { ref: SWAP_REF, text: 'hoán đổi ngày làm việc, công bố muộn' } },
    },
  });
  frame.calendar = calendar;
}

const SWAP_REF = 'Công văn hoán đổi ngày làm việc (mô phỏng)';

function swapped(
  calendar: WorkingCalendar,
  { on, off, worked }: { on: Day; off: Day; worked: Day },
): WorkingCalendar {
  const name = `Nghỉ hoán đổi, làm bù ngày ${worked}`;
  const adoption = { on, basis: SWAP_REF, off: [{ on: off, name }], worked: [worked] };
  return {
    ...calendar,
    version: `${calendar.version}-swap`,
    adopted: [...calendar.adopted, adoption],
  };
}

function weekendAfter({ calendar }: Frame, off: Day): Day {
  let day = addDays(off, 1);
  while (isWorkingDay(calendar, day)) day = addDays(day, 1);
  return day;
}
