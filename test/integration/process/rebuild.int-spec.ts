import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { rebuildTemporal } from '@dondoc/activities/relay-cursor.ts';
import { loadAssignment } from '@dondoc/activities/settle-assignment.ts';
import { nextInstant } from '@dondoc/domain/assignment/assignment-clock.ts';
import { nextMonitorInstant } from '@dondoc/domain/assignment/monitoring/monitor-clock.ts';
import { assignmentContext } from '@dondoc/event-store/write-path/campaign-context.ts';
import { startFollower } from '@dondoc/event-store/follower.ts';
import {
  openPostgresEventStore,
  type PostgresEventStore,
} from '@dondoc/event-store/postgres/postgres-event-store.ts';
import { campaignWorkflowId, monitorWorkflowId, unitWorkflowId } from '@dondoc/workflows/workflow-ids.ts';
import { Client } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import { Pool } from 'pg';
import { testDatabase } from '@dondoc/testing/servers/test-database.ts';
import { DUE, issuedCampaign, ISSUED_AT } from '@dondoc/testing/campaign-fixture.ts';
import { devServer } from './dev-server.ts';
import { flowingClock } from './flowing-clock.ts';
import { openWorkflows, pendingTimer, runsOf } from './histories.ts';
import { describeWith } from './servers.ts';
import { startedProcess, type StartedProcess } from './started-process.ts';
import { until } from './until.ts';

const UNITS = 9;

describeWith('TEST_TEMPORAL_BIN', 'Temporal', (binary) => {
  let database: Awaited<ReturnType<typeof testDatabase>>;
  let store: PostgresEventStore;
  let pool: Pool;
  let server: Awaited<ReturnType<typeof devServer>>;
  let connection: NativeConnection;
  let client: Client;
  let process: StartedProcess;
  const clock = flowingClock(ISSUED_AT);
  const { now } = clock;

  beforeAll(async () => {
    database = await testDatabase();
    store = await openPostgresEventStore({
      connectionString: database.appUrl,
      sealingKey: randomBytes(32),
    });
    pool = new Pool({ connectionString: database.appUrl });
    server = await devServer(binary);
    connection = await NativeConnection.connect({ address: server.address });
    client = new Client({ connection });
  });
  afterAll(async () => {
    await connection.close();
    await server.stop();
    await pool.end();
    await store.close();
    await database.stop();
  });
  beforeEach(async () => {
    clock.set(ISSUED_AT);
    process = await startedProcess({
      store,
      now,
      connection,
      watchMs: 200,
      follow: (onError) => (definition) =>
        Promise.resolve(startFollower({ pool, store, definition, onError })),
    });
  });
  afterEach(() => process.stop());

  /** A campaign in which two units are finished, one waits for its superior, one was returned, the rest owe their review. */
  async function campaignUnderWay() {
    const campaign = await issuedCampaign({ store, now, units: UNITS });
    const { campaignId, units } = campaign;
    const [exempted, approved, submitted, returned] = units;
    if (!exempted || !approved || !submitted || !returned) throw new Error('too few units');
    await openWorkflows(client, `unit/${campaignId}/`, UNITS);
    await exempted.exempt();
    for (const unit of [approved, submitted, returned]) {
      await unit.acknowledge();
      await unit.submitReview(ISSUED_AT.slice(0, 10));
    }
    await returned.returnReview(1);
    await approved.acceptReview();
    await approved.submitPlan(DUE.PLAN);
    await approved.approvePlan();
    await openWorkflows(client, `unit/${campaignId}/`, UNITS - 2);
    return { ...campaign, open: units.slice(2), finished: [exempted, approved] };
  }

  async function expectExactlyTheOpenOnes({
    campaignId,
    open,
    finished,
  }: Awaited<ReturnType<typeof campaignUnderWay>>) {
    await openWorkflows(client, `unit/${campaignId}/`, open.length);
    const context = await assignmentContext(store, campaignId);
    for (const { unitId } of open) {
      const workflowId = unitWorkflowId(campaignId, unitId);
      expect(await runsOf(client, workflowId)).toHaveLength(1);
      const { state } = await loadAssignment(store, { campaignId, unitId });
      const timer = await until(
        () => pendingTimer(client, workflowId),
        ({ settled }) => settled,
        { what: `settled ${workflowId}` },
      );
      const expected = nextInstant(state, context, now());
      if (expected === null) expect(timer.firesAt).toBeNull();
      else expect(Math.abs(clock.realMsOf(expected) - (timer.firesAt ?? 0))).toBeLessThan(1_000);
    }
    return Promise.all(finished.map(({ unitId }) => runsOf(client, unitWorkflowId(campaignId, unitId))));
  }

  /** The approved unit's cycle is over, and its plan is watched: one run, armed for the plan's next instant. */
  async function expectTheMonitorOf({ campaignId, finished }: Awaited<ReturnType<typeof campaignUnderWay>>) {
    const unitId = finished[1]?.unitId ?? '';
    const workflowId = monitorWorkflowId(campaignId, unitId);
    await openWorkflows(client, `monitor/${campaignId}/`, 1);
    expect(await runsOf(client, workflowId)).toHaveLength(1);
    const { firesAt } = await until(
      () => pendingTimer(client, workflowId),
      ({ settled }) => settled,
      { what: `settled ${workflowId}` },
    );
    const { state } = await loadAssignment(store, { campaignId, unitId });
    const next = nextMonitorInstant(state, await assignmentContext(store, campaignId), now());
    expect(Math.abs(clock.realMsOf(next ?? '') - (firesAt ?? 0))).toBeLessThan(1_000);
  }

  it('is rebuilt from the log by itself when it has lost everything', async () => {
    const campaign = await campaignUnderWay();

    const open = [...campaign.open];
    const last = open.pop();

    // A command is taken while Temporal is away, like any other.
    await server.lose(async () => last?.exempt());

    const finished = await expectExactlyTheOpenOnes({ ...campaign, open });
    expect(finished).toEqual([[], []]);
    await expectTheMonitorOf(campaign);
    expect(await runsOf(client, campaignWorkflowId(campaign.campaignId))).toHaveLength(1);
  }, 90_000);

  it('gets back on demand what it has lost in part, and keeps what it has', async () => {
    const campaign = await campaignUnderWay();
    const [lost] = campaign.open;
    await client.workflow.getHandle(unitWorkflowId(campaign.campaignId, lost?.unitId ?? '')).terminate();
    await openWorkflows(client, `unit/${campaign.campaignId}/`, campaign.open.length - 1);

    expect(await rebuildTemporal(pool)).toContainEqual(expect.stringMatching(/^temporal:/));

    await openWorkflows(client, `unit/${campaign.campaignId}/`, campaign.open.length);
    for (const { unitId } of campaign.open) {
      const runs = await runsOf(client, unitWorkflowId(campaign.campaignId, unitId));
      expect(runs).toHaveLength(unitId === lost?.unitId ? 2 : 1);
    }
    for (const { unitId } of campaign.finished) {
      expect(await runsOf(client, unitWorkflowId(campaign.campaignId, unitId))).toHaveLength(1);
    }
  }, 90_000);
});
