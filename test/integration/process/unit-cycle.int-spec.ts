import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createInMemoryEventStore } from '@dondoc/event-store/in-memory-event-store.ts';
import { unitWorkflowId } from '@dondoc/workflows/workflow-ids.ts';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { issuedCampaign } from './campaign-fixture.ts';
import { startedProcess } from './started-process.ts';
import { until } from './until.ts';

const binary = process.env['TEST_SKIPPING_BIN'];

describe('smoke', () => {
  let env: TestWorkflowEnvironment;
  beforeAll(async () => {
    env = await TestWorkflowEnvironment.createTimeSkipping({
      server: { executable: { type: 'existing-path', path: binary ?? '' } },
    });
  });
  afterAll(() => env.teardown());

  it('runs', async () => {
    const offset = Date.parse('2027-03-01T02:00:00.000Z') - (await env.currentTimeMs());
    const now = async () => new Date((await env.currentTimeMs()) + offset).toISOString();
    const store = createInMemoryEventStore();
    const worker = await startedProcess({ store, now, connection: env.nativeConnection });
    const campaign = await issuedCampaign({ store, now, units: 2 });
    const [unit] = campaign.roster;
    const handle = env.client.workflow.getHandle(unitWorkflowId(campaign.campaignId, unit?.unitId ?? ''));
    await until(
      () =>
        handle
          .describe()
          .then((d) => d.historyLength)
          .catch(() => 0),
      (n) => n >= 6,
    );
    for (let day = 0; day < 60; day += 1) await env.sleep('1 day');
    for (const e of await store.readAll({ after: 0, limit: 1000 }))
      console.log(e.position, e.type, e.at, JSON.stringify(e.data).slice(0, 160));
    const { events } = await handle.fetchHistory();
    console.log(events?.length, worker.faults);
    await worker.stop();
    expect(worker.faults).toEqual([]);
  });
});
