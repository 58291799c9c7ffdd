import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AcceptanceCase } from '@dondoc/contracts/acceptance-case.ts';
import { readForm } from '@dondoc/documents/rating/refuse-form.ts';
import { CliError } from '../cli-error.ts';
import { readJsonFile } from '../input-files.ts';

export type CaseFile = AcceptanceCase & { file: string };

/** The acceptance cases of this release, as files anybody can read, copy and change. */
const BUILT_IN = fileURLToPath(new URL('../../../../test/fixtures/cases/', import.meta.url));

/** Every case of a folder and the folders in it, in the order of their paths; without a folder: those of this release. */
export async function readCases(folder?: string): Promise<CaseFile[]> {
  if (folder === undefined && !existsSync(BUILT_IN)) {
    throw new CliError(2, 'This installation came without the acceptance cases. Name a folder of cases.');
  }
  const under = folder ?? BUILT_IN;
  if (!existsSync(under)) throw new CliError(2, `${under} cannot be read: there is no such folder or file.`);
  const files = statSync(under).isDirectory() ? jsonFilesIn(under) : [under];
  if (files.length === 0) throw new CliError(2, `${under} holds no case: a case is a JSON file.`);
  const cases: CaseFile[] = [];
  for (const file of files) cases.push(await readCase(file));
  return cases;
}

/** The cases that a number or a file names; `AC-21` also means AC-21a, AC-21b … Refuses what names none. */
export async function findCases(name: string): Promise<CaseFile[]> {
  if (name.endsWith('.json')) return [await readCase(name)];
  const all = await readCases();
  const wanted = name.toUpperCase();
  const found = all.filter(
    ({ id }) =>
      id
        .toUpperCase()
        .replace(wanted, '')
        .match(/^[A-Z]?$/) !== null,
  );
  if (found.length > 0) return found;
  throw new CliError(2, `There is no case ${name}. dondoc cases list names them all.`);
}

async function readCase(file: string): Promise<CaseFile> {
  const read = readForm(AcceptanceCase, await readJsonFile(file), 'invalid-case');
  return { ...read, file };
}

const jsonFilesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => join(folder, name));
