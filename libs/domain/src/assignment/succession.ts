import { requireSteward } from '../authority.ts';
import { PHASES } from '../deadline/deadline.ts';
import { actionKey, heirOf, stepKey } from '../unit/open-item.ts';
import type { AssignmentContext } from './assignment.commands.ts';
import type { AssignmentEvent } from './assignment.events.ts';
import { isFinished, type LiveAssignment } from './assignment-state.ts';
import { idsOf, requireAssigned, requireStatus, type CommandOf } from './assignment-step.ts';
import type { AssignmentState } from './assignment-state.ts';
import { cleared } from './escalations.ts';
import { isSettled, standingsInForce, type ActionStanding } from './monitoring/action-standing.ts';

/** The actions that a succession moves: those it carries out and that are neither verified nor carried over. */
export function openActions(assignment: LiveAssignment): ActionStanding[] {
  return standingsInForce(assignment).filter((one) => !isSettled(one));
}

/**
 * ends the unit's part. What is open is read from the unit's own record at this moment, so that nothing it did until
 * now is lost and nothing is given away twice. A unit that owes nothing keeps its record as it is.
 */
export function transferItems(
  { actor, data: { succession, on, basis, ...terms } }: CommandOf<'TransferItems'>,
  state: AssignmentState,
  { terms: { status: campaign } }: AssignmentContext,
): AssignmentEvent[] {
  requireSteward(actor);
  const assignment = requireAssigned(state);
  const { campaignId, status } = assignment;
  if (status === 'TRANSFERRED' || campaign === 'CLOSED' || campaign === 'CANCELLED') return [];
  const step = isFinished(assignment) ? null : { status, toUnitId: heirOf(stepKey(campaignId), terms) };
  const actions = openActions(assignment).map(({ action: { id: actionId } }) => ({
    actionId,
    toUnitId: heirOf(actionKey(campaignId, actionId), terms),
  }));
  if (step === null && actions.length === 0) return [];
  return [
    ...cleared(assignment, ...PHASES),
    { type: 'ItemsTransferred', data: { ...idsOf(assignment), succession, on, basis, step, actions } },
  ];
}

/** The successor takes them over. Nothing when it did so before: one succession gives to one unit once. */
export function inheritItems(
  { at, actor, data: { succession, basis, from, step, actions } }: CommandOf<'InheritItems'>,
  state: AssignmentState,
): AssignmentEvent[] {
  requireSteward(actor);
  const assignment = requireAssigned(state);
  const { inherited, status } = assignment;
  const isKnown = inherited.some((one) => one.succession === succession && one.from.unitId === from.unitId);
  if (isKnown) return [];
  if (status === 'TRANSFERRED') requireStatus(assignment, 'ASSIGNED');
  const actionIds = actions.map(({ action }) => action.id);
  return [
    {
      type: 'ItemsInherited',
      data: { ...idsOf(assignment), succession, basis, from, step, actionIds, actions, inheritedAt: at },
    },
  ];
}
