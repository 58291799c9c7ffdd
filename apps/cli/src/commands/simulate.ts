import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { CliError } from '../cli-error.ts';

const RUNNER = fileURLToPath(new URL('../../../../infra/local/simulate.mjs', import.meta.url));

export function registerSimulateCommand(program: Command): void {
  program
    .command('simulate')
    .description('run a whole campaign on a clock that skips time, with units that behave by a seeded script')
    .option('--seed <number>', 'whole number', '1')
    .option('--units <number>', 'how many units; default: the 86 of the example')
    .option('--from <day>', 'the day of the launch', '2026-11-16')
    .option('--json')
    .action(async (options: { seed: string; units?: string; from: string; json?: true }) => {
      for (const [name, text] of [
        ['seed', options.seed],
        ['units', options.units ?? '1'],
      ] as const) {
        if (!/^\d{1,9}$/.test(text))
          throw new CliError(2, `--${name} must be a whole number, not "${text}".`);
      }
      // A process of its own: the simulation brings its own PostgreSQL, Temporal server and worker and takes them down again.
      const args = [RUNNER, '--seed', options.seed, '--from', options.from];
      if (options.units !== undefined) args.push('--units', options.units);
      if (options.json) args.push('--json');
      const child = spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'] });
      const code = await new Promise<number>((resolve, reject) => {
        child.once('error', reject);
        child.once('exit', (exitCode) => resolve(exitCode ?? 1));
      });
      process.exitCode = code;
    });
}
