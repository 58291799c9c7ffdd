import type { Command } from 'commander';
import { CliError } from '../cli-error.ts';
import type { CliContext } from '../context.ts';
import { JSON_OPTION, type Json } from '../options.ts';
import { proveLog } from '../prove-log.ts';
import { table } from '../table.ts';

type Operator = { dataDir?: string } & Json;

export function registerLogCommands(program: Command, { api, output, operator }: CliContext): void {
  const log = program.command('log').description('prove the record, and rebuild what is made from it');

  log
    .command('verify')
    .description('download the whole log and check every hash, link and position on this machine')
    .option('--json', 'print log-report/1')
    .action(async ({ json }: Json) => {
      const proof = await proveLog(api(), (events, of) => output.progress(`${events} of ${of} events`));
      const report = { kind: 'log-report/1', ...proof };
      const { ok, events, streams, head, headHash, faults } = report;
      if (!ok) {
        if (!json)
          output.line(
            table(
              ['POSITION', 'FAULT'],
              faults.map((each) => [String(each.position), each.fault]),
            ),
          );
        throw new CliError(
          1,
          `The log is broken: ${faults.length === 1 ? 'a fault' : `${faults.length} faults`} in ${events} events.`,
          report,
        );
      }
      if (json) return output.json(report);
      output.line(`${events} events in ${streams} streams are as they were written.`);
      output.line(`head ${head} ${headHash}`);
    });

  log
    .command('rebuild-projection')
    .description(
      'build a read model anew from the log, beside the live one, and show it once it is equal; needs the database',
    )
    .argument('<name>', 'assignments, campaigns, directives, units …, or webhooks')
    .option('--data-dir <folder>', 'of a running npm start; default: the environment, else .dondoc')
    .option(...JSON_OPTION)
    .action(async (name: string, { dataDir, json }: Operator) => {
      const config = operator(dataDir);
      // Loaded here: offline commands do without a database driver.
      if (name === 'webhooks') {
        const { rebuildWebhookRows } = await import('../operator/rebuild-webhook-rows.ts');
        const rows = await rebuildWebhookRows(config);
        if (json) return output.json(rows);
        const { webhooks, ended, position } = rows;
        return output.line(
          `webhooks: ${webhooks} are as the log says at position ${position}, ${ended} that it does not know were ended`,
        );
      }
      const { rebuildReadModel } = await import('../operator/rebuild-read-model.ts');
      const rebuilt = await rebuildReadModel(config, name, ({ position, head }) =>
        output.progress(`${name}: ${position} of ${head}`),
      );
      if (json) return output.json(rebuilt);
      const { generation, position, stateHash } = rebuilt;
      output.line(
        `${name}: generation ${generation} is shown, complete to position ${position}, state ${stateHash}`,
      );
    });
}
