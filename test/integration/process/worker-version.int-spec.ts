import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { createInMemoryEventStore } from '@dondoc/event-store/in-memory-event-store.ts';
import { makeCurrent } from '@dondoc/worker/temporal/current-version.ts';
import { campaignWorkflowId, unitWorkflowId } from '@dondoc/workflows/workflow-ids.ts';
import { Client, isGrpcServiceError } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { bundleWorkflowCode, DefaultLogger, NativeConnection } from '@temporalio/worker';
import { addressees, issuedCampaign, ISSUED_AT } from '@dondoc/testing/campaign-fixture.ts';
import { flowingClock } from './flowing-clock.ts';
import { countOf, namesSoFar, openWorkflows } from './histories.ts';
import { describeWith } from './servers.ts';
import { startedProcess, type StartedProcess } from './started-process.ts';
import { until } from './until.ts';

const DEPLOYMENT = 'dondoc';
const SOON_MS = 45_000;
const logger = new DefaultLogger('ERROR');
const bundleOf = (name: 'guarded' | 'careless') =>
  bundleWorkflowCode({ workflowsPath: join(import.meta.dirname, 'next-version', `${name}.ts`), logger });

describeWith('TEST_TEMPORAL_ADDRESS', 'A worker with a version', (address) => {
  let connection: NativeConnection;
  let client: Client;
  let running: StartedProcess | undefined;
  let store: ReturnType<typeof createInMemoryEventStore>;
  const { now } = flowingClock(ISSUED_AT);

  beforeAll(async () => {
    connection = await NativeConnection.connect({ address });
  });
  afterAll(() => connection.close());
  // Of its own: a current version takes every task of a queue's name in its namespace, also those of other specs.
  beforeEach(async () => {
    const namespace = `versions-${randomUUID()}`;
    await connection.workflowService.registerNamespace({
      namespace,
      workflowExecutionRetentionPeriod: msToTs('1 day'),
    });
    client = new Client({ connection, namespace });
    const isKnown = () => client.connection.workflowService.describeNamespace({ namespace });
    await until(
      () => isKnown().then(Boolean, (error: unknown) => !isGrpcServiceError(error)),
      (known) => known,
      { what: namespace },
    );
    store = createInMemoryEventStore();
  });
  afterEach(async () => {
    await running?.stop();
    running = undefined;
  });

  type Bundle = Awaited<ReturnType<typeof bundleOf>>;
  /** The worker before it is stopped, and this one's version is made current: a roll-out, or the way back. */
  async function rollOut(buildId: string, workflowBundle?: Bundle) {
    await running?.stop();
    running = await startedProcess({
      store,
      now,
      connection,
      namespace: client.options.namespace,
      deployment: { name: DEPLOYMENT, buildId },
      ...(workflowBundle && { workflowBundle }),
    });
    await makeCurrent(client, { name: DEPLOYMENT, buildId }, SOON_MS);
  }

  async function launched(units: number) {
    const campaign = await issuedCampaign({ store, now, units });
    await openWorkflows(client, `unit/${campaign.campaignId}/`, units);
    const cycles = campaign.roster.map(({ unitId }) => unitWorkflowId(campaign.campaignId, unitId));
    for (const cycle of cycles) await looked(cycle, 1);
    return { ...campaign, cycles };
  }

  /** Until a unit's workflow has looked at the log so many times: each look is one marker. */
  const looked = (workflowId: string, times: number) =>
    until(
      () => namesSoFar(client, workflowId),
      (names) => (countOf(names)['MARKER_RECORDED'] ?? 0) >= times,
      { what: `look ${times} of ${workflowId}`, withinMs: SOON_MS },
    );

  /** The build that did each workflow task, in order, and whether the change of the next version is in the history. */
  async function tasksOf(workflowId: string) {
    const { events } = await client.workflow.getHandle(workflowId).fetchHistory();
    const builds = (events ?? []).flatMap(({ workflowTaskCompletedEventAttributes: task }) =>
      task ? [task.deploymentVersion?.buildId ?? 'none'] : [],
    );
    const isChanged = (events ?? []).some(
      ({ markerRecordedEventAttributes: marker }) => marker?.markerName === 'core_patch',
    );
    return { builds, isChanged };
  }

  it('hands a running campaign to the next version, whose workflow is changed, without losing a unit', async () => {
    await rollOut('today');
    const { campaignId, cycles, addAddressee, close } = await launched(3);
    expect(await tasksOf(cycles[0] ?? '')).toEqual({ builds: ['today'], isChanged: false });

    await rollOut('next', await bundleOf('guarded'));
    // The new process reads the log from its beginning and wakes whoever runs: each replays what today's code recorded.
    for (const cycle of cycles) {
      await looked(cycle, 2);
      const { builds, isChanged } = await tasksOf(cycle);
      expect({ first: builds[0], last: builds.at(-1), isChanged }).toEqual({
        first: 'today',
        last: 'next',
        isChanged: false,
      });
      expect(await namesSoFar(client, cycle)).not.toContain('WORKFLOW_TASK_FAILED');
    }

    const late = addressees(4)[3];
    if (!late) throw new Error('no late joiner');
    await addAddressee(late);
    const lateCycle = unitWorkflowId(campaignId, late.unitId);
    // Two markers: the patch, and the first look.
    await looked(lateCycle, 2);
    expect(await tasksOf(lateCycle)).toMatchObject({ isChanged: true });

    await close();
    await openWorkflows(client, `unit/${campaignId}/`, 0);
    await openWorkflows(client, campaignWorkflowId(campaignId), 0);
    expect(running?.faults).toEqual([]);
  }, 180_000);

  it('stops a change without its guard at the first task, and goes on when the version before is current again', async () => {
    await rollOut('today');
    const { campaignId, cycles, close } = await launched(1);
    const [cycle = ''] = cycles;

    await rollOut('careless', await bundleOf('careless'));
    await until(
      () => namesSoFar(client, cycle),
      (names) => names.includes('WORKFLOW_TASK_FAILED'),
      { what: 'failed task', withinMs: SOON_MS },
    );
    expect((await tasksOf(cycle)).builds).not.toContain('careless');

    await rollOut('today');
    await looked(cycle, 2);
    expect(new Set((await tasksOf(cycle)).builds)).toEqual(new Set(['today']));
    await close();
    await openWorkflows(client, `unit/${campaignId}/`, 0);
  }, 180_000);
});
