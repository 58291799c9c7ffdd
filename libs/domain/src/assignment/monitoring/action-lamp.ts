import type { Day, Instant } from '../../calendar/day.ts';
import type { WorkingCalendar } from '../../calendar/working-calendar.ts';
import { dayOf } from '../../calendar/zoned-time.ts';
import { isDueSoon, when, type Lamp } from '../../escalation/lamp.ts';
import { isOverdue, isSettled, type ActionStanding } from './action-standing.ts';

export type LampReason =
  | 'OVERDUE'
  | 'CHECK_IN_MISSED'
  | 'DUE_SOON'
  | 'REJECTED'
  | 'PARTIALLY_REMEDIED'
  | 'EXTENSION_PENDING'
  | 'AWAITS_VERDICT'
  | 'ON_TRACK'
  | 'VERIFIED'
  | 'CARRIED_OVER';

/** What a lamp is made from: less than a standing, so that a read model can keep it. */
export type LampFacts = {
  state: ActionStanding['state'];
  due: Day | 'CONTINUOUS';
  /** The newest verdict, also one that an even newer report waits behind. */
  verdict: 'ACCEPTED' | 'PARTIAL' | 'REJECTED' | null;
  extensionPending: boolean;
  checkInMissed: boolean;
};

/** RED: late. AMBER: somebody must act or will have to soon. GREEN: on its way, or settled. */
export function lampOf(
  facts: LampFacts,
  { at, zone, calendar }: { at: Instant; zone: string; calendar: WorkingCalendar },
): Lamp<LampReason> {
  const { state, due } = facts;
  if (isSettled({ state })) {
    return { colour: 'GREEN', reasons: [state === 'CARRIED_OVER' ? 'CARRIED_OVER' : 'VERIFIED'] };
  }
  const overdue = isOverdue({ state, due }, at, zone);
  const today = dayOf(at, zone);
  const isSoon =
    due !== 'CONTINUOUS' && !overdue && state !== 'REPORTED_DONE' && isDueSoon(calendar, today, due);
  const amber: LampReason[] = [
    ...when(facts.checkInMissed, 'CHECK_IN_MISSED'),
    ...when(isSoon, 'DUE_SOON'),
    ...when(facts.verdict === 'REJECTED' && state !== 'REPORTED_DONE', 'REJECTED'),
    ...when(state === 'PARTIALLY_REMEDIED', 'PARTIALLY_REMEDIED'),
    ...when(facts.extensionPending, 'EXTENSION_PENDING'),
  ];
  if (overdue) return { colour: 'RED', reasons: ['OVERDUE', ...amber] };
  if (amber.length > 0) return { colour: 'AMBER', reasons: amber };
  return { colour: 'GREEN', reasons: [state === 'REPORTED_DONE' ? 'AWAITS_VERDICT' : 'ON_TRACK'] };
}
