import { Command } from 'commander';
import { CliError, printJson } from './cli-error.ts';
import { registerAssignmentCommands } from './commands/assignment.ts';
import { registerCalendarCommands } from './commands/calendar.ts';
import { registerCampaignCommands } from './commands/campaign.ts';
import { registerDirectiveCommands } from './commands/directive.ts';
import { registerSessionCommands } from './commands/session.ts';
import { registerSimulateCommand } from './commands/simulate.ts';
import { registerUnitCommands } from './commands/unit.ts';
import { registerUserCommands } from './commands/user.ts';
import { createContext } from './context.ts';

const program = new Command('dondoc')
  .description('Đôn Đốc: launch directives, follow units, prove the record')
  .showHelpAfterError();
const context = createContext(process.env);

registerSessionCommands(program, context);
registerUserCommands(program, context);
registerUnitCommands(program, context);
registerCampaignCommands(program, context);
registerAssignmentCommands(program, context);
registerSimulateCommand(program);
registerCalendarCommands(program);
registerDirectiveCommands(program);

try {
  await program.parseAsync(process.argv);
} catch (error) {
  if (!(error instanceof CliError)) throw error;
  if (error.json !== undefined && process.argv.includes('--json')) printJson(error.json);
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error.exitCode;
}
