import { actionStandings, isSettled } from '@dondoc/domain/assignment/monitoring/action-standing.ts';
import { addWorkingDays } from '@dondoc/domain/calendar/working-days.ts';
import type { Instant } from '@dondoc/domain/calendar/day.ts';
import { dayOf } from '@dondoc/domain/calendar/zoned-time.ts';
import { campaignTerms } from '@dondoc/event-store/write-path/campaign-context.ts';
import { assignmentOf, sayFor, type Frame } from '../say.ts';
import { ZONE } from '../simulated-campaign.ts';
import { takeActionStep } from './action-steps.ts';
import { supplement } from './contents.ts';
import { AFTERNOON, at, MORNING, type Moment, type YearFollowUp, type YearStep } from './year-step.ts';

/** Takes one step of the year and says what it leads to. While an amended plan waits for the authority, it waits too. */
export async function takeYearStep(frame: Frame, step: YearStep, now: Instant): Promise<YearFollowUp[]> {
  const { unit } = step;
  const today = dayOf(now, ZONE);
  const assignment = await assignmentOf(frame, unit.unitId);
  const later = (days: number, time: string) => at(addWorkingDays(frame.calendar, today, days).on, time);
  // Another unit carries on with it.
  if (assignment.status === 'TRANSFERRED') return [];
  if (assignment.status !== 'PLAN_APPROVED') return [{ at: later(2, MORNING), step }];
  const moment = { frame, unit, now, today, later, assignment, ...sayFor(frame, unit.unitId, now) };
  if ('period' in step) return report(moment, step);
  if ('actionId' in step) return takeActionStep(moment, step);
  return step.kind === 'AMEND_PLAN' ? amendPlan(moment) : carryOver(moment);
}

async function report(
  { assignment, say, mustFail }: Moment,
  { kind, period }: Extract<YearStep, { period: string }>,
): Promise<YearFollowUp[]> {
  const lines = actionStandings(assignment)
    .filter((one) => !isSettled(one))
    .map(({ action, percent }) => ({ actionId: action.id, percent, text: 'Đang thực hiện theo kế hoạch' }));
  const said = {
    type: 'SubmitCheckIn',
    data: { period, summary: 'Báo cáo tình hình thực hiện kế hoạch', lines },
  } as const;
  if (kind === 'CHECK_IN_TOO_LATE') await mustFail('R-21', said);
  // Nothing is asked of a plan that has nothing left to do.
  else if (assignment.monitoring.checkIns.some((one) => one.period === period)) await say(said);
  return [];
}

async function amendPlan({ frame, unit, today, later, assignment, say }: Moment): Promise<YearFollowUp[]> {
  const actions = [...(assignment.plan?.actions ?? []), supplement(frame, today)];
  await say({ type: 'AmendPlan', data: { actions, reason: 'Bổ sung giải pháp' } });
  return [{ at: later(2, AFTERNOON), step: { kind: 'ANSWER_PLAN', unit } }];
}

async function carryOver({ frame, assignment, say }: Moment): Promise<YearFollowUp[]> {
  const { monitoringYear } = await campaignTerms(frame.store, frame.campaignId);
  for (const { action, ...one } of actionStandings(assignment)) {
    if (isSettled(one)) continue;
    const data = { actionId: action.id, toYear: monitoringYear + 1, reason: 'Chưa hoàn thành trong năm' };
    await say({ type: 'CarryActionOver', data }, 'committee');
  }
  return [];
}
