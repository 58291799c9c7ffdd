import { actionStandings } from '@dondoc/domain/assignment/monitoring/action-standing.ts';
import { periodsOf } from '@dondoc/domain/assignment/monitoring/check-ins.ts';
import { addWorkingDays, nextWorkingDay, workingDaysBetween } from '@dondoc/domain/calendar/working-days.ts';
import type { Day } from '@dondoc/domain/calendar/day.ts';
import { campaignTerms } from '@dondoc/event-store/write-path/campaign-context.ts';
import { assignmentOf, type Frame } from '../say.ts';
import type { CastUnit } from '../cast.ts';
import type { ActionConduct } from './draw-year.ts';
import { at, EXTENDED_BY_WORKING_DAYS, MORNING, type YearFollowUp } from './year-step.ts';

const MID_YEAR = '05-12';

/** What follows from an approval: how each action that is new in the plan will fare, and each report of its year. */
export async function stepsOfApproved(frame: Frame, unit: CastUnit, today: Day): Promise<YearFollowUp[]> {
  const { year } = unit;
  if (year === undefined) return [];
  const { monitoring, ...rest } = await assignmentOf(frame, unit.unitId);
  const { version = 0 } = monitoring.approval ?? {};
  const isFirst = monitoring.baseline.every((action) => action.version === version);
  const actions = actionStandings({ ...rest, monitoring }).flatMap(({ action: { id, due } }, index) => {
    const isNew = monitoring.baseline.some((one) => one.actionId === id && one.version === version);
    const conduct = year.actions[index % year.actions.length];
    if (!isNew || due === 'CONTINUOUS' || conduct === undefined) return [];
    return stepsOfAction(frame, unit, { id, due }, conduct, today);
  });
  return isFirst ? [...actions, ...(await stepsOfPlan(frame, unit, today))] : actions;
}

function stepsOfAction(
  { calendar }: Frame,
  unit: CastUnit,
  { id: actionId, due }: { id: string; due: Day },
  { done, extension, lateBy }: ActionConduct,
  today: Day,
): YearFollowUp[] {
  const move = (day: Day, days: number) => addWorkingDays(calendar, day, days).on;
  const half = Math.floor(workingDaysBetween(calendar, today, due) / 2);
  const steps: YearFollowUp[] = [
    { at: at(move(today, Math.max(1, half)), MORNING), step: { kind: 'PROGRESS', unit, actionId } },
  ];
  const mayAsk = half >= 4;
  if (extension !== 'NONE' && mayAsk) {
    steps.push({ at: at(move(due, -4), MORNING), step: { kind: 'ASK_EXTENSION', unit, actionId } });
  }
  const end = extension === 'GRANTED' && mayAsk ? move(due, EXTENDED_BY_WORKING_DAYS) : due;
  if (done === 'NEVER') return steps;
  if ((done === 'LATE' || done === 'PARTIAL_FIRST') && unit.year?.isCareless === true) {
    steps.push({ at: at(move(end, 1), MORNING), step: { kind: 'ASK_TOO_LATE', unit, actionId } });
  }
  const days = { ON_TIME: -2, LATE: Math.max(2, lateBy), PARTIAL_FIRST: -6, REJECTED_FIRST: -6 }[done];
  const on = half >= 4 ? move(end, days) : end;
  return [...steps, { at: at(on, MORNING), step: { kind: 'REPORT_DONE', unit, actionId, round: 1 } }];
}

async function stepsOfPlan(frame: Frame, unit: CastUnit, today: Day): Promise<YearFollowUp[]> {
  const { calendar } = frame;
  const { cadence, monitoringYear } = await campaignTerms(frame.store, frame.campaignId);
  const { checkIns: asked } = cadence;
  const nth = (day: Day, days: number) => addWorkingDays(calendar, day, days).on;
  const reports = periodsOf(today, monitoringYear, asked?.every ?? 'QUARTER').flatMap(
    ({ period, to }, index): YearFollowUp[] => {
      const conduct = unit.year?.checkIns[index] ?? 'ON_TIME';
      const due = nth(to, asked?.dueWorkingDay ?? 5);
      if (conduct !== 'MISSED') {
        const on = conduct === 'ON_TIME' ? nth(to, 2 + (index % 3)) : nth(due, 2);
        return [{ at: at(on, MORNING), step: { kind: 'CHECK_IN', unit, period } }];
      }
      if (unit.year?.isCareless !== true) return [];
      // The morning of the freeze is over by then.
      const on = nth(due, (asked?.freezeAfterWorkingDays ?? 5) + 2);
      return [{ at: at(on, MORNING), step: { kind: 'CHECK_IN_TOO_LATE', unit, period } }];
    },
  );
  const amend = nextWorkingDay(calendar, `${monitoringYear}-${MID_YEAR}`);
  return unit.year?.amendsPlan === true
    ? [...reports, { at: at(amend, MORNING), step: { kind: 'AMEND_PLAN', unit } }]
    : reports;
}
