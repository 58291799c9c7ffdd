import { BULK_ACTOR, type Clock } from '@dondoc/activities/clock.ts';
import { bulkItemCommandId, settleBulkCommandId } from '@dondoc/activities/command-ids.ts';
import type { ActorRef } from '@dondoc/domain/actor.ts';
import { pendingUnits, type LiveBulk } from '@dondoc/domain/bulk/bulk.decider.ts';
import { bulkStep } from '@dondoc/domain/bulk/bulk-step.ts';
import type { BulkResult, BulkUnit } from '@dondoc/domain/bulk/bulk.events.ts';
import { DomainError } from '@dondoc/domain/domain-error.ts';
import { bulkState, handleBulkCommand } from '@dondoc/event-store/write-path/bulk-context.ts';
import { handleAssignmentCommand } from '@dondoc/event-store/write-path/campaign-context.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import type { FollowerDefinition } from '@dondoc/event-store/follower.ts';
import type { FollowerTransaction } from '@dondoc/event-store/follower-session.ts';
import { byEventType } from './by-event-type.ts';

/** Units whose results go on record together: how far a batch is can be seen after each such group. */
const GROUP = 50;

type Ports = { store: EventStore; now: Clock };

/**
 * Carries out what was ordered for many units, one step of its own for each. Cut off half-way it goes on with the units that
 * have no result; a step that was taken and not noted is recognised by its command id, which names batch, unit and attempt.
 */
export function createBulkRunner(ports: Ports): FollowerDefinition {
  return {
    name: 'bulk',
    version: 1,
    ...byEventType({
      BulkOrdered: ({ data, actor }, tx) => runBatch(ports, { batchId: data.batchId, actor }, tx),
      BulkRetried: ({ data, actor }, tx) => runBatch(ports, { batchId: data.batchId, actor }, tx),
    }),
  };
}

async function runBatch(
  { store, now }: Ports,
  { batchId, actor }: { batchId: string; actor: ActorRef },
  tx: FollowerTransaction,
): Promise<void> {
  for (;;) {
    const { state } = await bulkState(store, batchId);
    if (state.status === 'NONE') return;
    const group = pendingUnits(state).slice(0, GROUP);
    const first = group[0];
    if (first === undefined) return;
    // The cursor's transaction is ended by the server when it says nothing for long.
    await tx.query('SELECT 1');
    const results: BulkResult[] = [];
    for (const unit of group) results.push(await runItem({ store, now }, state, unit, actor));
    await handleBulkCommand(store, {
      batchId,
      commandId: settleBulkCommandId(batchId, state.attempt, first.unitId),
      command: { type: 'SettleBulkItems', at: await now(), actor: BULK_ACTOR, data: { results } },
    });
  }
}

async function runItem(
  { store, now }: Ports,
  { batchId, campaignId, operation, reason, attempt }: LiveBulk,
  { unitId, version }: BulkUnit,
  actor: ActorRef,
): Promise<BulkResult> {
  try {
    const { position } = await handleAssignmentCommand(store, {
      campaignId,
      unitId,
      commandId: bulkItemCommandId(batchId, unitId, attempt),
      command: bulkStep(operation, { version, reason, at: await now(), actor }),
    });
    return { unitId, outcome: position === null ? 'NOTHING' : 'DONE' };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { unitId, outcome: 'REFUSED', code: error.code, message: error.message };
  }
}
