// `npm run chaos -- --rounds N --seed S [--json]`: see README.md beside this file.
import { parseArgs } from 'node:util';

import { Refusal } from '@dondoc/infra/local/refusal.ts';
import { repositoryRoot } from '@dondoc/infra/local/repository-root.ts';
import { obtainKafka } from '@dondoc/infra/local/toolchain/kafka.ts';
import type { ObtainedKafka } from '@dondoc/infra/local/toolchain/kafka.ts';

import { FAULTS, planRounds } from './plan.ts';
import type { FaultKind, Round } from './plan.ts';
import { machine, summary, totalsOf } from './report.ts';
import { runEpoch } from './run-epoch.ts';
import type { EpochResult } from './run-epoch.ts';
import { insideNamespace } from './small-disk.ts';

/** Rounds on one stack: after so many its units have come to the end of their script, and a new stack begins. */
const EPOCH = 50;
const USAGE =
  'usage: npm run chaos -- [--rounds N] [--seed S] [--settle-every K] [--freeze MS,MS] [--faults KIND,KIND] [--no-kafka] [--keep] [--plan] [--json]';

type Options = Readonly<{
  rounds: number;
  seed: number;
  settleEvery: number;
  freezes: readonly number[];
  faults: readonly FaultKind[];
  kafka: boolean;
  keep: boolean;
  planOnly: boolean;
  json: boolean;
}>;

function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rounds: { type: 'string', default: '50' },
      seed: { type: 'string', default: '1' },
      'settle-every': { type: 'string', default: '1' },
      freeze: { type: 'string', default: '2500,12000' },
      faults: { type: 'string', default: FAULTS.join(',') },
      'no-kafka': { type: 'boolean', default: false },
      keep: { type: 'boolean', default: false },
      plan: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  const freezes = values.freeze.split(',').map((text) => count('--freeze', text));
  return {
    rounds: count('--rounds', values.rounds),
    seed: count('--seed', values.seed),
    settleEvery: count('--settle-every', values['settle-every']),
    freezes,
    faults: values.faults.split(',').map(faultNamed),
    kafka: !values['no-kafka'],
    keep: values.keep,
    planOnly: values.plan,
    json: values.json,
  };
}

function faultNamed(text: string): FaultKind {
  const kind = FAULTS.find((known) => known === text);
  if (kind === undefined) throw new TypeError(`--faults takes ${FAULTS.join(', ')}, not "${text}".`);
  return kind;
}

function count(option: string, text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value > 0 && value < 2 ** 31) return value;
  throw new TypeError(`${option} takes a whole number above 0, not "${text}".`);
}

async function main(options: Options): Promise<number> {
  const { rounds, seed, settleEvery, freezes, faults, keep } = options;
  const say = (text: string): void => void process.stderr.write(`${text}\n`);
  const results: EpochResult[] = [];
  const kafkaTool = options.kafka && !options.planOnly ? await kafkaOrNone(say) : null;
  for (let first = 1; first <= rounds; first += EPOCH) {
    const planned = planRounds({ seed, first, count: Math.min(EPOCH, rounds - first + 1), freezes, faults });
    if (options.planOnly) {
      for (const round of planned) process.stdout.write(`${planLine(round)}\n`);
      continue;
    }
    const epoch = { root: repositoryRoot, kafkaTool, rounds: planned, seed, settleEvery, keep, say };
    const result = await runEpoch(epoch);
    results.push(result);
    say(summary([result]));
    if (result.failure !== null) break;
  }
  if (options.planOnly) return 0;
  const failure = results.find((result) => result.failure !== null)?.failure ?? null;
  const report = {
    kind: 'dondoc-chaos/2',
    seed,
    settleEvery,
    freezes,
    faults,
    machine: machine(),
    totals: totalsOf(results),
    failure,
    epochs: results,
  };
  process.stdout.write(`${options.json ? JSON.stringify(report) : summary(results)}\n`);
  return failure === null ? 0 : 1;
}

/** Without Java, or without the broker's files, the suite goes on without Kafka and says so. */
async function kafkaOrNone(say: (text: string) => void): Promise<ObtainedKafka | null> {
  try {
    return await obtainKafka(process.env, () => undefined);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    say(`WITHOUT Kafka: ${error.message} Not done: every fault of Kafka; not judged: what it delivers.`);
    return null;
  }
}

const planLine = ({ number, fault, commands }: Round): string =>
  JSON.stringify({
    round: number,
    ...fault,
    commands: commands.flat().map(({ key, path }) => `${key} ${path}`),
  });

try {
  const options = readOptions(process.argv.slice(2));
  process.exitCode = (options.planOnly ? null : insideNamespace()) ?? (await main(options));
} catch (error) {
  if (!(error instanceof TypeError)) throw error;
  process.stderr.write(`dondoc: ${error.message}\n${USAGE}\n`);
  process.exitCode = 2;
}
