import type { AssignmentEvent, PlanAction } from '@dondoc/domain/assignment/assignment.events.ts';
import type { DomainEvent } from '@dondoc/domain/events.ts';
import type { RecordedEvent } from '@dondoc/event-store/event-store.ts';
import { localDay } from './local-day.ts';

type Recorded = RecordedEvent<DomainEvent>;
type OfAssignment = RecordedEvent<AssignmentEvent>;
type Standing = { due: string; state: 'OPEN' | 'REPORTED' | 'VERIFIED' | 'CARRIED' };
type Unit = {
  planned: readonly string[];
  inherited: string[];
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
      inherited: [],
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
  const today = localDay(event.at);
  if ('timeliness' in event.data) {
    const { due, isLate, lateSeconds } = event.data.timeliness;
    const late = Date.parse(event.at) - Date.parse(due.endsAt);
    return isLate === late >= 0 && lateSeconds === Math.max(0, Math.floor(late / 1000));
  }
  switch (event.type) {
    case 'PeriodFrozen': {
      const { period, actions } = event.data;
      const { to } = unit.checkIns.get(period) ?? { to: '' };
      return actions.every(({ actionId, overdue }) => {
        const { due, state } = unit.actions.get(actionId) ?? { due: '', state: 'CARRIED' };
        return overdue === (state === 'OPEN' && due !== 'CONTINUOUS' && due <= to);
      });
    }
    case 'ActionUrged': {
      const standing = unit.actions.get(event.data.actionId);
      return standing?.state === 'OPEN' && standing.due === event.data.dueOn && standing.due < today;
    }
    case 'EscalationRaised':
      return event.data.dueOn < today;
    case 'CheckInSubmitted':
      return event.data.isLate === today > (unit.checkIns.get(event.data.period)?.dueOn ?? '');
    case 'CheckInMissed': {
      const checkIn = unit.checkIns.get(event.data.period);
      return checkIn?.reported === false && today > checkIn.dueOn;
    }
    default:
      return true;
  }
}

function note(event: OfAssignment, unit: Unit): void {
  const { actions, granted, checkIns } = unit;
  const plan = ({ id, due }: Pick<PlanAction, 'id' | 'due'>) =>
    actions.set(id, { state: actions.get(id)?.state ?? 'OPEN', due: granted.get(id) ?? due });
  const stands = (id: string, state: Standing['state']) => {
    const standing = actions.get(id);
    if (standing !== undefined) standing.state = state;
  };
  switch (event.type) {
    case 'PlanSubmitted':
    case 'PlanAmended': {
      for (const id of unit.planned) if (!event.data.actions.some((one) => one.id === id)) actions.delete(id);
      unit.planned = event.data.actions.map(({ id }) => id);
      event.data.actions.forEach(plan);
      return;
    }
    case 'ItemsInherited':
      for (const { action, report } of event.data.actions) {
        plan(action);
        if (report !== null) stands(action.id, 'REPORTED');
      }
      return;
    case 'ActionExtensionGranted': {
      const { actionId: id, to } = event.data;
      granted.set(id, to);
      const standing = actions.get(id);
      if (standing !== undefined) standing.due = to;
      return;
    }
    case 'ActionReportedDone':
      return stands(event.data.actionId, 'REPORTED');
    case 'VerificationRecorded':
      return stands(event.data.actionId, event.data.verdict === 'ACCEPTED' ? 'VERIFIED' : 'OPEN');
    case 'ActionCarriedOver':
      return stands(event.data.actionId, 'CARRIED');
    case 'CheckInOpened': {
      const { period, to, dueOn } = event.data;
      checkIns.set(period, { to, dueOn, reported: false });
      return;
    }
    case 'CheckInSubmitted': {
      const checkIn = checkIns.get(event.data.period);
      if (checkIn !== undefined) checkIn.reported = true;
      return;
    }
    default:
  }
}
