// The commands of a run: each line is one unit's way through one campaign, with returns, to the verified action; some are given
// more time on it, some are let go. Between them the campaigns are paused, extended and amended.
import { createCampaignActs } from './campaign-acts.ts';
import type { Chance, Command, Step } from './command.ts';
import { ACTION_DUE, EXTENDED_TO, HELD_ON } from './virtual-time.ts';

export const UNITS = 26;
export const CAMPAIGNS = 3;
const LINES_A_ROUND = 18;
/** Every other unit does nothing before one of these rounds: the first rungs must find somebody who owes. */
const LATE = { from: 8, to: 30 };

type Line = { campaign: number; unit: number; from: number; steps: Step[]; done: number };

export type Script = Readonly<{
  /** @param actsToo whether a campaign may be paused, extended or amended in this round */
  next(actsToo: boolean): Command[][];
}>;

export function createScript(chance: Chance, epoch: number): Script {
  const lines: Line[] = Array.from({ length: UNITS * CAMPAIGNS }, (_, index) => ({
    campaign: Math.floor(index / UNITS),
    unit: index % UNITS,
    from: chance(0, 1) === 0 ? 1 : chance(LATE.from, LATE.to),
    steps: stepsOf(chance),
    done: 0,
  }));
  const acts = Array.from({ length: CAMPAIGNS }, () => createCampaignActs(chance));
  let actsDone = 0;
  let round = 0;
  return {
    /** One or two commands for each of some lines; those of one line in order. */
    next(actsToo) {
      round += 1;
      const toCampaigns = acts.flatMap(({ next }, campaign): Command[] => {
        const act = actsToo ? next() : null;
        if (act === null) return [];
        actsDone += 1;
        return [{ ...act, key: `e${epoch}-c${campaign}-act${actsDone}`, campaign, unit: null, again: true }];
      });
      const open = lines.filter(
        ({ campaign, from, steps, done }) =>
          from <= round && done < steps.length && acts[campaign]?.isStill() === false,
      );
      const chosen = Array.from({ length: Math.min(LINES_A_ROUND, open.length) }, () =>
        open.splice(chance(0, open.length - 1), 1),
      ).flat();
      const ofUnits = chosen.map((line) => take(line, chance(1, 2), chance, epoch));
      return [...toCampaigns.map((command) => [command]), ...ofUnits];
    },
  };
}

function take(line: Line, count: number, chance: Chance, epoch: number): Command[] {
  const { campaign, unit } = line;
  const steps = line.steps.slice(line.done, line.done + count);
  const commands = steps.map((step, index) => ({
    ...step,
    key: `e${epoch}-c${campaign}-u${unit}-${line.done + index}`,
    campaign,
    unit,
    again: chance(0, 3) === 0,
  }));
  line.done += steps.length;
  return commands;
}

function stepsOf(chance: Chance): Step[] {
  const unit = (path: string, writes: string, body: object): Step => ({ by: 'UNIT', path, writes, body });
  const committee = (path: string, writes: string, body: object): Step => ({
    by: 'ADMINISTRATOR',
    path,
    writes,
    body,
  });
  const steps = [
    unit('acknowledge', 'AcknowledgementRecorded', {}),
    unit('review-meeting', 'ReviewMeetingRecorded', { heldOn: HELD_ON, summoned: 15, present: 14 }),
  ];
  const returns = { review: chance(0, 5), plan: chance(0, 5), reports: chance(0, 3) };
  for (let version = 1; version <= returns.review + 1; version += 1) {
    steps.push(unit('review', 'SelfReviewSubmitted', REVIEW));
    if (version <= returns.review)
      steps.push(committee('review/return', 'SelfReviewReturned', back(version)));
    else steps.push(committee('review/accept', 'SelfReviewAccepted', { version }));
  }
  for (let version = 1; version <= returns.plan + 1; version += 1) {
    steps.push(unit('plan', 'PlanSubmitted', PLAN));
    if (version <= returns.plan) steps.push(committee('plan/return', 'PlanReturned', back(version)));
    else steps.push(committee('plan/approve', 'PlanApproved', { version }));
  }
  for (let version = 1; version <= returns.reports; version += 1) {
    steps.push(unit('actions/A1/report-done', 'ActionReportedDone', REPORT));
    const verdict = version === returns.reports ? 'ACCEPTED' : 'PARTIAL';
    steps.push(
      committee('actions/A1/verify', 'VerificationRecorded', { version, verdict, note: 'Đã xem hồ sơ.' }),
    );
  }
  const submitted = steps.findIndex(({ path }) => path === 'plan');
  if (chance(0, 4) === 0)
    steps.splice(chance(0, submitted), 0, committee('extend', 'UnitDeadlineExtended', MORE));
  const approved = steps.findIndex(({ path }) => path === 'plan/approve');
  if (chance(0, 7) > 0) return steps;
  return [...steps.slice(0, chance(0, approved)), committee('exempt', 'UnitExempted', LET_GO)];
}

const LIMITATION = { no: '1', text: 'Chậm ban hành kế hoạch.', cause: 'Thiếu nhân sự.' };
const REVIEW = {
  answers: [{ requirementNo: '1', kind: 'ANSWERED', text: 'Đã rà soát 12 nội dung.' }],
  limitations: [LIMITATION],
};
const PLAN = {
  actions: [
    {
      id: 'A1',
      limitationNo: LIMITATION.no,
      limitation: LIMITATION.text,
      measure: 'Phân công lại.',
      lead: 'Ban Thường vụ',
      due: ACTION_DUE,
      deliverable: 'Báo cáo',
    },
  ],
};
const REPORT = { evidence: [{ sha256: '9f'.repeat(32), title: 'Quyết định' }], note: 'Đã xong.' };
const BASIS = { ref: 'Công văn số 1907-CV/TU' };
const MORE = { phase: 'PLAN', to: EXTENDED_TO.unit, reason: 'Thiên tai', basis: BASIS };
const LET_GO = { reason: 'Đã sáp nhập', basis: BASIS };
const back = (version: number) => ({ version, reasons: [{ item: '1', text: 'Chưa rõ nguyên nhân.' }] });
