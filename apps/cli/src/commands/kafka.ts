import type { Command } from 'commander';
import type { CliContext } from '../context.ts';
import { JSON_OPTION, type Json } from '../options.ts';
import { minuteOf, table } from '../table.ts';

type Operator = { dataDir?: string } & Json;
const DATA_DIR = [
  '--data-dir <folder>',
  'of a running npm start; default: the environment, else .dondoc',
] as const;

export function registerKafkaCommands(program: Command, { output, operator }: CliContext): void {
  const kafka = program.command('kafka').description('what is published to other systems');

  kafka
    .command('status')
    .description('how far each topic has the log, and which streams were set aside; needs the database')
    .option(...DATA_DIR)
    .option(...JSON_OPTION)
    .action(async ({ dataDir, json }: Operator) => {
      const config = operator(dataDir);
      const { publications } = await import('../operator/publication.ts');
      const found = await publications(config);
      if (json) return output.json({ publications: found });
      output.line(
        table(
          ['CURSOR', 'POSITION', 'MOVED', 'SET ASIDE'],
          found.map((each) => [
            each.cursor,
            String(each.position),
            minuteOf(each.updatedAt),
            String(each.parked.length),
          ]),
        ),
      );
      for (const { streamId, events, reason } of found.flatMap(({ parked }) => parked))
        output.line(`stream ${streamId}: ${events} events wait. ${reason}`);
    });

  kafka
    .command('republish')
    .description('publish the log again from its beginning; the running worker does it; needs the database')
    .option(...DATA_DIR)
    .option(...JSON_OPTION)
    .action(async ({ dataDir, json }: Operator) => {
      const config = operator(dataDir);
      const { publishAgain } = await import('../operator/publication.ts');
      const cursors = await publishAgain(config);
      if (json) return output.json({ cursors });
      output.line(`The publication begins again at position 1 (${cursors.join(', ')}).`);
      output.line('Consumers recognise what they have by its stream and version.');
    });

  kafka
    .command('retry')
    .description('publish the streams that were set aside, each from where it stopped; needs the database')
    .option(...DATA_DIR)
    .option(...JSON_OPTION)
    .action(async ({ dataDir, json }: Operator) => {
      const config = operator(dataDir);
      const { retrySetAside } = await import('../operator/publication.ts');
      const events = await retrySetAside(config);
      if (json) return output.json({ events });
      output.line(
        events === 0
          ? 'No stream was set aside.'
          : `${events} events will be published by the running worker.`,
      );
    });
}
