import { join } from 'node:path';
import type { CampaignEvent } from '@dondoc/domain/campaign/campaign.events.ts';
import { PROCESS_LIMITS } from '@dondoc/worker/temporal/temporal-workers.ts';
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Worker } from '@temporalio/worker';
import { v4 as uuidv4 } from 'uuid';
import { until } from '../integration/process/until.ts';
import type { BenchOptions } from './bench-servers.ts';
import { issued } from './campaigns.ts';
import { alternating, ratioOf, row, type Result } from './report.ts';
import { startWorld, started, type World } from './world.ts';

const UNITS = 10_000;
/** Enough children to see a rate, few enough for six measurements: Temporal starts some tens a second on two cores. */
const CHILDREN = 120;

/** How fast Temporal gets its children, beside the same fan-out of children that do nothing; how fast units see theirs. */
export async function launch({ servers, units = UNITS, rounds, say }: BenchOptions): Promise<Result> {
  const children = Math.min(units, CHILDREN);
  const bare = await startBare(await servers.temporalAddress());
  const world = await startWorld(servers);
  let rates: Record<'bare' | 'product', number[]>;
  try {
    rates = await alternating(
      rounds,
      {
        bare: async () => children / (await bare.secondsFor(children, world)),
        product: async () => children / (await secondsToChildren(world, children)),
      },
      say,
    );
  } finally {
    await world.stop();
    await bare.stop();
  }
  const inbox: number[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    inbox.push(await secondsToInboxes(servers, units));
    say(`round ${round}: ${units} inboxes after ${inbox.at(-1)?.toFixed(1)} s`);
  }
  const inboxRow = row(`${units} units: from the issue to the last one's notice in its inbox`, 's', inbox);
  const toBare = ratioOf(rates.product, rates.bare);
  return {
    figures: { childrenToBare: toBare, inboxSeconds: inboxRow.median, units },
    rows: [
      row('children started, bare no-op fan-out', 'children/s', rates.bare),
      row('children started, the product', 'children/s', rates.product),
      inboxRow,
    ],
    bars: [
      { what: 'children started / bare fan-out', value: toBare, atLeast: 0.8 },
      ...(units === UNITS
        ? [{ what: '10,000 units see their assignment, s', value: inboxRow.median, atMost: 15 }]
        : []),
    ],
    setting: [
      `${children} children a round: root, shards of 500, pages of 100, ABANDON, the same worker limits; Temporal on a file, as \`npm start\` has it.`,
      "The product's children each look at the log and arm their timer; the bare ones end at once.",
      'Inboxes: a database and a namespace of their own each round; the children follow meanwhile.',
    ],
  };
}

async function startBare(address: string) {
  const taskQueue = `bare-${uuidv4()}`;
  const connection = await NativeConnection.connect({ address });
  const { code } = await bundleWorkflowCode({
    workflowsPath: join(import.meta.dirname, 'bare-fan-out.workflow.ts'),
    logger: new DefaultLogger('ERROR'),
  });
  let worker: Worker | undefined;
  let running: Promise<void> | undefined;
  return {
    async secondsFor(children: number, { client }: World): Promise<number> {
      // In the namespace of the product, so that both ask the same server the same way.
      worker ??= await Worker.create({
        connection,
        namespace: client.options.namespace,
        taskQueue,
        workflowBundle: { code },
        ...PROCESS_LIMITS,
      });
      running ??= worker.run();
      const root = `bare/${uuidv4()}`;
      const from = performance.now();
      await client.workflow.start('bareRoot', { workflowId: root, taskQueue, args: [children] });
      await started(client, `${root}/`, children);
      return (performance.now() - from) / 1_000;
    },
    async stop() {
      worker?.shutdown();
      await running;
      await connection.close();
    },
  };
}

async function secondsToChildren({ store, client }: World, children: number): Promise<number> {
  const { campaignId } = await issued(store, children);
  const from = await issuedAt(store, campaignId);
  await started(client, `unit/${campaignId}/`, children);
  return (Date.now() - from) / 1_000;
}

async function secondsToInboxes(servers: BenchOptions['servers'], units: number): Promise<number> {
  const world = await startWorld(servers);
  try {
    const { campaignId } = await issued(world.store, units);
    const from = await issuedAt(world.store, campaignId);
    const ask = async () => {
      const { rows } = await world.pool.query<{ there: number }>(
        `SELECT count(DISTINCT unit_id)::int AS there FROM app.notice WHERE campaign_id = $1 AND audience = 'UNIT'`,
        [campaignId],
      );
      return rows[0]?.there ?? 0;
    };
    await until(ask, (there) => there >= units, { what: `${units} inboxes`, withinMs: 600_000 });
    return (Date.now() - from) / 1_000;
  } finally {
    await world.stop();
  }
}

/** When the log took the campaign's issue, by the clock of this machine, which is the database's too. */
async function issuedAt(store: World['store'], campaignId: string): Promise<number> {
  const { events } = await store.readStream<CampaignEvent>(campaignId);
  const issue = events.find(({ type }) => type === 'CampaignIssued');
  if (issue === undefined) throw new Error('The campaign was not issued.');
  return Date.parse(issue.committedAt);
}
