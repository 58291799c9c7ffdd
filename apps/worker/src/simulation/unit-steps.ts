import type { AssignmentCommand } from '@dondoc/domain/assignment/assignment.commands.ts';
import { addWorkingDays, previousWorkingDay } from '@dondoc/domain/calendar/working-days.ts';
import { addDays } from '@dondoc/domain/calendar/day-arithmetic.ts';
import type { Day, Instant } from '@dondoc/domain/calendar/day.ts';
import type { WorkingCalendar } from '@dondoc/domain/calendar/working-calendar.ts';
import { dayOf, instantAt } from '@dondoc/domain/calendar/zoned-time.ts';
import { assignmentDecider } from '@dondoc/domain/assignment/assignment.decider.ts';
import type { AssignmentEvent } from '@dondoc/domain/assignment/assignment.events.ts';
import { fold } from '@dondoc/domain/decider.ts';
import { handleAssignmentCommand } from '@dondoc/event-store/campaign-context.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import { assignmentIdOf } from '@dondoc/event-store/stream-ids.ts';
import type { UnitPlan } from './behaviour.ts';
import { COMMITTEE, ZONE } from './simulated-campaign.ts';

export type CastUnit = { unitId: string; plan: UnitPlan };
export const UNIT_STEPS = [
  'ACKNOWLEDGE',
  'EXTEND',
  'SUBMIT_REVIEW',
  'ANSWER_REVIEW',
  'SUBMIT_PLAN',
  'ANSWER_PLAN',
] as const;
export type UnitStep = { kind: (typeof UNIT_STEPS)[number]; unit: CastUnit };
export type FollowUp = { at: Instant; step: UnitStep };

const LIMITATION = { no: '1', text: 'Phối hợp giữa các bộ phận còn chậm', cause: 'Chưa phân công rõ' };

type Frame = { store: EventStore; campaignId: string; calendar: WorkingCalendar };

type Moment = {
  frame: Frame;
  unit: CastUnit;
  at: Instant;
  today: Day;
  say: ReturnType<typeof sayFor>;
  /** The same unit's next step, so many working days on. */
  later: (days: number, time: string, next: UnitStep['kind']) => FollowUp[];
};

/** Takes one step of one unit (or of the committee on it) at `at`, and says what it leads to. */
export function takeUnitStep(frame: Frame, { kind, unit }: UnitStep, at: Instant): Promise<FollowUp[]> {
  const today = dayOf(at, ZONE);
  const later: Moment['later'] = (days, time, next) => {
    const on = addWorkingDays(frame.calendar, today, days).on;
    return [{ at: instantAt(on, time, ZONE), step: { kind: next, unit } }];
  };
  return STEPS[kind]({ frame, unit, at, today, say: sayFor(frame, unit, at), later });
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
  async SUBMIT_REVIEW({ frame, unit, today, say, later }) {
    const heldOn = meetingDay(frame, unit, today);
    await say({ type: 'RecordReviewMeeting', data: { heldOn, summoned: 15, present: 14 } });
    await say({ type: 'SubmitReview', data: { answers: answers(), limitations: [LIMITATION] } });
    return later(1, '15:00', 'ANSWER_REVIEW');
  },
  async ANSWER_REVIEW({ frame, unit, say, later }) {
    const version = await submitted(frame, unit, 'SelfReviewSubmitted');
    if (isReturned(unit, version)) {
      const reasons = [{ item: '2', text: 'Chưa nêu rõ nguyên nhân' }];
      await say({ type: 'ReturnReview', data: { version, reasons } }, 'committee');
      return later(2, '10:00', 'SUBMIT_REVIEW');
    }
    await say({ type: 'AcceptReview', data: { version } }, 'committee');
    return unit.plan.planAfterDays === null ? [] : later(unit.plan.planAfterDays, '14:00', 'SUBMIT_PLAN');
  },
  async SUBMIT_PLAN({ frame, today, say, later }) {
    await say({ type: 'SubmitPlan', data: { actions: [action(frame.calendar, today)] } });
    return later(1, '15:00', 'ANSWER_PLAN');
  },
  async ANSWER_PLAN({ frame, unit, say, later }) {
    const version = await submitted(frame, unit, 'PlanSubmitted');
    if (isReturned(unit, version)) {
      const reasons = [{ item: '1', text: 'Thiếu sản phẩm cụ thể' }];
      await say({ type: 'ReturnPlan', data: { version, reasons } }, 'committee');
      return later(2, '10:00', 'SUBMIT_PLAN');
    }
    await say({ type: 'ApprovePlan', data: { version } }, 'committee');
    return [];
  },
};

const isReturned = ({ plan }: CastUnit, version: number) =>
  plan.behaviour === 'RETURNED_ONCE' && version === 1;

type Said = AssignmentCommand extends infer Command
  ? Command extends AssignmentCommand
    ? Omit<Command, 'at' | 'actor'>
    : never
  : never;

function sayFor({ store, campaignId }: Frame, { unitId }: CastUnit, at: Instant) {
  return async (said: Said, by: 'unit' | 'committee' = 'unit') => {
    const actor =
      by === 'committee' ? COMMITTEE : { id: `simulated:${unitId}`, role: 'UNIT' as const, unitId };
    await handleAssignmentCommand(store, {
      campaignId,
      unitId,
      commandId: `simulation/${campaignId}/${unitId}/${said.type}/${at}`,
      command: { ...said, at, actor } as AssignmentCommand,
    });
  };
}

/** The newest submission's version: what an answer must name. */
async function submitted(
  { store, campaignId }: Frame,
  { unitId }: CastUnit,
  type: AssignmentEvent['type'],
): Promise<number> {
  const { events } = await store.readStream<AssignmentEvent>(assignmentIdOf(campaignId, unitId));
  const last = events.findLast((event) => event.type === type);
  if (!last || !('version' in last.data))
    throw new Error(`${unitId} has nothing submitted: ${fold(assignmentDecider, events).status}`);
  return last.data.version;
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
