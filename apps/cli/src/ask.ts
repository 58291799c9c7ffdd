import { createInterface } from 'node:readline/promises';
import { CliError } from './cli-error.ts';

/** Asks on the terminal, without echo when `secret`; without a terminal takes the next line of standard input. */
export type Ask = (question: string, secret?: boolean) => Promise<string>;

export function createAsk(): Ask {
  let lines: Promise<string[]> | undefined;
  return async (question, secret = false) => {
    if (process.stdin.isTTY) return askOnTerminal(question, secret);
    lines ??= linesOfStandardInput();
    const answer = (await lines).shift()?.trim() ?? '';
    if (answer === '') throw new CliError(2, `${question}: nothing on standard input.`);
    return answer;
  };
}

async function linesOfStandardInput(): Promise<string[]> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8').split('\n');
}

async function askOnTerminal(question: string, secret: boolean): Promise<string> {
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
