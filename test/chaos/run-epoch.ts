// A stack from its first start to its last round: load and one fault a round, the log judged after each, everything judged
// once the stack has settled.
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openPool } from '@dondoc/database/open-pool.ts';
import { Client, Connection } from '@temporalio/client';

import type { ObtainedKafka } from '@dondoc/infra/local/toolchain/kafka.ts';

import type { Jump } from './checker/process-checks.ts';
import { openConsumer } from './checker/read-deliveries.ts';
import type { Finding } from './checker/snapshot.ts';
import { examineLog, examineSettled } from './examine.ts';
import { loseTemporal, strike } from './faults.ts';
import { createLoad } from './load.ts';
import { openCampaigns, untilOpened } from './opening.ts';
import type { Fault, Round } from './plan.ts';
import { mountSmallDisk } from './small-disk.ts';
import { openStack, WORKERS } from './stack.ts';
import type { PartName } from './stack.ts';
import { BEGINS_AT, ISSUED_AT } from './virtual-time.ts';

type RoundResult = Readonly<{
  round: number;
  fault: Fault['kind'];
  what: string;
  /** parts that ended by themselves, not by our hand */
  endedByItself: readonly PartName[];
  tookMs: number;
}>;
type Failure = Readonly<{
  seed: number;
  round: number;
  fault: Fault;
  findings: readonly Finding[];
  error: string | null;
  kept: string;
}>;
export type EpochResult = Readonly<{
  rounds: readonly RoundResult[];
  commands: number;
  attempts: number;
  byStatus: Readonly<Record<string, number>>;
  eventsByType: Readonly<Record<string, number>>;
  /** what a consumer got of Kafka, and how much of it not for the first time; null: no Kafka in this stack */
  kafka: Readonly<{ delivered: number; again: number }> | null;
  startedMs: number;
  tookMs: number;
  failure: Failure | null;
}>;

const SETTLE_MS = 120_000;

export async function runEpoch(given: {
  root: string;
  /** null: there is none on this machine */
  kafkaTool: ObtainedKafka | null;
  rounds: readonly Round[];
  seed: number;
  settleEvery: number;
  keep: boolean;
  say: (text: string) => void;
}): Promise<EpochResult> {
  const began = Date.now();
  const { rounds, seed, say } = given;
  const home = mkdtempSync(join(tmpdir(), `dondoc-chaos-${seed}-`));
  chmodSync(home, 0o755);
  const disk = mountSmallDisk(home);
  const folder = disk?.folder ?? join(home, 'data');
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const stack = await openStack(given.root, folder, given.kafkaTool);
  const pool = openPool(
    { connectionString: stack.ownerUrl, application_name: 'chaos', max: 4 },
    () => undefined,
  );
  const connection = await Connection.connect({ address: stack.temporalAddress });
  const client = new Client({ connection });
  const consumer = stack.kafkaBrokers === null ? null : openConsumer(stack.kafkaBrokers);

  const clocks = ['api', ...WORKERS] as const;
  // Each unit is told before its first day is over: no rung is raised otherwise (ADR 0030).
  for (const name of clocks) stack.setClock(name, ISSUED_AT - Date.now());
  await stack.ensureUp(stack.names, true);
  const cast = await openCampaigns(pool, stack.url);
  await untilOpened(pool);
  // Two days later: the first due day is over, and its rungs are due within minutes. Temporal's clock did not jump, so it loses
  // what it has and is rebuilt with the timers of the new time.
  const offset = BEGINS_AT - Date.now();
  for (const name of clocks) stack.setClock(name, offset);
  await loseTemporal(stack);
  await stack.ensureUp(stack.names, true);
  const load = createLoad(stack.url, cast, join(home, 'acknowledged.jsonl'));
  const startedMs = Date.now() - began;
  const setUp = [disk === null ? 'NO small disk' : 'small disk', consumer === null ? 'NO Kafka' : 'Kafka'];
  say(`seed ${seed}: started in ${startedMs} ms; ${setUp.join(', ')}; ${home}`);

  const jumps: Jump[] = [];
  const ports = { pool, client, consumer, load, clocks: () => ({ offset, now: Date.now(), jumps }) };
  const results: RoundResult[] = [];
  let eventsByType: EpochResult['eventsByType'] = {};
  let failure: Failure | null = null;
  for (const [index, { number, fault, commands }] of rounds.entries()) {
    const started = Date.now();
    let findings: readonly Finding[] = [];
    let error: string | null = null;
    try {
      const answered = load.run(commands);
      // Told below; a refusal in the middle of a fault must not be an unhandled one.
      answered.catch(() => undefined);
      await pause(fault.after);
      const before = new Set(stack.names.filter((name) => stack.pid(name) !== null));
      const struckAt = Date.now();
      const what = await strike(fault, { stack, pool, disk, offset });
      if (fault.kind === 'clock-worker') jumps.push({ from: struckAt, to: Date.now(), by: fault.span });
      const settles = (index + 1) % given.settleEvery === 0 || index === rounds.length - 1;
      const dead = await stack.ensureUp(stack.names, settles);
      await answered;
      const revive = async (): Promise<void> => {
        dead.push(...(await stack.ensureUp(stack.names, true)));
      };
      const examined = settles
        ? await examineSettled({ ...ports, revive }, SETTLE_MS)
        : await examineLog(pool, load, SETTLE_MS);
      const meant = fault.kind.replace(/^(kill|lose)-/, '');
      const endedByItself = dead.filter((name) => before.has(name) && !name.startsWith(meant));
      ({ findings, eventsByType } = examined);
      const tookMs = Date.now() - started;
      results.push({ round: number, fault: fault.kind, what, endedByItself, tookMs });
      const died = endedByItself.length === 0 ? '' : `; ended by itself: ${endedByItself.join(', ')}`;
      say(`round ${number}  ${fault.kind.padEnd(24)} ${String(tookMs).padStart(6)} ms  ${what}${died}`);
    } catch (caught) {
      error = caught instanceof Error ? (caught.stack ?? caught.message) : String(caught);
    }
    if (findings.length > 0 || error !== null) {
      failure = { seed, round: number, fault, findings, error, kept: home };
      break;
    }
  }
  if (failure !== null) report(failure, say);

  await connection.close();
  await pool.end();
  await stack.stop();
  const isKept = failure !== null || given.keep;
  if (isKept && disk !== null) cpSync(folder, join(home, 'data'), { recursive: true });
  disk?.remove();
  if (!isKept) rmSync(home, { recursive: true, force: true });
  const { commands, attempts, byStatus } = load.counts();
  return {
    rounds: results,
    commands,
    attempts,
    byStatus,
    eventsByType,
    kafka: consumer?.counts() ?? null,
    startedMs,
    tookMs: Date.now() - began,
    failure,
  };
}

function report({ seed, round, fault, findings, error, kept }: Failure, say: (text: string) => void): void {
  say(`FAILED: seed ${seed}, round ${round}, fault ${JSON.stringify(fault)}`);
  for (const { code, detail } of findings.slice(0, 20)) say(`  ${code}: ${detail}`);
  if (findings.length > 20) say(`  and ${findings.length - 20} more`);
  if (error !== null) say(`  ${error}`);
  say(`  the data directory is kept in ${kept}/data, the acknowledgements in ${kept}/acknowledged.jsonl`);
}
