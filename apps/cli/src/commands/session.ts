import type { SessionView, SignInAnswer } from '@dondoc/contracts/session.ts';
import type { Command } from 'commander';
import { CliError } from '../cli-error.ts';
import type { CliContext } from '../context.ts';
import { JSON_OPTION, type Json } from '../options.ts';

const whoIs = ({ login, role, unitCode, deputy }: SessionView) =>
  `${deputy === undefined ? '' : `${deputy} on behalf of `}${login} (${role}${unitCode === null ? '' : `, ${unitCode}`})`;

export function registerSessionCommands(
  program: Command,
  { api, anonymous, session, ask, output }: CliContext,
): void {
  program
    .command('login')
    .description(
      'log in; the token is kept in a file of your own; without a terminal the password is read from standard input',
    )
    .requiredOption('--login <name>')
    .option('--url <url>', 'address of the API')
    .option(...JSON_OPTION)
    .action(async ({ login, url: given, json }: { login: string; url?: string } & Json) => {
      if (given !== undefined && !URL.canParse(given))
        throw new CliError(2, `--url ${given} is no address such as http://127.0.0.1:8080.`);
      const { api: open, url } = anonymous(given);
      const password = await ask('Password', true);
      const { token, ...opened } = await open.post<SignInAnswer>('/v1/session', { login, password });
      session.write({ url, token, login: opened.login });
      if (json) return output.json(opened);
      output.line(`Logged in as ${whoIs(opened)}.`);
      if (opened.mustChangePassword)
        output.line('This password works once: set your own with npx dondoc password');
    });

  program
    .command('password')
    .description('set your own password; without a terminal: the current and the new one, a line each')
    .action(async () => {
      const current = await ask('Current password', true);
      const next = await ask('New password', true);
      await api().post('/v1/session/password', { current, next });
      output.line('The password is changed.');
    });

  program
    .command('whoami')
    .description('who is logged in')
    .option(...JSON_OPTION)
    .action(async ({ json }: Json) => {
      const opened = await api().get<SessionView>('/v1/session');
      if (json) return output.json(opened);
      output.line(whoIs(opened));
    });

  program
    .command('logout')
    .description('end the session')
    .action(async () => {
      if (session.read() === null) return output.line('Nobody is logged in.');
      try {
        await api().delete('/v1/session');
      } catch (error) {
        // Refused: it had ended already. Out of reach: forgotten here, it runs out there; both are worth a word.
        if (!(error instanceof CliError)) throw error;
        output.note(error.message);
      }
      session.remove();
      output.line('Logged out.');
    });
}
