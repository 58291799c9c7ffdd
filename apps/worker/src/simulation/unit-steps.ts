import type { PlanAction } from '@dondoc/domain/assignment/assignment.events.ts';
import { addWorkingDays, previousWorkingDay } from '@dondoc/domain/calendar/working-days.ts';
import { addDays } from '@dondoc/domain/calendar/day-arithmetic.ts';
import type { Day, Instant } from '@dondoc/domain/calendar/day.ts';
import type { WorkingCalendar } from '@dondoc/domain/calendar/working-calendar.ts';
import { dayOf, instantAt } from '@dondoc/domain/calendar/zoned-time.ts';
import { LIMITATION, type CastUnit } from './cast.ts';
import { assignmentOf, sayFor, type Frame, type Said } from './say.ts';
import { ZONE } from './simulated-campaign.ts';
import { wholePlan, wholeReview } from './year/contents.ts';
import { stepsOfApproved } from './year/approved-steps.ts';
import type { YearStep } from './year/year-step.ts';

export const UNIT_STEPS = [
  'ACKNOWLEDGE',
  'EXTEND',
  'SUBMIT_REVIEW',
  'ANSWER_REVIEW',
  'SUBMIT_PLAN',
  'ANSWER_PLAN',
  'SUGGEST',
  'ACKNOWLEDGE_AMENDMENT',
] as const;
export type UnitStep = { kind: (typeof UNIT_STEPS)[number]; unit: CastUnit };
export type FollowUp = { at: Instant; step: UnitStep | YearStep };

type Moment = {
  frame: Frame;
  unit: CastUnit;
  at: Instant;
  today: Day;
  /** The same unit's next step, so many working days on. */
  later: (days: number, time: string, next: UnitStep['kind']) => FollowUp[];
} & ReturnType<typeof sayFor>;

/** Takes one step of one unit (or of the committee on it) at `at`, and says what it leads to. */
export function takeUnitStep(frame: Frame, { kind, unit }: UnitStep, at: Instant): Promise<FollowUp[]> {
  const today = dayOf(at, ZONE);
  const later: Moment['later'] = (days, time, next) => {
    const on = addWorkingDays(frame.calendar, today, days).on;
    return [{ at: instantAt(on, time, ZONE), step: { kind: next, unit } }];
  };
  return STEPS[kind]({ frame, unit, at, today, later, ...sayFor(frame, unit.unitId, at) });
}

