import type { AssignmentCommand } from '@dondoc/domain/assignment/assignment.commands.ts';
import { handleAssignmentCommand } from '@dondoc/event-store/write-path/campaign-context.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import type { CommandResult } from '@dondoc/event-store/write-path/handle-command.ts';
import { actorOf } from '../http/actor.ts';
import type { Caller, Issued } from '../http/request-context.ts';
import { assignmentInScope, requireAssigned } from './read-assignment.ts';

type DataOf<Type extends AssignmentCommand['type']> = Extract<AssignmentCommand, { type: Type }>['data'];
/** Who sends what, to which unit's assignment. */
type Call = { me: Caller; issued: Issued; campaignId: string; unit: string };

/** One step of a unit's cycle, by a person: scope first, then the decider. Throws what either refuses. */
export async function sendAssignmentCommand<Type extends AssignmentCommand['type']>(
  store: EventStore,
  { me, issued: { commandId, at, expectedVersion }, campaignId, unit }: Call,
  type: Type,
  data: DataOf<Type>,
): Promise<CommandResult> {
  const unitId = await assignmentInScope(store, me, { campaignId, unit });
  await requireAssigned(store, campaignId, unitId);
  return handleAssignmentCommand(store, {
    campaignId,
    unitId,
    commandId,
    command: { type, at, actor: actorOf(me), data } as AssignmentCommand,
    ...(expectedVersion === undefined ? {} : { expectedVersion }),
  });
}
