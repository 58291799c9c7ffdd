import { createInterface } from 'node:readline/promises';
import { createApi, type Api } from './api.ts';
import { CliError } from './cli-error.ts';
import { sessionFile, type SessionFile } from './session-file.ts';

const DEFAULT_URL = 'http://127.0.0.1:8080';

/** What a command needs from outside, read once in main.ts. */
export type CliContext = {
  /** The API as the logged-in person. */
  api: () => Api;
  /** The API before a login. */
  anonymous: (url?: string) => { api: Api; url: string };
  session: SessionFile;
  /** Asks on the terminal, without echo when `secret`; refuses when there is no terminal. */
  ask: (question: string, secret?: boolean) => Promise<string>;
};

export function createContext(env: Readonly<Record<string, string | undefined>>): CliContext {
  const session = sessionFile(env['XDG_CONFIG_HOME']);
  const url = () => env['DONDOC_URL'] ?? session.read()?.url ?? DEFAULT_URL;
  return {
    session,
    api: () => createApi({ url: url(), token: env['DONDOC_TOKEN'] ?? session.read()?.token ?? null }),
    anonymous: (given) => ({ url: given ?? url(), api: createApi({ url: given ?? url(), token: null }) }),
    ask,
  };
}

async function ask(question: string, secret = false): Promise<string> {
  if (!process.stdin.isTTY) {
    const lines = [];
    for await (const chunk of process.stdin) lines.push(chunk as Buffer);
    const answer = Buffer.concat(lines).toString('utf8').split('\n')[0]?.trim() ?? '';
    if (answer === '') throw new CliError(2, `${question}: nothing on standard input.`);
    return answer;
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr, terminal: true });
  // readline echoes what is typed by writing to its output; for a secret only the question may appear.
  if (secret)
    Object.assign(terminal, {
      _writeToOutput: (text: string) => text.includes(question) && process.stderr.write(text),
    });
  try {
    return (await terminal.question(`${question}: `)).trim();
  } finally {
    terminal.close();
    if (secret) process.stderr.write('\n');
  }
}
