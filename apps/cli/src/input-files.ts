import { readFileSync } from 'node:fs';
import { CliError } from './cli-error.ts';

const STANDARD_INPUT = 0;

/** The text of a file as it is, `-`: of standard input. Refuses what is no UTF-8, rather than sending marks for it. */
export function readTextFile(file: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file === '-' ? STANDARD_INPUT : file);
  } catch (error) {
    throw new CliError(2, `${file} cannot be read: ${reasonOf(error)}`);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new CliError(2, `${file} is not UTF-8 text. Save it as UTF-8 and try again.`);
  }
}

export function readJsonFile(file: string): unknown {
  const text = readTextFile(file);
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new CliError(2, `${file} is no JSON: ${reasonOf(error)}`);
  }
}

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
