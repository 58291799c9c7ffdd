import { rebuildTemporal } from '@dondoc/activities/relay-cursor.ts';
import { Client } from 'pg';
import { CliError } from '../cli-error.ts';
import type { OperatorConfig } from '../operator-config.ts';
import { databaseFault } from './database-fault.ts';

/** Sends the relay back to the beginning; answers its cursors. Throws CliError when no relay ever ran. */
export async function resetRelay({ ownerUrl }: OperatorConfig): Promise<string[]> {
  const client = new Client({ connectionString: ownerUrl, application_name: 'dondoc temporal rebuild' });
  try {
    await client.connect();
    const cursors = await rebuildTemporal(client);
    if (cursors.length > 0) return cursors;
    throw new CliError(
      2,
      'No relay has run on this database yet: start the worker, it begins at position 1.',
    );
  } catch (error) {
    throw databaseFault(error, ownerUrl);
  } finally {
    await client.end();
  }
}
