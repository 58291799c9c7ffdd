import { DEFAULT_ZONE } from '@dondoc/domain/calendar/default-zone.ts';
import type { ActorRef } from '@dondoc/domain/actor.ts';
import { dayOf } from '@dondoc/domain/calendar/zoned-time.ts';
import { fold } from '@dondoc/domain/decider.ts';
import type { DelegationEvent } from '@dondoc/domain/delegation/delegation.events.ts';
import { delegationDecider, type DelegationCommand } from '@dondoc/domain/delegation/delegation.decider.ts';
import type { DelegationsState } from '@dondoc/domain/delegation/delegation-state.ts';
import { requireNeverStoodInFor } from '@dondoc/domain/delegation/stand-in.ts';
import type { EventStore } from '../event-store.ts';
import { handleCommand, type CommandResult } from './handle-command.ts';
import { DELEGATIONS_ID } from '../stream-ids.ts';

/** The register of delegations as it stands: a few dozen events a year, read whole. */
export async function delegationsState(store: EventStore): Promise<DelegationsState> {
  const { events } = await store.readStream<DelegationEvent>(DELEGATIONS_ID);
  return fold(delegationDecider, events);
}

/**
 * R-05 for who judges in another's name: what is answered throws 'own-record' for a unit that the deputy ever stood in for. Nobody else is
 * looked up.
 */
export async function independenceOf(
  store: EventStore,
  { at, actor }: { at: string; actor: ActorRef },
): Promise<(unitId: string) => void> {
  if (actor.onBehalfOf === undefined || actor.role !== 'ADMINISTRATOR') return () => undefined;
  const register = await delegationsState(store);
  const today = dayOf(at, DEFAULT_ZONE);
  return (unitId) => requireNeverStoodInFor(register, { deputyId: actor.id, unitId, today });
}

export function handleDelegationCommand(
  store: EventStore,
  { zone, ...call }: { commandId: string; command: DelegationCommand; zone: string },
): Promise<CommandResult> {
  return handleCommand(store, delegationDecider, {
    ...call,
    streamId: DELEGATIONS_ID,
    correlationId: DELEGATIONS_ID,
    context: async () => ({ zone }),
  });
}
