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

/** Takes one step of one unit (or of the committee on it) at `at`, and says what it leads to. */
export async function takeUnitStep(frame: Frame, { kind, unit }: UnitStep, at: Instant): Promise<FollowUp[]> {
  const today = dayOf(at, ZONE);
  const later = (days: number, time: string, next: UnitStep['kind']): FollowUp[] => [
    { at: instantAt(addWorkingDays(frame.calendar, today, days).on, time, ZONE), step: { kind: next, unit } },
  ];
  const say = sayFor(frame, unit, at);

  switch (kind) {
    case 'ACKNOWLEDGE':
      await say({ type: 'Acknowledge', data: {} });
      return [];
    case 'EXTEND':
      await say(extension(unit), 'committee');
      return [];
    case 'SUBMIT_REVIEW':
      await say({
        type: 'RecordReviewMeeting',
        data: { heldOn: meetingDay(frame, unit, today), summoned: 15, present: 14 },
      });
      await say({ type: 'SubmitReview', data: { answers: answers(), limitations: [LIMITATION] } });
      return later(1, '15:00', 'ANSWER_REVIEW');
    case 'ANSWER_REVIEW': {
      const version = await submitted(frame, unit, 'SelfReviewSubmitted');
      if (version === 1 && unit.plan.behaviour === 'RETURNED_ONCE') {
        await say(
          {
            type: 'ReturnReview',
            data: { version, reasons: [{ item: '2', text: 'Chưa nêu rõ nguyên nhân' }] },
          },
          'committee',
        );
        return later(2, '10:00', 'SUBMIT_REVIEW');
      }
      await say({ type: 'AcceptReview', data: { version } }, 'committee');
      return unit.plan.planAfterDays === null ? [] : later(unit.plan.planAfterDays, '14:00', 'SUBMIT_PLAN');
    }
    case 'SUBMIT_PLAN':
      await say({ type: 'SubmitPlan', data: { actions: [action(frame.calendar, today)] } });
      return later(1, '15:00', 'ANSWER_PLAN');
    case 'ANSWER_PLAN': {
      const version = await submitted(frame, unit, 'PlanSubmitted');
      if (version === 1 && unit.plan.behaviour === 'RETURNED_ONCE') {
        await say(
          { type: 'ReturnPlan', data: { version, reasons: [{ item: '1', text: 'Thiếu sản phẩm cụ thể' }] } },
          'committee',
        );
        return later(2, '10:00', 'SUBMIT_PLAN');
      }
      await say({ type: 'ApprovePlan', data: { version } }, 'committee');
      return [];
    }
  }
}

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
