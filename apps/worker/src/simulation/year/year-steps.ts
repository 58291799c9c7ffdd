import { actionStandings, isSettled } from '@dondoc/domain/assignment/monitoring/action-standing.ts';
import { periodsOf } from '@dondoc/domain/assignment/monitoring/check-ins.ts';
import { addDays } from '@dondoc/domain/calendar/day-arithmetic.ts';
import { addWorkingDays, nextWorkingDay, workingDaysBetween } from '@dondoc/domain/calendar/working-days.ts';
import type { Day, Instant } from '@dondoc/domain/calendar/day.ts';
import { dayOf, instantAt } from '@dondoc/domain/calendar/zoned-time.ts';
import { campaignTerms } from '@dondoc/event-store/campaign-context.ts';
import { findingsOf, handleFindingCommand } from '@dondoc/event-store/finding-context.ts';
import { assignmentOf, sayFor, type Frame } from '../say.ts';
import { INSPECTORATE, ZONE } from '../simulated-campaign.ts';
import type { CastUnit } from '../unit-steps.ts';
import { supplement } from './contents.ts';
import type { ActionConduct } from './draw-year.ts';

/** One thing that somebody does about an approved plan. `round` counts the reports on an action. */
export type YearStep = { unit: CastUnit } & (
  | {
      kind: 'PROGRESS' | 'ASK_EXTENSION' | 'ASK_TOO_LATE' | 'ANSWER_EXTENSION' | 'CHECK_EFFECT';
      actionId: string;
    }
  | { kind: 'REPORT_DONE' | 'VERIFY'; actionId: string; round: number }
  | { kind: 'CHECK_IN' | 'CHECK_IN_TOO_LATE'; period: string }
  | { kind: 'AMEND_PLAN' | 'CARRY_OVER' }
);
export type YearFollowUp = { at: Instant; step: YearStep | { kind: 'ANSWER_PLAN'; unit: CastUnit } };

const MORNING = '10:30';
const AFTERNOON = '15:00';
const EXTENDED_BY = 20;
const MID_YEAR = '05-12';