const STEPS: Readonly<Record<UnitStep['kind'], (moment: Moment) => Promise<FollowUp[]>>> = {
  async ACKNOWLEDGE({ say }) {
    await say({ type: 'Acknowledge', data: {} });
    return [];
  },
  async EXTEND({ say, unit }) {
    await say(extension(unit), 'committee');
    return [];
  },
  async SUBMIT_REVIEW(moment) {
    const { frame, unit, today, say, mustFail, later } = moment;
    const content = unit.year
      ? await wholeReview(frame, unit, today)
      : { answers: answers(), limitations: [LIMITATION] };
    const heldOn = meetingDay(frame, unit, today);
    const isCareless = unit.year?.isCareless === true;
    const { meeting } = await assignmentOf(frame, unit.unitId);
    if (isCareless && meeting === null) await mustFail('R-03', { type: 'SubmitReview', data: content });
    await say({ type: 'RecordReviewMeeting', data: { heldOn, summoned: 15, present: 14 } });
    if (isCareless) await mustFail('R-02', { type: 'SubmitReview', data: { ...content, answers: [] } });
    if (isCareless && 'findingAnswers' in content && content.findingAnswers.length > 0) {
      await mustFail('R-02', { type: 'SubmitReview', data: { ...content, findingAnswers: [] } });
    }
    await say({ type: 'SubmitReview', data: content });
    return later(1, '15:00', 'ANSWER_REVIEW');
  },
  async ANSWER_REVIEW({ frame, unit, say, later }) {
    const version = await submitted(frame, unit, 'review');
    if (isReturned(unit, version)) {
      const reasons = [{ item: '2', text: 'Chưa nêu rõ nguyên nhân' }];
      await say({ type: 'ReturnReview', data: { version, reasons } }, 'committee');
      return later(2, '10:00', 'SUBMIT_REVIEW');
    }
    await say({ type: 'AcceptReview', data: { version } }, 'committee');
    const { suggestions } = await assignmentOf(frame, unit.unitId);
    if (unit.year?.suggestion === 'AFTER_ACCEPTANCE' && suggestions.length === 0)
      return later(1, '10:00', 'SUGGEST');
    return unit.plan.planAfterDays === null ? [] : later(unit.plan.planAfterDays, '14:00', 'SUBMIT_PLAN');
  },
  async SUGGEST({ unit, say, later }) {
    const isIn = unit.year?.suggestion === 'AFTER_ACCEPTANCE';
    const data = {
      position: isIn ? 'Người đứng đầu' : null,
      text: 'Làm rõ trách nhiệm trong chỉ đạo, điều hành',
      basis: { ref: 'Công văn gợi ý kiểm điểm' },
      respondBy: null,
    };
    await say({ type: 'IssueSuggestion', data }, 'committee');
    return isIn ? later(2, '11:00', 'SUBMIT_REVIEW') : [];
  },
  async ACKNOWLEDGE_AMENDMENT({ frame, unit, say }) {
    const { status } = await assignmentOf(frame, unit.unitId);
    if (status === 'EXEMPTED') return [];
    await say({ type: 'AcknowledgeAmendment', data: { number: 1 } });
    return [];
  },
  async SUBMIT_PLAN({ frame, unit, today, say, mustFail, later }) {
    const actions: PlanAction[] = unit.year
      ? await wholePlan(frame, unit, today)
      : [action(frame.calendar, today)];
    const named = actions.filter(({ findingIds = [] }) => findingIds.length === 0);
    if (unit.year?.isCareless === true && named.length < actions.length) {
      await mustFail('R-04', { type: 'SubmitPlan', data: { actions: named } });
    }
    await say({ type: 'SubmitPlan', data: { actions } });
    return later(1, '15:00', 'ANSWER_PLAN');
  },
  async ANSWER_PLAN({ frame, unit, today, say, later }) {
    const version = await submitted(frame, unit, 'plan');
    if (isReturned(unit, version)) {
      const reasons = [{ item: '1', text: 'Thiếu sản phẩm cụ thể' }];
      await say({ type: 'ReturnPlan', data: { version, reasons } }, 'committee');
      return later(2, '10:00', 'SUBMIT_PLAN');
    }
    await say({ type: 'ApprovePlan', data: { version } }, 'committee');
    return stepsOfApproved(frame, unit, today);
  },
};

const isReturned = ({ plan }: CastUnit, version: number) =>
  plan.behaviour === 'RETURNED_ONCE' && version === 1;

/** The newest submission's version: what an answer must name. */
async function submitted(frame: Frame, { unitId }: CastUnit, what: 'review' | 'plan'): Promise<number> {
  const assignment = await assignmentOf(frame, unitId);
  const submission = assignment[what];
  if (submission === null) throw new Error(`${unitId} has no ${what} to answer: ${assignment.status}`);
  return submission.version;
}

const meetingDay = ({ calendar }: Frame, { plan }: CastUnit, today: Day): Day =>
  plan.meetingOn !== null && plan.meetingOn < today
    ? plan.meetingOn
    : previousWorkingDay(calendar, addDays(today, -1));

const answers = () =>
  ['1', '2', '3'].map((requirementNo) => ({
    requirementNo,
    kind: 'ANSWERED' as const,
    text: 'Đã kiểm điểm theo yêu cầu.',
  }));

function extension({ plan }: CastUnit): Said {
  if (plan.extend === null) throw new Error('an EXTEND step needs a plan that extends');
  return {
    type: 'ExtendUnitDeadline',
    data: {
      phase: 'REVIEW',
      to: plan.extend.to,
      reason: 'Đang có đoàn thanh tra',
      basis: { ref: 'simulation' },
    },
  };
}

const action = (calendar: WorkingCalendar, today: Day) => ({
  id: 'a1',
  limitationNo: LIMITATION.no,
  limitation: LIMITATION.text,
  measure: 'Ban hành quy chế phối hợp',
  lead: 'Văn phòng',
  due: addWorkingDays(calendar, today, 40).on,
  deliverable: 'Quy chế được ban hành',
});
