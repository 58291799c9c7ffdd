import type { Command } from 'commander';
import { printJson, printLine } from '../cli-error.ts';
import type { CliContext } from '../context.ts';

type Session = {
  token: string;
  login: string;
  role: string;
  unitCode: string | null;
  mustChangePassword: boolean;
};

export function registerSessionCommands(
  program: Command,
  { api, anonymous, session, ask }: CliContext,
): void {
  program
    .command('login')
    .description('log in; the token is kept in a file of your own')
    .requiredOption('--login <name>')
    .option('--url <url>', 'address of the API')
    .option('--password-stdin', 'read the password from standard input')
    .action(async ({ login, url: given }: { login: string; url?: string }) => {
      const { api: open, url } = anonymous(given);
      const password = await ask('Password', true);
      const opened = await open.post<Session>('/v1/session', { login, password });
      session.write({ url, token: opened.token, login: opened.login });
      printLine(
        `Logged in as ${opened.login} (${opened.role}${opened.unitCode ? `, ${opened.unitCode}` : ''}).`,
      );
      if (opened.mustChangePassword)
        printLine('This password works once: set your own with npx dondoc password');
    });

  program
    .command('password')
    .description('set your own password')
    .action(async () => {
      const current = await ask('Current password', true);
      const next = await ask('New password', true);
      await api().post('/v1/session/password', { current, next });
      printLine('The password is changed.');
    });

  program
    .command('whoami')
    .option('--json')
    .action(async ({ json }: { json?: true }) => {
      const opened = await api().get<Session>('/v1/session');
      if (json) return printJson(opened);
      printLine(`${opened.login} (${opened.role}${opened.unitCode ? `, ${opened.unitCode}` : ''})`);
    });

  program
    .command('logout')
    .description('forget the token')
    .action(() => {
      session.remove();
      printLine('Logged out.');
    });
}
