import { bulkDecider, type BulkCommand, type BulkState } from '@dondoc/domain/bulk/bulk.decider.ts';
import type { BulkEvent } from '@dondoc/domain/bulk/bulk.events.ts';
import { fold } from '@dondoc/domain/decider.ts';
import type { EventStore } from '../event-store.ts';
import { handleCommand, type CommandResult } from './handle-command.ts';

export async function bulkState(
  store: EventStore,
  batchId: string,
): Promise<{ state: BulkState; version: number }> {
  const { events, version } = await store.readStream<BulkEvent>(batchId);
  return { state: fold(bulkDecider, events), version };
}

export function handleBulkCommand(
  store: EventStore,
  { batchId, ...call }: { batchId: string; commandId: string; command: BulkCommand },
): Promise<CommandResult> {
  return handleCommand(store, bulkDecider, {
    ...call,
    streamId: batchId,
    correlationId: batchId,
    context: async () => undefined,
  });
}
