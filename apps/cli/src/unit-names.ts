import type { UnitRow } from '@dondoc/contracts/units.ts';
import type { Command } from 'commander';
import type { Api } from './api.ts';
import { CliError } from './cli-error.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Arguments and options of these names hold a unit, or a post of one as CODE/title. */
const NAMING: ReadonlySet<string> = new Set(['unit', 'choose', 'into']);

/** Before a command runs: codes of units as the directory writes them, in whatever case they were typed. */
export function registerUnitNames(program: Command, { api }: { api: () => Api }): void {
  program.hook('preAction', async (_, command) => {
    const written = async (value: unknown): Promise<unknown> => {
      if (typeof value === 'string') return asWritten(api(), value);
      return Array.isArray(value) ? Promise.all(value.map(written)) : value;
    };
    for (const [index, argument] of command.registeredArguments.entries()) {
      if (NAMING.has(argument.name()))
        command.processedArgs[index] = await written(command.processedArgs[index]);
    }
    for (const option of command.options) {
      const name = option.attributeName();
      const given: unknown = command.getOptionValue(name);
      if (NAMING.has(name) && given !== undefined) command.setOptionValue(name, await written(given));
    }
  });
}

/** Throws CliError where several codes differ in case only and none is written as it was typed. */
async function asWritten(api: Api, reference: string): Promise<string> {
  const slash = reference.indexOf('/');
  const [code, post] = slash === -1 ? [reference, ''] : [reference.slice(0, slash), reference.slice(slash)];
  if (code === '' || UUID.test(code)) return reference;
  const found = await codesLike(api, code);
  if (found.includes(code)) return reference;
  const [first, ...others] = found;
  if (first === undefined) return reference;
  if (others.length === 0) return `${first}${post}`;
  throw new CliError(2, `${code} may be ${found.toSorted().join(' or ')}: write the code as it is.`);
}

async function codesLike(api: Api, code: string): Promise<string[]> {
  const found: string[] = [];
  // The search folds the case of ASCII everywhere, of other letters only where the database's language does.
  const [q] = (code.match(/[\x21-\x7e]+/g) ?? []).toSorted((a, b) => b.length - a.length);
  try {
    for await (const { items } of api.pages<UnitRow>('/v1/units', { q })) {
      found.push(...items.map((unit) => unit.code).filter((one) => folded(one) === folded(code)));
    }
  } catch (error) {
    // Not signed in, or no server: the command itself meets the same and says so in its own words.
    if (error instanceof CliError) return [];
    throw error;
  }
  return found;
}

const folded = (code: string) => code.normalize('NFC').toLocaleLowerCase('vi');
