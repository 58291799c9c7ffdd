import { addWorkingDays, nextWorkingDay, previousWorkingDay } from '@dondoc/domain/calendar/working-days.ts';
import type { Day } from '@dondoc/domain/calendar/day.ts';
import type { WorkingCalendar } from '@dondoc/domain/calendar/working-calendar.ts';
import { addDays } from '@dondoc/domain/calendar/day-arithmetic.ts';
import { instantAt } from '@dondoc/domain/calendar/zoned-time.ts';
import type { CampaignCommand } from '@dondoc/domain/campaign/campaign.commands.ts';
import type { Addressee, Requirement } from '@dondoc/domain/campaign/campaign.events.ts';
import { handleCampaignCommand } from '@dondoc/event-store/campaign-context.ts';
import type { Agenda } from '../agenda.ts';
import type { DueDays } from '../behaviour.ts';
import { sayFor, type Frame } from '../say.ts';
import { COMMITTEE, REQUIREMENTS, ZONE } from '../simulated-campaign.ts';
import type { CastUnit } from '../cast.ts';
import type { UnitStep } from '../unit-steps.ts';
import { merge, type Merger } from './merger.ts';
import type { YearStep } from './year-step.ts';

/** What the committee does to the whole campaign in a year that runs to its end. */
export type CampaignYearStep =
  | { kind: 'AMEND'; effectiveOn: Day }
  | { kind: 'ADD_UNIT'; addressee: Addressee }
  | { kind: 'EXEMPT'; exempted: CastUnit }
  | { kind: 'MERGE'; merger: Merger };

type Days = { calendar: WorkingCalendar; launchedOn: Day; due: DueDays; endsOn: Day };
const MERGED_ON = '06-15';

/** The last working day of the month that is `months` after that of the launch: 14 from November end in January. */
export function endOfYear(calendar: WorkingCalendar, launchedOn: Day, months: number): Day {
  const after = Number(launchedOn.slice(0, 4)) * 12 + Number(launchedOn.slice(5, 7)) + months;
  const first = `${Math.floor(after / 12)}-${String((after % 12) + 1).padStart(2, '0')}-01`;
  return previousWorkingDay(calendar, addDays(first, -1));
}

const ADDED: Requirement = {
  no: '4',
  text: 'Báo cáo việc thực hiện kết luận kiểm toán',
  kind: 'TOPIC_REVIEW',
  mandatory: true,
  appliesTo: [],
};

/** Notes what the committee does on its own account; what it answers follows from what units do. */
export function noteCampaignYear(
  agenda: Pick<Agenda<UnitStep | YearStep | CampaignYearStep>, 'note'>,
  cast: readonly CastUnit[],
  { late, merger }: { late: Addressee | null; merger: Merger | null },
  { calendar, launchedOn, due, endsOn }: Days,
): void {
  const move = (day: Day, days: number) => addWorkingDays(calendar, day, days).on;
  const at = (day: Day, time: string) => instantAt(day, time, ZONE);
  if (late !== null)
    agenda.note(at(lateJoinOn(calendar, launchedOn), '10:00'), { kind: 'ADD_UNIT', addressee: late });
  for (const unit of cast) {
    if (unit.year?.suggestion === 'WITH_REVIEW')
      agenda.note(at(move(launchedOn, 2), '15:00'), { kind: 'SUGGEST', unit });
  }
  const year = Number(launchedOn.slice(0, 4)) + 1;
  const mergedOn = nextWorkingDay(calendar, `${year}-${MERGED_ON}`);
  if (merger !== null && mergedOn < endsOn) agenda.note(at(mergedOn, '16:00'), { kind: 'MERGE', merger });
  agenda.note(at(move(due.REVIEW, -7), '10:30'), { kind: 'AMEND', effectiveOn: move(due.REVIEW, -3) });
  const silent = cast.find(({ plan, unitId }) => plan.behaviour === 'SILENT' && unitId !== late?.unitId);
  if (silent !== undefined)
    agenda.note(at(move(due.REVIEW, -2), '10:30'), { kind: 'EXEMPT', exempted: silent });
  for (const unit of cast.filter(({ plan }) => plan.planAfterDays !== null)) {
    agenda.note(at(move(endsOn, -1), '15:00'), { kind: 'CARRY_OVER', unit });
  }
}

export const lateJoinOn = (calendar: WorkingCalendar, launchedOn: Day) =>
  addWorkingDays(calendar, launchedOn, 4).on;

export async function takeCampaignYearStep(frame: Frame, step: CampaignYearStep, at: string): Promise<void> {
  const basis = { ref: 'simulation', text: 'drawn for the simulation' };
  if (step.kind === 'EXEMPT') {
    const { say } = sayFor(frame, step.exempted.unitId, at);
    const data = { basis, reason: 'Đơn vị đang làm thủ tục giải thể' };
    return say({ type: 'ExemptUnit', data }, 'committee');
  }
  if (step.kind === 'MERGE') return merge(frame, step.merger, at);
  const { campaignId, store } = frame;
  const said =
    step.kind === 'AMEND'
      ? {
          type: 'AmendCampaign',
          data: { requirements: [...REQUIREMENTS, ADDED], effectiveOn: step.effectiveOn, basis },
        }
      : { type: 'AddAddressee', data: { unit: step.addressee, basis } };
  await handleCampaignCommand(store, {
    campaignId,
    commandId: `simulation/${campaignId}/${step.kind}`,
    command: { ...said, at, actor: COMMITTEE } as CampaignCommand,
  });
}
