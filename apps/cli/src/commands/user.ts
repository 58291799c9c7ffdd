import type { Command } from 'commander';
import { printJson, printLine } from '../cli-error.ts';
import type { CliContext } from '../context.ts';

type Account = { login: string; role: string; oneTimePassword: string };

export function registerUserCommands(program: Command, { api }: CliContext): void {
  const user = program.command('user').description('accounts');
  user
    .command('add')
    .description('open an account; prints its one-time password once')
    .requiredOption('--login <name>')
    .requiredOption('--role <role>', 'ADMINISTRATOR, UNIT or AUDITOR')
    .option('--unit <code>', "the account's unit; needed for UNIT")
    .option('--name <text>', 'name to show')
    .option('--json')
    .action(async (options: { login: string; role: string; unit?: string; name?: string; json?: true }) => {
      const { login, role, unit, name, json } = options;
      const account = await api().post<Account>('/v1/accounts', {
        login,
        role: role.toUpperCase(),
        ...(unit === undefined ? {} : { unit }),
        ...(name === undefined ? {} : { displayName: name }),
      });
      if (json) return printJson(account);
      printLine(
        `${account.login} (${account.role}) may log in with the one-time password ${account.oneTimePassword}`,
      );
    });
}
