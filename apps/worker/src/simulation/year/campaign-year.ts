import { addWorkingDays, nextWorkingDay } from '@dondoc/domain/calendar/working-days.ts';
import type { Day } from '@dondoc/domain/calendar/day.ts';
import type { WorkingCalendar } from '@dondoc/domain/calendar/working-calendar.ts';
import { instantAt } from '@dondoc/domain/calendar/zoned-time.ts';
import type { CampaignCommand } from '@dondoc/domain/campaign/campaign.commands.ts';
import type { Addressee, Requirement } from '@dondoc/domain/campaign/campaign.events.ts';
import { handleCampaignCommand } from '@dondoc/event-store/write-path/campaign-context.ts';
import type { Agenda } from '../agenda.ts';
import type { CampaignDays } from '../campaign-days.ts';
import { sayFor, type Frame } from '../say.ts';
import { COMMITTEE, REQUIREMENTS, ZONE } from '../simulated-campaign.ts';
import type { CastUnit } from '../cast.ts';
import type { UnitStep } from '../unit-steps.ts';
import { swapHoliday } from './holiday-swap.ts';
import { merge, type Merger } from './merger.ts';
import { isRatingStep, noteRating, type RatingStep } from './rating/rating-step.ts';
import { takeRatingStep } from './rating/rating-steps.ts';
import type { YearStep } from './year-step.ts';

/** What the committee does to the whole campaign in a year that runs to its end. */
export type CampaignYearStep =
  | { kind: 'AMEND'; effectiveOn: Day }
  | { kind: 'ADD_UNIT'; addressee: Addressee }
  | { kind: 'EXEMPT'; exempted: CastUnit }
  | { kind: 'MERGE'; merger: Merger }
  | { kind: 'SWAP_HOLIDAY' }
  | RatingStep;

type Days = CampaignDays & { calendar: WorkingCalendar };
const MERGED_ON = '06-15';

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
  { calendar, launchedOn, due, endsOn, cutOffOn, ratesYear }: Days,
): void {
  const move = (day: Day, days: number) => addWorkingDays(calendar, day, days).on;
  const at = (day: Day, time: string) => instantAt(day, time, ZONE);
  if (late !== null)
    agenda.note(at(lateJoinOn(calendar, launchedOn), '10:00'), { kind: 'ADD_UNIT', addressee: late });
  for (const unit of cast) {
    if (unit.year?.suggestion !== 'WITH_REVIEW') continue;
    const from = unit.unitId === late?.unitId ? lateJoinOn(calendar, launchedOn) : launchedOn;
    agenda.note(at(move(from, 2), '15:00'), { kind: 'SUGGEST', unit });
  }
  const year = Number(launchedOn.slice(0, 4)) + 1;
  const mergedOn = nextWorkingDay(calendar, `${year}-${MERGED_ON}`);
  if (merger !== null && mergedOn < endsOn) agenda.note(at(mergedOn, '16:00'), { kind: 'MERGE', merger });
  const amendedOn = move(due.REVIEW, -7);
  agenda.note(at(amendedOn, '10:30'), { kind: 'AMEND', effectiveOn: move(due.REVIEW, -3) });
  for (const unit of cast) {
    const days = unit.plan.behaviour === 'SILENT' ? null : (unit.year?.acknowledgesAmendmentAfter ?? null);
    if (days !== null) {
      agenda.note(at(move(amendedOn, days), '11:00'), { kind: 'ACKNOWLEDGE_AMENDMENT', unit });
    }
  }
  agenda.note(at(move(due.PLAN, -2), '11:30'), { kind: 'SWAP_HOLIDAY' });
  const silent = cast.find(({ plan, unitId }) => plan.behaviour === 'SILENT' && unitId !== late?.unitId);
  if (silent !== undefined)
    agenda.note(at(move(due.REVIEW, -2), '10:30'), { kind: 'EXEMPT', exempted: silent });
  for (const unit of cast.filter(({ plan }) => plan.planAfterDays !== null)) {
    agenda.note(at(move(endsOn, -1), '15:00'), { kind: 'CARRY_OVER', unit });
  }
  if (ratesYear) noteRating(agenda, calendar, cutOffOn);
}

export const lateJoinOn = (calendar: WorkingCalendar, launchedOn: Day) =>
  addWorkingDays(calendar, launchedOn, 4).on;

export async function takeCampaignYearStep(
  frame: Frame,
  cast: readonly CastUnit[],
  step: CampaignYearStep,
  at: string,
): Promise<void> {
  if (isRatingStep(step)) return takeRatingStep(frame, cast, step, at);
  const basis = { ref: 'simulation', text: 'drawn for the simulation' };
  if (step.kind === 'EXEMPT') {
    const { say } = sayFor(frame, step.exempted.unitId, at);
    const data = { basis, reason: 'Đơn vị đang làm thủ tục giải thể' };
    return say({ type: 'ExemptUnit', data }, 'committee');
  }
  if (step.kind === 'MERGE') return merge(frame, step.merger, at);
  if (step.kind === 'SWAP_HOLIDAY') return swapHoliday(frame, at);
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

const CAMPAIGN_STEPS: ReadonlySet<string> = new Set(['AMEND', 'ADD_UNIT', 'EXEMPT', 'MERGE', 'SWAP_HOLIDAY']);

export const isCampaignYearStep = (step: { kind: string }): step is CampaignYearStep =>
  CAMPAIGN_STEPS.has(step.kind) || isRatingStep(step);
