import { setTimeout as delay } from 'node:timers/promises';
import { assignmentIdOf } from '@dondoc/event-store/stream-ids.ts';
import type { BenchOptions } from './bench-servers.ts';
import { issued, type Campaign } from './campaigns.ts';
import { percentile, row, type Result } from './report.ts';
import { startWorld, started, type World } from './world.ts';

const UNITS = 10_000;
const SECONDS = 8;
/** Commands asked for a second, one after the other. */
const RATE = 10;

/** From a command's acceptance to its row in the read model: at rest, and while a large campaign launches. */
export async function latency({
  servers,
  units = UNITS,
  seconds = SECONDS,
  rounds,
  say,
}: BenchOptions): Promise<Result> {
  const idle: number[][] = [];
  const busy: number[][] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const world = await startWorld(servers);
    try {
      const samples = Math.ceil(seconds * RATE);
      const campaign = await issued(world.store, 2 * samples);
      await started(world.client, `unit/${campaign.campaignId}/`, 2 * samples);
      idle.push(await sampled(world, campaign, campaign.units.slice(0, samples)));
      await issued(world.store, units);
      busy.push(await sampled(world, campaign, campaign.units.slice(samples)));
      say(
        `round ${round}: p99 idle ${p99(idle.at(-1)).toFixed(1)} ms, launching ${p99(busy.at(-1)).toFixed(1)} ms`,
      );
    } finally {
      await world.stop();
    }
  }
  const rows = Object.entries({ idle, [`while ${units} units launch`]: busy }).flatMap(([when, measured]) =>
    [0.5, 0.95, 0.99].map((share) =>
      row(
        `${when}, p${share * 100}`,
        'ms',
        measured.map((round) => percentile(round, share)),
      ),
    ),
  );
  const [idleP99, busyP99] = [rows[2]?.median ?? Number.NaN, rows[5]?.median ?? Number.NaN];
  return {
    figures: { idleP50Ms: rows[0]?.median ?? Number.NaN, idleP99Ms: idleP99, launchingP99Ms: busyP99 },
    rows,
    bars: [
      { what: 'accepted → visible, p99 at rest, ms', value: idleP99, atMost: 50 },
      { what: `… while ${units} units launch, ms`, value: busyP99, atMost: 2_000 },
    ],
    setting: [
      `${seconds * RATE} acknowledgements a round and state, at most ${RATE} a second, each from the answer of its command to its row in ` +
        '`app.assignments`, asked for without a pause; the worker is a process of its own, its Temporal launches the children.',
    ],
  };
}

const p99 = (round: readonly number[] = []) => percentile(round, 0.99);

async function sampled(world: World, { campaignId }: Campaign, units: Campaign['units']): Promise<number[]> {
  const latencies: number[] = [];
  for (const unit of units) {
    const next = delay(1_000 / RATE);
    const { version } = await unit.acknowledge();
    const accepted = performance.now();
    await visible(world, assignmentIdOf(campaignId, unit.unitId), version);
    latencies.push(performance.now() - accepted);
    await next;
  }
  return latencies;
}

async function visible({ pool }: World, assignmentId: string, version: number): Promise<void> {
  for (;;) {
    const { rowCount } = await pool.query({
      name: 'bench-visible',
      text: 'SELECT 1 FROM app.assignments WHERE assignment_id = $1 AND version >= $2',
      values: [assignmentId, version],
    });
    if (rowCount === 1) return;
  }
}
