import type { AssignmentEvent } from '@dondoc/domain/assignment/assignment.events.ts';
import type { LoggedEvent, LoggedOf, Projection } from '../projection.ts';

/** The newest amendment that a unit has in hand. A unit without a row has none: a launch over 50,000 units writes none. */
export type AcknowledgedRow = {
  assignmentId: string;
  campaignId: string;
  unitId: string;
  amended: number;
  version: number;
  lastPosition: number;
};

export const amendmentsProjection: Projection<AcknowledgedRow> = {
  name: 'amendments',
  version: 1,
  key: 'assignmentId',
  columns: {
    assignmentId: { kind: 'id' },
    campaignId: { kind: 'id' },
    unitId: { kind: 'id' },
    amended: { kind: 'count' },
    version: { kind: 'count' },
    lastPosition: { kind: 'position' },
  },
  indexes: [['campaignId', 'unitId']],

  keysOf: (event) => (numberIn(event) === null ? [] : [event.streamId]),

  evolve(row, event) {
    const number = numberIn(event);
    if (number === null || !isAssignmentEvent(event)) return row;
    const { campaignId, unitId } = event.data;
    return {
      assignmentId: event.streamId,
      campaignId,
      unitId,
      amended: Math.max(row?.amended ?? 0, number),
      version: event.version,
      lastPosition: event.position,
    };
  },
};

const isAssignmentEvent = (event: LoggedEvent): event is LoggedOf<AssignmentEvent> =>
  event.category === 'assignment';

/** What the event says the unit has in hand; null: nothing of it. */
function numberIn(event: LoggedEvent): number | null {
  if (!isAssignmentEvent(event)) return null;
  if (event.type === 'AmendmentAcknowledged') return event.data.number;
  return event.type === 'UnitAssigned' ? (event.data.amendments ?? null) : null;
}
