import { Command } from 'commander';
import { CliError, printJson } from './cli-error.ts';

const program = new Command('dondoc')
  .description('Đôn Đốc: launch directives, follow units, prove the record')
  .showHelpAfterError();

try {
  await program.parseAsync(process.argv);
} catch (error) {
  if (!(error instanceof CliError)) throw error;
  if (error.json !== undefined) printJson(error.json);
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error.exitCode;
}
