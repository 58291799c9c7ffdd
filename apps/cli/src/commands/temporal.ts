import type { Command } from 'commander';
import type { CliContext } from '../context.ts';
import { JSON_OPTION, type Json } from '../options.ts';

export function registerTemporalCommands(program: Command, { output, operator }: CliContext): void {
  program
    .command('temporal')
    .description('the keeper of time')
    .command('rebuild')
    .description(
      'start every open workflow again from the log; the running worker does it; needs the database',
    )
    .option('--data-dir <folder>', 'of a running npm start; default: the environment, else .dondoc')
    .option(...JSON_OPTION)
    .action(async ({ dataDir, json }: { dataDir?: string } & Json) => {
      const config = operator(dataDir);
      const { resetRelay } = await import('../operator/reset-relay.ts');
      const cursors = await resetRelay(config);
      if (json) return output.json({ cursors });
      output.line(`The relay begins again at position 1 (${cursors.join(', ')}).`);
      output.line('Workflows that still run notice a wake-up at most; those that are gone come back.');
    });
}