const at = (day: Day, time: string) => instantAt(day, time, ZONE);

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
  const end = extension === 'GRANTED' && mayAsk ? move(due, EXTENDED_BY) : due;
  if (done === 'NEVER') return steps;
  if (done === 'LATE' && unit.year?.isCareless === true) {
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

/** Takes one step of the year and says what it leads to. While an amended plan waits for the authority, it waits too. */
export async function takeYearStep(frame: Frame, step: YearStep, now: Instant): Promise<YearFollowUp[]> {
  const { unit } = step;
  const today = dayOf(now, ZONE);
  const assignment = await assignmentOf(frame, unit.unitId);
  const later = (days: number, time: string) => at(addWorkingDays(frame.calendar, today, days).on, time);
  if (assignment.status !== 'PLAN_APPROVED') return [{ at: later(2, MORNING), step }];
  const moment = { frame, unit, now, today, later, assignment, ...sayFor(frame, unit.unitId, now) };
  if ('period' in step) return report(moment, step);
  if ('actionId' in step) return act(moment, step);
  return step.kind === 'AMEND_PLAN' ? amendPlan(moment) : carryOver(moment);
}

type Moment = {
  frame: Frame;
  unit: CastUnit;
  now: Instant;
  today: Day;
  later: (days: number, time: string) => Instant;
  assignment: Awaited<ReturnType<typeof assignmentOf>>;
} & ReturnType<typeof sayFor>;

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

type OfAction = Extract<YearStep, { actionId: string }>;

async function act(moment: Moment, step: OfAction): Promise<YearFollowUp[]> {
  const { frame, unit, now, later, assignment, say, mustFail } = moment;
  const { actionId } = step;
  const standing = actionStandings(assignment).find(({ action }) => action.id === actionId);
  if (standing === undefined) return [];
  const pending = standing.extensions.find(({ outcome }) => outcome === null);
  switch (step.kind) {
    case 'PROGRESS':
      await say({ type: 'ReportProgress', data: { actionId, percent: 50, text: 'Đã xong dự thảo' } });
      return [];
    case 'ASK_EXTENSION': {
      const to = addWorkingDays(frame.calendar, String(standing.due), EXTENDED_BY).on;
      await say({ type: 'RequestActionExtension', data: { actionId, to, reason: 'Chờ ý kiến cấp trên' } });
      return [{ at: later(2, AFTERNOON), step: { kind: 'ANSWER_EXTENSION', unit, actionId } }];
    }
    case 'ASK_TOO_LATE': {
      const to = addDays(dayOf(now, ZONE), 30);
      await mustFail('R-08', {
        type: 'RequestActionExtension',
        data: { actionId, to, reason: 'Xin lùi thời hạn' },
      });
      return [];
    }
    case 'ANSWER_EXTENSION': {
      if (pending === undefined) return [];
      const { request } = pending;
      if (conductOf(unit, assignment, actionId)?.extension === 'GRANTED') {
        const basis = { ref: 'Thông báo của Thường trực' };
        const data = { actionId, request, reason: 'Nguyên nhân khách quan', basis };
        await say({ type: 'GrantActionExtension', data }, 'committee');
      } else {
        const data = { actionId, request, reason: 'Không có lý do khách quan' };
        await say({ type: 'DenyActionExtension', data }, 'committee');
      }
      return [];
    }
    case 'REPORT_DONE': {
      await reportDone(moment, step);
      return [{ at: later(3, AFTERNOON), step: { kind: 'VERIFY', unit, actionId, round: step.round } }];
    }
    case 'VERIFY':
      return verify(moment, step);
    case 'CHECK_EFFECT': {
      const on = dayOf(now, ZONE);
      const data = { actionId, on, isEffective: true, note: 'Không tái diễn' };
      await say({ type: 'CheckEffectiveness', data }, 'inspectorate');
      return [];
    }
  }
}

function conductOf(
  unit: CastUnit,
  { plan }: Moment['assignment'],
  actionId: string,
): ActionConduct | undefined {
  const index = plan?.actions.findIndex(({ id }) => id === actionId) ?? 0;
  const actions = unit.year?.actions ?? [];
  return actions[index % actions.length];
}

async function reportDone(
  { frame, unit, assignment, say, mustFail }: Moment,
  { actionId, round }: Extract<OfAction, { round: number }>,
): Promise<void> {
  if (frame.shelf === null) throw new Error('A year of monitoring needs a shelf for its evidence.');
  const isCareless = unit.year?.isCareless === true && round === 1;
  if (isCareless) {
    await mustFail('R-06', { type: 'ReportActionDone', data: { actionId, evidence: [], note: '' } });
    const ahead = { actionId, version: 1, verdict: 'ACCEPTED' as const, note: '' };
    await mustFail('R-06', { type: 'VerifyAction', data: ahead }, 'inspectorate');
  }
  if (round === 1 && conductOf(unit, assignment, actionId)?.withdraws === true) {
    const wrong = await frame.shelf.put('Bản nháp.txt', `Bản nháp ${unit.unitId} ${actionId}`);
    await say({ type: 'AttachEvidence', data: { actionId, files: [wrong] } });
    const data = { actionId, sha256: wrong.sha256, reason: 'Tải nhầm bản nháp' };
    await say({ type: 'WithdrawEvidence', data });
  }
  const file = await frame.shelf.put(
    `Báo cáo kết quả ${actionId}, lần ${round}.txt`,
    `Kết quả khắc phục ${unit.unitId} ${actionId}, lần ${round}`,
  );
  await say({ type: 'AttachEvidence', data: { actionId, files: [file] } });
  const { sha256, title } = file;
  await say({
    type: 'ReportActionDone',
    data: { actionId, evidence: [{ sha256, title }], note: 'Đã hoàn thành, đề nghị xác nhận' },
  });
  if (isCareless) {
    // 100 % by its own account, and now it would confirm itself (AC-41).
    const own = { actionId, version: round, verdict: 'ACCEPTED' as const, note: '' };
    await mustFail('R-05', { type: 'VerifyAction', data: own });
  }
}

async function verify(
  moment: Moment,
  { actionId, round }: Extract<OfAction, { round: number }>,
): Promise<YearFollowUp[]> {
  const { unit, later, assignment, say } = moment;
  const conduct = conductOf(unit, assignment, actionId);
  const again: YearFollowUp = {
    at: later(8, MORNING),
    step: { kind: 'REPORT_DONE', unit, actionId, round: round + 1 },
  };
  const judge = (verdict: 'ACCEPTED' | 'PARTIAL' | 'REJECTED', note: string, percent?: number) =>
    say(
      {
        type: 'VerifyAction',
        data: { actionId, version: round, verdict, note, ...(percent === undefined ? {} : { percent }) },
      },
      'inspectorate',
    );
  if (round === 1 && conduct?.done === 'PARTIAL_FIRST') {
    await judge('PARTIAL', 'Còn một hồ sơ chưa xong', 60);
    return [again];
  }
  if (round === 1 && conduct?.done === 'REJECTED_FIRST') {
    await judge('REJECTED', 'Minh chứng không đúng nội dung');
    return [again];
  }
  await judge('ACCEPTED', '');
  await closeFindings(moment, actionId);
  return [{ at: later(60, AFTERNOON), step: { kind: 'CHECK_EFFECT', unit, actionId } }];
}

/** A finding is closed on the evidence its action was accepted on. */
async function closeFindings({ frame, unit, now }: Moment, actionId: string): Promise<void> {
  const assignment = await assignmentOf(frame, unit.unitId);
  const standing = actionStandings(assignment).find(({ action }) => action.id === actionId);
  const evidence = standing?.remediation?.report.evidence.map((document) => document.sha256) ?? [];
  const { findings } = await findingsOf(frame.store, unit.unitId);
  for (const findingId of standing?.action.findingIds ?? []) {
    const finding = findings.find((one) => one.findingId === findingId);
    if (finding === undefined || standing?.state !== 'VERIFIED') continue;
    await handleFindingCommand(frame.store, {
      unitId: unit.unitId,
      commandId: `simulation/${unit.unitId}/close/${findingId}`,
      command: {
        type: 'CloseFinding',
        at: now,
        actor: INSPECTORATE,
        data: {
          findingId,
          as: 'VERIFIED_CLOSED',
          basis: { ref: finding.origin.number },
          note: 'Đã khắc phục xong',
          evidence,
        },
      },
    });
  }
}
