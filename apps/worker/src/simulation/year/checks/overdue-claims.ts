import type { AssignmentEvent, PlanAction } from '@dondoc/domain/assignment/assignment.events.ts';
import type { DomainEvent } from '@dondoc/domain/events.ts';
import type { RecordedEvent } from '@dondoc/event-store/event-store.ts';
import { localDay } from './local-day.ts';

type Recorded = RecordedEvent<DomainEvent>;
type OfAssignment = RecordedEvent<AssignmentEvent>;
type Standing = { due: string; state: 'OPEN' | 'REPORTED' | 'VERIFIED' | 'CARRIED' };
type Unit = {
  planned: readonly string[];
  actions: Map<string, Standing>;
  granted: Map<string, string>;
  checkIns: Map<string, { to: string; dueOn: string; reported: boolean }>;
};

/**
 * R-07, held against the log by code that shares nothing with the rule: every event that says "late" or "overdue" must follow from the
 * days and the instants before it. Returns those that do not: typed in, or counted wrongly.
 */
export function contradictedClaims(events: readonly Recorded[]): Recorded[] {
  const units = new Map<string, Unit>();
  const contradicted: Recorded[] = [];
  for (const event of events) {
    if (event.category !== 'assignment') continue;
    const unit = units.get(event.streamId) ?? {
      planned: [],
      actions: new Map(),
      granted: new Map(),
      checkIns: new Map(),
    };
    units.set(event.streamId, unit);
    if (!isTrue(event as OfAssignment, unit)) contradicted.push(event);
    note(event as OfAssignment, unit);
  }
  return contradicted;
}

function isTrue(event: OfAssignment, unit: Unit): boolean {
  const { type, data, at } = event;
  const today = localDay(at);
  if ('timeliness' in data) {
    const { due, isLate, lateSeconds } = data.timeliness;
    const late = Date.parse(at) - Date.parse(due.endsAt);
    return isLate === late >= 0 && lateSeconds === Math.max(0, Math.floor(late / 1000));
  }
  if (type === 'PeriodFrozen') {
    const { to } = unit.checkIns.get(data.period) ?? { to: '' };
    return data.actions.every(({ actionId, overdue }) => {
      const { due, state } = unit.actions.get(actionId) ?? { due: '', state: 'CARRIED' };
      return overdue === (state === 'OPEN' && due !== 'CONTINUOUS' && due <= to);
    });
  }
  if (type === 'ActionUrged') {
    const standing = unit.actions.get(data.actionId);
    return standing?.state === 'OPEN' && standing.due === data.dueOn && standing.due < today;
  }
  if (type === 'EscalationRaised') return data.dueOn < today;
  if (type === 'CheckInSubmitted')
    return data.isLate === today > (unit.checkIns.get(data.period)?.dueOn ?? '');
  if (type === 'CheckInMissed') {
    const checkIn = unit.checkIns.get(data.period);
    return checkIn?.reported === false && today > checkIn.dueOn;
  }
  return true;
}

function note(event: OfAssignment, unit: Unit): void {
  const { actions, granted, checkIns } = unit;
  const plan = ({ id, due }: Pick<PlanAction, 'id' | 'due'>) =>
    actions.set(id, { state: actions.get(id)?.state ?? 'OPEN', due: granted.get(id) ?? due });
  const stands = (id: string, state: Standing['state']) => {
    const standing = actions.get(id);
    if (standing !== undefined) standing.state = state;
  };
  const { type, data } = event;
  if (type === 'PlanSubmitted' || type === 'PlanAmended') {
    for (const id of unit.planned) if (!data.actions.some((one) => one.id === id)) actions.delete(id);
    unit.planned = data.actions.map(({ id }) => id);
    data.actions.forEach(plan);
  }
  if (type === 'ItemsInherited') {
    for (const { action, report } of data.actions) {
      plan(action);
      if (report !== null) stands(action.id, 'REPORTED');
    }
  }
  if (type === 'ActionExtensionGranted') {
    granted.set(data.actionId, data.to);
    const standing = actions.get(data.actionId);
    if (standing !== undefined) standing.due = data.to;
  }
  if (type === 'ActionReportedDone') stands(data.actionId, 'REPORTED');
  if (type === 'VerificationRecorded')
    stands(data.actionId, data.verdict === 'ACCEPTED' ? 'VERIFIED' : 'OPEN');
  if (type === 'ActionCarriedOver') stands(data.actionId, 'CARRIED');
  if (type === 'CheckInOpened')
    checkIns.set(data.period, { to: data.to, dueOn: data.dueOn, reported: false });
  if (type === 'CheckInSubmitted') {
    const checkIn = checkIns.get(data.period);
    if (checkIn !== undefined) checkIn.reported = true;
  }
}
