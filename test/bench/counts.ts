import { createInMemoryEventStore } from '@dondoc/event-store/in-memory-event-store.ts';
import { campaignWorkflowId, shardWorkflowId, unitWorkflowId } from '@dondoc/workflows/workflow-ids.ts';
import { Client } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import { eventsByType, openWorkflows, total } from '../integration/process/histories.ts';
import { skippingProcess } from '../integration/process/skipping-process.ts';
import { startedProcess } from '../integration/process/started-process.ts';
import { issuedCampaign } from '@dondoc/testing/campaign-fixture.ts';
import type { BenchOptions } from './bench-servers.ts';
import { assigned, issued, now, openStore, type Campaign } from './campaigns.ts';
import { countingProxy } from './counting-proxy.ts';
import { row, type Result } from './report.ts';
import { statementsAtRest } from './statements-at-rest.ts';

const UNITS = 500;
const SIMULTANEOUS = 128;
/** The connection that tells followers of appends. */
const HINT = 'dondoc signal';

/** What the process costs, counted: a count is the same on a slow machine. */
export async function counts({ servers, units = UNITS, say }: BenchOptions): Promise<Result> {
  const unit = await unitEvents(await servers.skippingServer());
  say(`a unit's cycle: ${unit} events`);
  const parents = await parentEvents(await servers.temporalAddress(), units);
  say(`parents: ${parents} events for ${units} units`);
  const statements = await databaseStatements((await servers.newDatabase()).appUrl, units);
  const atRest = await statementsAtRest((await servers.newDatabase()).appUrl);
  const perSimultaneous = statements.simultaneous / SIMULTANEOUS;
  const perAssigned = statements.assigning / (units + SIMULTANEOUS + 2);
  return {
    figures: {
      eventsPerUnit: unit,
      parentEventsPerUnit: parents / units,
      statementsPerCommand: statements.acknowledge,
      statementsPerReview: statements.review,
      statementsPerSimultaneousCommand: perSimultaneous,
      statementsPerAssignedUnit: perAssigned,
      statementsAtRest: atRest,
    },
    rows: [
      row('Temporal events of a unit, review → plan → approved, one escalation', 'events', [unit]),
      row('Temporal events of its parents (campaign and shards)', 'events a unit', [parents / units]),
      row('statements of a command (acknowledge)', 'statements', [statements.acknowledge]),
      row('… of two (meeting, review), the texts sealed', 'statements', [statements.review]),
      row(`… when ${SIMULTANEOUS} units acknowledge at once`, 'statements a command', [perSimultaneous]),
      row('… after its answer, everybody at rest: to read it and move every cursor', 'statements', [atRest]),
      row('statements to issue a campaign and assign it', 'statements a unit', [perAssigned]),
    ],
    bars: [
      { what: 'Temporal events of a unit', value: unit, atMost: 40 },
      { what: 'Temporal events of its parents, a unit', value: parents / units, atMost: 3.5 },
    ],
    setting: [
      `${units} units. Statements are counted on the wire to PostgreSQL (Query and Execute messages), without the hint to ` +
        'followers, which is sent beside a command and at most once in 5 ms.',
    ],
  };
}

/** One cycle on the time-skipping server, as in test/integration/process/unit-cycle.int-spec.ts. */
async function unitEvents(skippingServer: string): Promise<number> {
  const process = await skippingProcess(skippingServer);
  try {
    const campaign = await issuedCampaign({ store: process.store, now: process.now });
    const unit = campaign.units[0];
    if (unit === undefined) throw new Error('A campaign without units.');
    const workflowId = unitWorkflowId(campaign.campaignId, unit.unitId);
    await process.idle(workflowId);
    await unit.acknowledge();
    await process.goTo('2027-03-15');
    await process.idle(workflowId);
    await unit.submitReview('2027-03-15');
    await process.goTo('2027-03-16');
    await unit.acceptReview();
    await process.told(workflowId, 1);
    await process.goTo('2027-03-24');
    await unit.submitPlan('2027-06-30');
    await process.goTo('2027-03-25');
    await unit.approvePlan();
    return (await process.ended(workflowId)).length;
  } finally {
    await process.stop();
  }
}

async function parentEvents(address: string, units: number): Promise<number> {
  const connection = await NativeConnection.connect({ address });
  const store = createInMemoryEventStore();
  const worker = await startedProcess({ store, now, connection });
  try {
    const client = new Client({ connection });
    const { campaignId } = await issued(store, units);
    await openWorkflows(client, `unit/${campaignId}/`, units, 600_000);
    await openWorkflows(client, `shard/${campaignId}/`, 0);
    const shards = Array.from({ length: Math.ceil(units / 500) }, (_, shard) =>
      shardWorkflowId(campaignId, shard),
    );
    let events = 0;
    for (const workflowId of [campaignWorkflowId(campaignId), ...shards])
      events += total(await eventsByType(client, workflowId));
    return events;
  } finally {
    await worker.stop();
    await connection.close();
  }
}

/** By what was done: the statements it took. The proxy sees them all, whatever sent them. */
async function databaseStatements(appUrl: string, units: number) {
  const proxy = await countingProxy(appUrl);
  const store = await openStore(proxy.url);
  const costOf = async (work: () => Promise<unknown>): Promise<number> => {
    proxy.take();
    await work();
    const statements = proxy.take().filter(({ by }) => by !== HINT);
    return statements.reduce((sum, { count }) => sum + count, 0);
  };
  try {
    let campaign: Campaign | undefined;
    const assigning = await costOf(async () => {
      campaign = await assigned(store, units + SIMULTANEOUS + 2);
    });
    const [other, first, ...rest] = campaign?.units ?? [];
    if (other === undefined || first === undefined) throw new Error('A campaign without units.');
    // What a process learns once is not counted: the campaign as it stands.
    await other.acknowledge();
    return {
      assigning,
      acknowledge: await costOf(() => first.acknowledge()),
      review: await costOf(() => first.submitReview(now().slice(0, 10))),
      simultaneous: await costOf(() =>
        Promise.all(rest.slice(0, SIMULTANEOUS).map((unit) => unit.acknowledge())),
      ),
    };
  } finally {
    await store.close();
    await proxy.close();
  }
}
