import type { AccountRow, CreatedAccount } from '@dondoc/contracts/accounts.ts';
import type { Command } from 'commander';
import type { CliContext } from '../context.ts';
import { JSON_OPTION, upperCase, type Json } from '../options.ts';
import { segment } from '../steps.ts';
import { table } from '../table.ts';

type Add = { login: string; role: string; unit?: string; name?: string } & Json;

export function registerUserCommands(program: Command, { api, output }: CliContext): void {
  const user = program.command('user').description('accounts');
  const hand = (account: CreatedAccount, json: true | undefined) => {
    if (json) return output.json(account);
    const { login, role, oneTimePassword } = account;
    output.line(`${login} (${role}) may log in with the one-time password ${oneTimePassword}`);
  };

  user
    .command('add')
    .description('open an account; prints its one-time password once')
    .requiredOption('--login <name>')
    .requiredOption('--role <role>', 'ADMINISTRATOR, UNIT or AUDITOR', upperCase)
    .option('--unit <code>', "the account's unit; needed for UNIT")
    .option('--name <text>', 'name to show')
    .option(...JSON_OPTION)
    .action(async ({ login, role, unit, name, json }: Add) => {
      const body = {
        login,
        role,
        ...(unit === undefined ? {} : { unit }),
        ...(name === undefined ? {} : { displayName: name }),
      };
      hand(await api().post<CreatedAccount>('/v1/accounts', body), json);
    });

  user
    .command('list')
    .description('every account')
    .option(...JSON_OPTION)
    .action(async ({ json }: Json) => {
      const accounts = await api().list<AccountRow>('/v1/accounts', { minPosition: undefined });
      if (json) return output.json({ items: accounts.items, next: null });
      const state = ({ disabled, mustChangePassword }: AccountRow) =>
        disabled ? 'disabled' : mustChangePassword ? 'password not set yet' : '';
      const rows = accounts.items.map((each) => [
        each.login,
        each.role,
        each.unitCode ?? '',
        each.displayName ?? '',
        state(each),
      ]);
      output.line(table(['LOGIN', 'ROLE', 'UNIT', 'NAME', ''], rows));
    });

  user
    .command('reset')
    .description('give a new one-time password')
    .argument('<login>')
    .option(...JSON_OPTION)
    .action(async (login: string, { json }: Json) =>
      hand(await api().post<CreatedAccount>(`/v1/accounts/${segment(login)}/reset`), json),
    );

  for (const [verb, says] of [
    ['disable', 'may log in no more'],
    ['enable', 'may log in again'],
  ] as const) {
    user
      .command(verb)
      .description(`the account ${says}`)
      .argument('<login>')
      .action(async (login: string) => {
        await api().post(`/v1/accounts/${segment(login)}/${verb}`);
        output.line(`${login} ${says}.`);
      });
  }
}
