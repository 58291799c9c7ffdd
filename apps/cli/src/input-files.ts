import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { CliError } from './cli-error.ts';

/** The text of a file as it is, `-`: of standard input. Refuses what is no UTF-8, rather than sending marks for it. */
export async function readTextFile(file: string): Promise<string> {
  const bytes = await readBytes(file);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new CliError(2, `${file} is not UTF-8 text. Save it as UTF-8 and try again.`);
  }
}

/** The bytes of a file, `-`: of standard input. */
export async function readBytes(file: string): Promise<Buffer> {
  try {
    return file === '-' ? await buffer(process.stdin) : await readFile(file);
  } catch (error) {
    throw new CliError(2, `${file} cannot be read: ${reasonOf(error)}`);
  }
}

export async function readJsonFile(file: string): Promise<unknown> {
  const text = await readTextFile(file);
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new CliError(2, `${file} is no JSON: ${reasonOf(error)}`);
  }
}

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
