import type { AssignmentCommand } from './assignment.commands.ts';
import type { AssignmentEvent } from './assignment.events.ts';
import type { AssignmentState } from './assignment-state.ts';
import { idsOf } from './assignment-step.ts';

/** who took a step for the unit as a deputy is kept with the unit, once, so that the rule outlives the delegation. */
export function withDeputy(
  { actor }: AssignmentCommand,
  state: AssignmentState,
  events: AssignmentEvent[],
): AssignmentEvent[] {
  const { id, onBehalfOf, delegationId = null } = actor;
  if (events.length === 0 || onBehalfOf === undefined || state.status === 'NONE') return events;
  const isForUnit = actor.role === 'UNIT' && actor.unitId === state.unitId;
  if (!isForUnit || state.deputies.includes(id)) return events;
  return [
    ...events,
    { type: 'DeputyActed', data: { ...idsOf(state), deputyId: id, onBehalfOf, delegationId } },
  ];
}
