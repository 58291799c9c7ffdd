// `npm run bench -- <name> [--units N] [--seconds S] [--rounds N] [--json] [--write]`
import { parseArgs } from 'node:util';
import { Refusal } from '@dondoc/infra/local/refusal.ts';
import { append } from './append.ts';
import { startBenchServers, type BenchOptions } from './bench-servers.ts';
import { counts } from './counts.ts';
import { latency } from './latency.ts';
import { launch } from './launch.ts';
import { rating } from './rating.ts';
import { rest } from './rest.ts';
import { replay } from './replay.ts';
import { asMarkdown, machine, writeSection, type Report, type Result } from './report.ts';

const BENCHES: Readonly<Record<string, (options: BenchOptions) => Promise<Result>>> = {
  counts,
  append,
  replay,
  latency,
  launch,
  rest,
  rating,
};
const USAGE = `npm run bench -- <${Object.keys(BENCHES).join(' | ')}> [--units N] [--seconds S] [--rounds N] [--json] [--write]`;

async function main(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      units: { type: 'string' },
      seconds: { type: 'string' },
      rounds: { type: 'string', default: '3' },
      json: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
    },
  });
  const [name = ''] = positionals;
  const bench = BENCHES[name];
  if (bench === undefined || positionals.length > 1) throw new Refusal(`which bench? ${USAGE}`);
  const units = wholeNumber('units', values.units);
  const seconds = wholeNumber('seconds', values.seconds);
  const rounds = wholeNumber('rounds', values.rounds) ?? 3;
  const say = (text: string): void => void process.stderr.write(`  ${text}\n`);
  const servers = await startBenchServers(say);
  try {
    const result = await bench({
      servers,
      rounds,
      say,
      ...(units !== undefined && { units }),
      ...(seconds !== undefined && { seconds }),
    });
    const report: Report = {
      bench: name,
      command: ['npm run bench --', ...args.filter((word) => word !== '--write')].join(' '),
      at: new Date().toISOString(),
      machine: machine(servers.temporalVersion),
      ...result,
    };
    if (values.write) writeSection(report);
    process.stdout.write(
      values.json ? `${JSON.stringify({ ...report.figures, ...report }, null, 2)}\n` : asMarkdown(report),
    );
  } finally {
    await servers.stop();
  }
}

function wholeNumber(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,7}$/.test(text))
    throw new Refusal(`--${name} takes a whole number from 1 on, not "${text}"`);
  return Number(text);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  const isInput =
    error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
  if (!(error instanceof Refusal) && !isInput) throw error;
  process.stderr.write(`dondoc: ${(error as Error).message}\n`);
  process.exitCode = 2;
}
