import {
  actionStandings,
  type ActionStanding,
} from '@dondoc/domain/assignment/monitoring/action-standing.ts';
import { addDays } from '@dondoc/domain/calendar/day-arithmetic.ts';
import { addWorkingDays } from '@dondoc/domain/calendar/working-days.ts';
import { assertNever } from '@dondoc/domain/domain-error.ts';
import { findingsOf, handleFindingCommand } from '@dondoc/event-store/write-path/finding-context.ts';
import { assignmentOf } from '../say.ts';
import { INSPECTORATE } from '../simulated-campaign.ts';
import {
  AFTERNOON,
  conductOf,
  EXTENDED_BY_WORKING_DAYS,
  MORNING,
  type Moment,
  type YearFollowUp,
  type YearStep,
} from './year-step.ts';

type OfAction = Extract<YearStep, { actionId: string }>;
type Round = Extract<OfAction, { round: number }>;

/** One step on one action of the approved plan. */
export async function takeActionStep(moment: Moment, step: OfAction): Promise<YearFollowUp[]> {
  switch (step.kind) {
    case 'PROGRESS': {
      const data = { actionId: step.actionId, percent: 50, text: 'Đã xong dự thảo' };
      await moment.say({ type: 'ReportProgress', data });
      return [];
    }
    case 'ASK_EXTENSION':
      return askExtension(moment, step.actionId);
    case 'ASK_TOO_LATE': {
      const data = { actionId: step.actionId, to: addDays(moment.today, 30), reason: 'Xin lùi thời hạn' };
      await moment.mustFail('R-08', { type: 'RequestActionExtension', data });
      return [];
    }
    case 'ANSWER_EXTENSION':
      return answerExtension(moment, step.actionId);
    case 'REPORT_DONE':
      return reportDone(moment, step);
    case 'VERIFY':
      return verify(moment, step);
    case 'CHECK_EFFECT': {
      const { actionId } = step;
      const data = { actionId, on: moment.today, isEffective: true, note: 'Không tái diễn' };
      await moment.say({ type: 'CheckEffectiveness', data }, 'inspectorate');
      return [];
    }
    default:
      return assertNever(step);
  }
}

function standingOf({ assignment }: Moment, actionId: string): ActionStanding {
  const standing = actionStandings(assignment).find(({ action }) => action.id === actionId);
  if (standing === undefined)
    throw new Error(`The approved plan of ${assignment.unitId} has no ${actionId}.`);
  return standing;
}

async function askExtension(moment: Moment, actionId: string): Promise<YearFollowUp[]> {
  const { frame, unit, later, say } = moment;
  const { due } = standingOf(moment, actionId);
  const to = addWorkingDays(frame.calendar, due, EXTENDED_BY_WORKING_DAYS).on;
  await say({ type: 'RequestActionExtension', data: { actionId, to, reason: 'Chờ ý kiến cấp trên' } });
  return [{ at: later(2, AFTERNOON), step: { kind: 'ANSWER_EXTENSION', unit, actionId } }];
}

async function answerExtension(moment: Moment, actionId: string): Promise<YearFollowUp[]> {
  const { unit, assignment, say } = moment;
  const pending = standingOf(moment, actionId).extensions.find(({ outcome }) => outcome === null);
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

async function reportDone(
  { frame, unit, later, assignment, say, mustFail }: Moment,
  { actionId, round }: Round,
): Promise<YearFollowUp[]> {
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
  return [{ at: later(3, AFTERNOON), step: { kind: 'VERIFY', unit, actionId, round } }];
}

async function verify(moment: Moment, { actionId, round }: Round): Promise<YearFollowUp[]> {
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
