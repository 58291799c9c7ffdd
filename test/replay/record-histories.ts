// Records one history of each workflow type from a real server into test/replay/histories. Run it when a workflow changed on
// purpose, and keep the old file beside the new one for as long as such workflows may still be open:
//   node --import @oxc-node/core/register test/replay/record-histories.ts <temporal binary> [names of histories to write]
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInMemoryEventStore } from '@dondoc/event-store/in-memory-event-store.ts';
import {
  campaignWorkflowId,
  monitorWorkflowId,
  petitionWorkflowId,
  scoringWorkflowId,
  shardWorkflowId,
  unitWorkflowId,
} from '@dondoc/workflows/workflow-ids.ts';
import { Client } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { NativeConnection } from '@temporalio/worker';
import { issuedCampaign, ISSUED_AT } from '@dondoc/testing/campaign-fixture.ts';
import { adoptPolicy, petitioned, publishedLevel } from '@dondoc/testing/rating-fixture.ts';
import { devServer } from '../integration/process/dev-server.ts';
import { flowingClock } from '../integration/process/flowing-clock.ts';
import { eventNames, namesSoFar, openWorkflows } from '../integration/process/histories.ts';
import { startedProcess } from '../integration/process/started-process.ts';
import { until } from '../integration/process/until.ts';

const CUT_OFF = '2027-04-16';
/** Real time between arming a timer and its firing. */
const SOON_MS = 1_500;

const [binary, ...only] = process.argv.slice(2);
if (binary === undefined) throw new Error('Name the Temporal binary.');
const server = await devServer(binary);
const connection = await NativeConnection.connect({ address: server.address });
const client = new Client({ connection });
const clock = flowingClock(ISSUED_AT);
const store = createInMemoryEventStore();
const worker = await startedProcess({ store, now: clock.now, connection });

const historyOf = (workflowId: string) => client.workflow.getHandle(workflowId).fetchHistory();
const seen = (workflowId: string, name: string, times: number) =>
  until(
    () => namesSoFar(client, workflowId),
    (names) => names.filter((one) => one === name).length >= times,
    { what: `${times} ${name} of ${workflowId}` },
  );

try {
  await adoptPolicy(store, ISSUED_AT);
  const campaign = await issuedCampaign({ store, now: clock.now, units: 4, cutOffOn: CUT_OFF });
  const { campaignId, units } = campaign;
  const [diligent, late] = units;
  if (!diligent || !late) throw new Error('too few units');
  const campaignWorkflow = campaignWorkflowId(campaignId);
  const cycle = unitWorkflowId(campaignId, diligent.unitId);
  const ladder = unitWorkflowId(campaignId, late.unitId);
  await openWorkflows(client, `unit/${campaignId}/`, units.length);
  await seen(campaignWorkflow, 'ACTIVITY_TASK_COMPLETED', 1);

  // Returned, accepted, approved: three signals, the last two perhaps in one look.
  await diligent.acknowledge();
  await diligent.submitReview('2027-03-01');
  await diligent.returnReview(1);
  await seen(cycle, 'WORKFLOW_EXECUTION_SIGNALED', 1);
  await diligent.submitReview('2027-03-01');
  await diligent.acceptReview(2);
  await seen(cycle, 'WORKFLOW_EXECUTION_SIGNALED', 2);
  await diligent.submitPlan('2027-06-30');
  await diligent.approvePlan();
  await seen(cycle, 'WORKFLOW_EXECUTION_COMPLETED', 1);

  // A rung that is due in a moment; the extension wakes the unit so that it arms for it.
  clock.set('2027-03-04T01:00:00.000Z', SOON_MS);
  await late.extend('REVIEW', '2027-03-19');
  await seen(ladder, 'TIMER_FIRED', 1);

  // A reminder slot in a moment, then the cut-off; a pause and its end wake the campaign.
  for (const [instant, sweeps] of [
    ['2027-03-05T01:00:00.000Z', 2],
    ['2027-04-16T17:00:00.000Z', 3],
  ] as const) {
    clock.set(instant, SOON_MS);
    await campaign.pause();
    await campaign.resume();
    await seen(campaignWorkflow, 'TIMER_FIRED', sweeps - 1);
  }
  await seen(scoringWorkflowId(campaignId, 2027), 'WORKFLOW_EXECUTION_COMPLETED', 1);

  // The approved plan's monitor: asked in time, granted months later, which wakes it for a check-in and a reminder in a moment.
  const monitor = monitorWorkflowId(campaignId, diligent.unitId);
  await diligent.requestExtension('2027-07-30');
  clock.set('2027-07-23T01:00:00.000Z', SOON_MS);
  await diligent.grantExtension();
  await seen(monitor, 'TIMER_FIRED', 1);

  // A published level, a petition against it, and nobody who answers in time.
  const petition = petitionWorkflowId(campaignId, diligent.unitId);
  await publishedLevel(store, { campaignId, unitId: diligent.unitId, at: clock.now() });
  clock.set(await petitioned(store, { campaignId, unitId: diligent.unitId, at: clock.now() }), SOON_MS);
  await seen(petition, 'WORKFLOW_EXECUTION_COMPLETED', 1);

  await campaign.close();
  await seen(monitor, 'WORKFLOW_EXECUTION_COMPLETED', 1);
  await seen(campaignWorkflow, 'WORKFLOW_EXECUTION_COMPLETED', 1);
  await seen(ladder, 'WORKFLOW_EXECUTION_COMPLETED', 1);

  const folder = join(import.meta.dirname, 'histories');
  mkdirSync(folder, { recursive: true });
  for (const [name, workflowId] of [
    ['directive-campaign', campaignWorkflow],
    ['petition-clock', petition],
    ['remediation-monitor', monitor],
    ['shard-launcher', shardWorkflowId(campaignId, 0)],
    ['unit-cycle', cycle],
    ['unit-cycle-escalated', ladder],
    ['year-end-scoring', scoringWorkflowId(campaignId, 2027)],
  ] as const) {
    if (only.length > 0 && !only.includes(name)) continue;
    const history = await historyOf(workflowId);
    // Whose machine it was recorded on is nobody's business and changes with every recording.
    const text = historyToJSON(history).replace(/("identity": ?)"[^"]*"/g, '$1"recorded"');
    writeFileSync(join(folder, `${name}.json`), `${text}\n`);
    console.log(`${name}: ${eventNames(history).length} events`);
  }
  if (worker.faults.length > 0) throw new AggregateError(worker.faults, 'The worker met faults.');
} finally {
  await worker.stop();
  await connection.close();
  await server.stop();
}
