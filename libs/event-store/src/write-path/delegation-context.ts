import { fold } from '@dondoc/domain/decider.ts';
import type { DelegationEvent } from '@dondoc/domain/delegation/delegation.events.ts';
import { delegationDecider, type DelegationCommand } from '@dondoc/domain/delegation/delegation.decider.ts';
import type { DelegationsState } from '@dondoc/domain/delegation/delegation-state.ts';
import type { EventStore } from '../event-store.ts';
import { handleCommand, type CommandResult } from './handle-command.ts';
import { DELEGATIONS_ID } from '../stream-ids.ts';

/** The register of delegations as it stands: a few dozen events a year, read whole. */
export async function delegationsState(store: EventStore): Promise<DelegationsState> {
  const { events } = await store.readStream<DelegationEvent>(DELEGATIONS_ID);
  return fold(delegationDecider, events);
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
