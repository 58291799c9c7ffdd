import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadConfig } from '@dondoc/config/config.ts';
import { ConfigError } from '@dondoc/config/variable-kinds.ts';
import { CliError } from './cli-error.ts';

type Environment = Readonly<Record<string, string | undefined>>;
/** For who runs the installation: the database itself, without the API. */
export type OperatorConfig = { databaseUrl: string; ownerUrl: string; dataKey: Buffer };

const CLONE = fileURLToPath(new URL('../../..', import.meta.url));

/**
 * From the file that `npm start` writes into its data directory, when one is named; else from the environment, else from
 * the file of a data directory in its usual place. Throws a CliError that says what to set.
 */
export function operatorConfig(environment: Environment, dataDir?: string): OperatorConfig {
  const found =
    dataDir === undefined && environment['DATABASE_OWNER_URL']
      ? environment
      : fromDataDir(environment, dataDir);
  try {
    const { databaseUrl, databaseOwnerUrl, dataKey } = loadConfig(found);
    if (databaseOwnerUrl === undefined) throw new ConfigError('DATABASE_OWNER_URL is not set.');
    return { databaseUrl, ownerUrl: databaseOwnerUrl, dataKey };
  } catch (error) {
    if (error instanceof ConfigError) throw new CliError(2, error.message);
    throw error;
  }
}

function fromDataDir(environment: Environment, dataDir: string | undefined): Record<string, string> {
  const usual = [environment['DONDOC_DATA_DIR'] ?? '', '.dondoc', join(CLONE, '.dondoc')];
  const places = (dataDir === undefined ? usual.filter(Boolean) : [dataDir]).map((place) =>
    join(place, 'environment'),
  );
  const file = places.find((place) => existsSync(place));
  if (file !== undefined) return parse(readFileSync(file, 'utf8'));
  const looked = dataDir === undefined ? '' : ` There is no ${places[0]}.`;
  throw new CliError(
    2,
    `This command works on the database itself: name the data directory of a running npm start with --data-dir, or set DATABASE_OWNER_URL, DATABASE_URL and DATA_KEY.${looked}`,
  );
}

/** Lines of NAME='value', as a shell would read them too. */
function parse(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/^([A-Z_]+)='(.*)'$/gm)].map(([, name = '', value = '']) => [name, value]),
  );
}
