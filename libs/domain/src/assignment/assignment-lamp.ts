import type { Day } from '../calendar/day.ts';
import type { WorkingCalendar } from '../calendar/working-calendar.ts';
import type { EscalationLevel } from '../escalation/cadence.ts';
import { isDueSoon, when, type Lamp } from '../escalation/lamp.ts';
import type { LiveAssignment } from './assignment-state.ts';

export type AssignmentLampReason =
  | 'CHECK_PROPOSED'
  | 'OVERDUE'
  | 'DUE_SOON'
  | 'RETURNED'
  | 'URGED'
  | 'AWAITS_VERDICT'
  | 'ON_TRACK'
  | 'PLAN_APPROVED'
  | 'EXEMPTED';

/** What a lamp is made from: what a line of the board holds. */
export type AssignmentLampFacts = {
  status: LiveAssignment['status'];
  /** The earliest day of what the unit still owes; null: it owes nothing now. */
  dueOn: Day | null;
  /** The highest rung that stands. */
  escalationLevel: EscalationLevel;
};

/** RED: late. AMBER: the unit must act or will have to soon. GREEN: on its way, with the authority, or through. */
export function assignmentLamp(
  { status, dueOn, escalationLevel }: AssignmentLampFacts,
  { today, calendar }: { today: Day; calendar: WorkingCalendar },
): Lamp<AssignmentLampReason> {
  if (status === 'EXEMPTED') return { colour: 'GREEN', reasons: ['EXEMPTED'] };
  const isOverdue = dueOn !== null && today > dueOn;
  const amber: AssignmentLampReason[] = [
    ...when(dueOn !== null && !isOverdue && isDueSoon(calendar, today, dueOn), 'DUE_SOON'),
    ...when(status === 'REVIEW_RETURNED' || status === 'PLAN_RETURNED', 'RETURNED'),
    ...when(escalationLevel === 'URGE', 'URGED'),
  ];
  const red: AssignmentLampReason[] = [
    ...when(escalationLevel === 'CHECK', 'CHECK_PROPOSED'),
    ...when(isOverdue, 'OVERDUE'),
  ];
  if (red.length > 0) return { colour: 'RED', reasons: [...red, ...amber] };
  if (amber.length > 0) return { colour: 'AMBER', reasons: amber };
  if (status === 'PLAN_APPROVED') return { colour: 'GREEN', reasons: ['PLAN_APPROVED'] };
  const waits = status === 'REVIEW_SUBMITTED' || status === 'PLAN_SUBMITTED';
  return { colour: 'GREEN', reasons: [waits ? 'AWAITS_VERDICT' : 'ON_TRACK'] };
}
