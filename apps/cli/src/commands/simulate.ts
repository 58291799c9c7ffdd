import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { isDay } from '@dondoc/domain/calendar/day-arithmetic.ts';
import type { Command } from 'commander';
import { CliError } from '../cli-error.ts';

const RUNNER = fileURLToPath(new URL('../../../../infra/local/simulate.mjs', import.meta.url));

export function registerSimulateCommand(program: Command): void {
  program
    .command('simulate')
    .description('run a whole campaign on a clock that skips time, with units that behave by a seeded script')
    .option('--seed <number>', 'whole number', '1')
    .option('--units <number>', 'how many units; default: the 86 of the example')
    .option(
      '--months <number>',
      'go on through the monitored year, so many months (14: to its rating); default: to the scores',
    )
    .option('--from <day>', 'the day of the launch', '2026-11-16')
    .option('--json')
    .action(async (options: { seed: string; units?: string; months?: string; from: string; json?: true }) => {
      refuseUnlessCount('--seed', options.seed, 0);
      if (options.units !== undefined) refuseUnlessCount('--units', options.units, 1);
      if (options.months !== undefined) refuseUnlessMonths(options.months);
      if (!isDay(options.from))
        throw new CliError(2, `--from must be a day as YYYY-MM-DD, not "${options.from}".`);
      // A process of its own: the simulation brings its own PostgreSQL, Temporal server and worker and takes them down again.
      const args = [RUNNER, '--seed', options.seed, '--from', options.from];
      if (options.units !== undefined) args.push('--units', options.units);
      if (options.months !== undefined) args.push('--months', options.months);
      if (options.json) args.push('--json');
      const child = spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'] });
      const code = await new Promise<number>((resolve, reject) => {
        child.once('error', reject);
        child.once('exit', (exitCode) => resolve(exitCode ?? 1));
      });
      process.exitCode = code;
    });
}

function refuseUnlessCount(option: string, text: string, least: number): void {
  if (/^\d{1,9}$/.test(text) && Number(text) >= least) return;
  throw new CliError(2, `${option} must be a whole number of at least ${least}, not "${text}".`);
}

/** The scores of the first review come in the fourth month; the calendar is not known for ever. */
function refuseUnlessMonths(text: string): void {
  if (/^\d{1,2}$/.test(text) && Number(text) >= 4 && Number(text) <= 24) return;
  throw new CliError(2, `--months must be a whole number from 4 to 24, not "${text}".`);
}
