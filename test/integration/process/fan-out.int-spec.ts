import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { createInMemoryEventStore } from '@dondoc/event-store/in-memory-event-store.ts';
import { campaignWorkflowId, shardWorkflowId } from '@dondoc/workflows/workflow-ids.ts';
import { Client } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import { issuedCampaign, ISSUED_AT } from './campaign-fixture.ts';
import { flowingClock } from './flowing-clock.ts';
import { eventsByType, openWorkflows, total } from './histories.ts';
import { describeWith } from './servers.ts';
import { startedProcess, type StartedProcess } from './started-process.ts';

const UNITS = 120;

describeWith('TEST_TEMPORAL_ADDRESS', 'The fan-out on a real server', (address) => {
  let connection: NativeConnection;
  let process: StartedProcess;
  afterEach(() => process.stop());
  beforeAll(async () => {
    connection = await NativeConnection.connect({ address });
  });
  afterAll(() => connection.close());

  it('starts every unit, and costs its parents few events', async () => {
    const client = new Client({ connection });
    const { now } = flowingClock(ISSUED_AT);
    const store = createInMemoryEventStore();
    process = await startedProcess({ store, now, connection });
    const started = Date.now();
    const { campaignId } = await issuedCampaign({ store, now, units: UNITS });
    await openWorkflows(client, `unit/${campaignId}/`, UNITS);
    console.log('took', Date.now() - started);
    const shard = await eventsByType(client, shardWorkflowId(campaignId, 0));
    const root = await eventsByType(client, campaignWorkflowId(campaignId));
    console.log(shard, total(shard), root, total(root));
    expect(process.faults).toEqual([]);
    expect((total(shard) + total(root)) / UNITS).toBeLessThanOrEqual(3.5);
  });
});
