import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { createInMemoryEventStore } from '@dondoc/event-store/in-memory-event-store.ts';
import { campaignWorkflowId, shardWorkflowId, unitWorkflowId } from '@dondoc/workflows/workflow-ids.ts';
import { Client } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import { issuedCampaign, ISSUED_AT } from '@dondoc/testing/campaign-fixture.ts';
import { flowingClock } from './flowing-clock.ts';
import { eventsByType, openWorkflows, runsOf, total } from './histories.ts';
import { describeWith } from './servers.ts';
import { startedProcess, type StartedProcess } from './started-process.ts';

const UNITS = 120;

describeWith('TEST_TEMPORAL_ADDRESS', 'The fan-out on a real server', (address) => {
  let connection: NativeConnection;
  let client: Client;
  let process: StartedProcess;
  afterEach(() => process.stop());
  beforeAll(async () => {
    connection = await NativeConnection.connect({ address });
    client = new Client({ connection });
  });
  afterAll(() => connection.close());

  async function launched(units: number) {
    const { now } = flowingClock(ISSUED_AT);
    const store = createInMemoryEventStore();
    process = await startedProcess({ store, now, connection });
    const campaign = await issuedCampaign({ store, now, units });
    await openWorkflows(client, `unit/${campaign.campaignId}/`, units);
    await openWorkflows(client, shardWorkflowId(campaign.campaignId, 0), 0);
    return campaign;
  }

  it('starts every unit, and costs its parents at most 3.5 events for each', async () => {
    const { campaignId, roster } = await launched(UNITS);
    const shard = await eventsByType(client, shardWorkflowId(campaignId, 0));
    const root = await eventsByType(client, campaignWorkflowId(campaignId));
    expect(shard).toMatchObject({
      START_CHILD_WORKFLOW_EXECUTION_INITIATED: UNITS,
      CHILD_WORKFLOW_EXECUTION_STARTED: UNITS,
    });
    expect((total(shard) + total(root)) / UNITS).toBeLessThanOrEqual(3.5);
    // A page of 100 children would wake its launcher up to 100 times; it collects them in a few tasks.
    expect(shard['WORKFLOW_TASK_STARTED']).toBeLessThanOrEqual(UNITS / 4);

    const last = unitWorkflowId(campaignId, roster.at(-1)?.unitId ?? '');
    expect(await eventsByType(client, last)).toEqual({
      WORKFLOW_EXECUTION_STARTED: 1,
      WORKFLOW_TASK_SCHEDULED: 1,
      WORKFLOW_TASK_STARTED: 1,
      WORKFLOW_TASK_COMPLETED: 1,
      MARKER_RECORDED: 1,
      TIMER_STARTED: 1,
    });
    expect(process.faults).toEqual([]);
  });

  it('leaves its units alone when a parent ends, and comes back when the log moves', async () => {
    const { campaignId, units, pause } = await launched(5);
    await client.workflow.getHandle(campaignWorkflowId(campaignId)).terminate();
    await openWorkflows(client, campaignWorkflowId(campaignId), 0);
    await openWorkflows(client, `unit/${campaignId}/`, units.length);
    await pause();
    await openWorkflows(client, campaignWorkflowId(campaignId), 1);
    const runs = await Promise.all(
      units.map(({ unitId }) => runsOf(client, unitWorkflowId(campaignId, unitId))),
    );
    expect(runs.map(({ length }) => length)).toEqual(units.map(() => 1));
  });
});
