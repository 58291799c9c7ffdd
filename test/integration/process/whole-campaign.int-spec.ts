import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import type { EventType } from '@dondoc/domain/events.ts';
import { createInMemoryEventStore } from '@dondoc/event-store/in-memory-event-store.ts';
import { campaignWorkflowId, scoringWorkflowId, shardWorkflowId } from '@dondoc/workflows/workflow-ids.ts';
import { Client } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import { issuedCampaign, ISSUED_AT } from '@dondoc/testing/campaign-fixture.ts';
import { flowingClock } from './flowing-clock.ts';
import { openWorkflows } from './histories.ts';
import { describeWith } from './servers.ts';
import { startedProcess, type StartedProcess } from './started-process.ts';
import { until } from './until.ts';

const CUT_OFF = '2027-04-16';
/** The first working morning after the day on which receipt was to be acknowledged. */
const FIRST_RUNG = '2027-03-04T01:00:00.000Z';
const REMINDER_SLOT = '2027-03-05T01:00:00.000Z';
const AFTER_CUT_OFF = '2027-04-16T17:00:00.000Z';
/** Whether the workflow still waits for the instant or finds it past when it looks, it does the same. */
const SOON_MS = 1_500;
const PATIENCE_MS = 60_000;

describeWith('TEST_TEMPORAL_ADDRESS', 'A whole campaign on a real server', (address) => {
  let connection: NativeConnection;
  let process: StartedProcess;
  beforeAll(async () => {
    connection = await NativeConnection.connect({ address });
  });
  afterEach(() => process.stop());
  afterAll(() => connection.close());

  it('is launched, reminds, urges, rates, is closed, and leaves no workflow of any type behind', async () => {
    const client = new Client({ connection });
    const clock = flowingClock(ISSUED_AT);
    const store = createInMemoryEventStore();
    process = await startedProcess({ store, now: clock.now, connection });
    const recorded = (type: EventType, times: number) =>
      until(
        async () => (await store.readAll({ after: 0, limit: 1_000 })).map((event) => event.type),
        (types) => types.filter((one) => one === type).length >= times,
        { what: `${times} ${type}`, withinMs: PATIENCE_MS },
      );

    const campaign = await issuedCampaign({ store, now: clock.now, units: 3, cutOffOn: CUT_OFF });
    const { campaignId, units } = campaign;
    const [diligent, late] = units;
    if (!diligent || !late) throw new Error('too few units');
    await openWorkflows(client, `unit/${campaignId}/`, units.length);
    await diligent.acknowledge();
    await diligent.submitReview('2027-03-01');
    await diligent.acceptReview();
    await diligent.submitPlan('2027-06-30');
    await diligent.approvePlan();
    await openWorkflows(client, `unit/${campaignId}/`, units.length - 1);

    // Told something, a workflow looks, and then waits for what is due in a moment.
    clock.set(FIRST_RUNG, SOON_MS);
    await late.extend('REVIEW', '2027-03-19');
    await recorded('EscalationRaised', 1);
    for (const [instant, type] of [
      [REMINDER_SLOT, 'ReminderSent'],
      [AFTER_CUT_OFF, 'MonitoringOpened'],
    ] as const) {
      clock.set(instant, SOON_MS);
      await client.workflow.getHandle(campaignWorkflowId(campaignId)).signal('relaunch', await store.head());
      await recorded(type, 1);
    }
    await recorded('ScoreComputed', units.length);
    await campaign.close();
    for (const workflow of [
      `unit/${campaignId}/`,
      shardWorkflowId(campaignId, 0),
      scoringWorkflowId(campaignId, 2027),
      campaignWorkflowId(campaignId),
    ]) {
      await openWorkflows(client, workflow, 0);
    }
    expect(process.faults).toEqual([]);
  }, 240_000);
});
