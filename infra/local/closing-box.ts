import type { FirstStart } from './first-start.ts';
import type { Installation } from './installation.ts';
import { seconds } from './progress.ts';

/** What a person needs now: where it is, how to get in, where things lie, how to stop. Passwords are shown once. */
export function closingBox(installation: Installation, first: FirstStart, tookMs: number): string {
  const { url, temporalUiUrl, kafkaBrokers, data, cluster } = installation;
  const rows: (readonly [string, string])[] = [
    ['Address', url],
    ['API documents', `${url}/docs`],
    ['Temporal UI', temporalUiUrl],
    ...(kafkaBrokers === null ? [] : [['Kafka', kafkaBrokers] as const]),
    ...first.logins.map(
      ({ what, login, oneTimePassword }) => [what, credentials(login, oneTimePassword)] as const,
    ),
    ['Log in', `npx dondoc login --login NAME --url ${url}, then npx dondoc password`],
    ['Data', cluster.startsWith(data.path) ? data.path : `${data.path}, database in ${cluster}`],
    ['Logs', data.at('logs')],
    ['Stop', 'Ctrl-C'],
  ];
  const wide = Math.max(...rows.map(([name]) => name.length));
  const lines = rows.map(([name, value]) => `  ${name.padEnd(wide)}   ${value}`);
  const notes = first.notes.map((note) => `  ${note}`);
  const rule = '─'.repeat(78);
  const head = `  Đôn Đốc is running (${seconds(tookMs)})`;
  return `\n${[rule, head, '', ...lines, ...(notes.length === 0 ? [] : ['', ...notes]), rule].join('\n')}\n`;
}

function credentials(login: string, oneTimePassword: string): string {
  return `login ${login}   one-time password ${oneTimePassword}`;
}
