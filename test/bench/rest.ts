import { setTimeout as delay } from 'node:timers/promises';
import { listCursors } from '@dondoc/event-store/cursors.ts';
import { until } from '../integration/process/until.ts';
import type { BenchOptions } from './bench-servers.ts';
import { issued, type Campaign } from './campaigns.ts';
import { countingProxy, type CountingProxy } from './counting-proxy.ts';
import { backendTimes, processorTime, usedBetween } from './processor-time.ts';
import { row, type Result } from './report.ts';
import { startWorld, started, type World } from './world.ts';

const SECONDS = 10;
/** Commands a second, so few that each finds everybody at rest. */
const RATE = 10;

/** Processor time in ms: of the worker, and of PostgreSQL for everything that is connected to it. And what the worker asked. */
type Used = { worker: number; postgres: number; statements: number };

/** What a command costs after it was answered, and what it costs when nothing happens. */
export async function rest({ servers, seconds = SECONDS, rounds, say }: BenchOptions): Promise<Result> {
  const { appUrl } = await servers.newDatabase();
  const proxy = await countingProxy(appUrl);
  const world = await startWorld(servers, { appUrl, workerUrl: proxy.url });
  const commands = Math.ceil(seconds * RATE);
  const quiet: Used[] = [];
  const busy: Used[] = [];
  try {
    // The first round warms up and is thrown away.
    const campaign = await issued(world.store, (rounds + 1) * commands);
    await started(world.client, `unit/${campaign.campaignId}/`, campaign.units.length);
    for (let round = 0; round <= rounds; round += 1) {
      await caughtUp(world);
      const units = campaign.units.slice(round * commands, (round + 1) * commands);
      const measured = [
        await used(world, proxy, () => delay(seconds * 1_000)),
        await used(world, proxy, () => acknowledged(world, units)),
      ] as const;
      if (round === 0) continue;
      quiet.push(measured[0]);
      busy.push(measured[1]);
      say(`round ${round}: ${JSON.stringify({ quiet: measured[0], busy: measured[1] })}`);
    }
  } finally {
    await world.stop();
    await proxy.close();
  }
  const perCommand = (of: keyof Used) =>
    busy.map((round, index) => (round[of] - (quiet[index]?.[of] ?? 0)) / commands);
  const perSecond = (of: keyof Used) => quiet.map((round) => round[of] / seconds);
  const rows = [
    row('a command, after its answer: the worker', 'ms of a core', perCommand('worker')),
    row('… PostgreSQL, the command itself included', 'ms of a core', perCommand('postgres')),
    row('nothing happens: statements of the worker', 'a second', perSecond('statements')),
    row('… the worker', 'ms of a core, a second', perSecond('worker')),
    row('… PostgreSQL', 'ms of a core, a second', perSecond('postgres')),
  ];
  return {
    figures: {
      workerMsPerCommand: rows[0]?.median ?? Number.NaN,
      postgresMsPerCommand: rows[1]?.median ?? Number.NaN,
      idleStatements: rows[2]?.median ?? Number.NaN,
      workerIdleMs: rows[3]?.median ?? Number.NaN,
      postgresIdleMs: rows[4]?.median ?? Number.NaN,
    },
    rows,
    bars: [],
    setting: [
      `${commands} acknowledgements a round, ${RATE} a second, everybody at rest before each; what the same time costs without them is taken off. ` +
        'Processor time from `/proc`, user and system, so it is the same whatever else runs, but for caches.',
    ],
  };
}

async function used(
  { pool, workerPid }: World,
  proxy: CountingProxy,
  work: () => Promise<unknown>,
): Promise<Used> {
  proxy.take();
  const before = { worker: processorTime(workerPid), backends: await backendTimes(pool) };
  await work();
  return {
    worker: processorTime(workerPid) - before.worker,
    postgres: usedBetween(before.backends, await backendTimes(pool)),
    statements: proxy.take().reduce((sum, { count }) => sum + count, 0),
  };
}

async function acknowledged(world: World, units: Campaign['units']): Promise<void> {
  for (const unit of units) {
    const next = delay(1_000 / RATE);
    await unit.acknowledge();
    await next;
  }
  await caughtUp(world);
}

async function caughtUp({ store, pool }: World): Promise<void> {
  const head = await store.head();
  await until(
    () => listCursors(pool),
    (cursors) => cursors.every(({ position, status }) => status === 'retired' || position >= head),
    { what: 'cursors at the head', withinMs: 60_000 },
  );
}
