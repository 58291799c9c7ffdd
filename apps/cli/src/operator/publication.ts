import {
  listPublications,
  republish,
  retryParked,
  type Publication,
} from '@dondoc/messaging/kafka-cursor.ts';
import { Client } from 'pg';
import { CliError } from '../cli-error.ts';
import type { OperatorConfig } from '../operator-config.ts';
import { databaseFault } from './database-fault.ts';

/** Throws CliError when nothing was ever published. */
export async function publications(config: OperatorConfig): Promise<Publication[]> {
  return asOwner(config, async (client) => refuseNone(await listPublications(client)));
}

/** Answers the cursors set back. Throws CliError when nothing was ever published. */
export async function publishAgain(config: OperatorConfig): Promise<string[]> {
  return asOwner(config, async (client) => refuseNone(await republish(client)));
}

/** Answers how many events will be published again. */
export async function retrySetAside(config: OperatorConfig): Promise<number> {
  return asOwner(config, retryParked);
}

function refuseNone<Item>(found: Item[]): Item[] {
  if (found.length > 0) return found;
  throw new CliError(
    2,
    'Nothing was published from this database yet: set KAFKA_BROKERS for the worker, or npm start -- --kafka.',
  );
}

async function asOwner<Result>(
  { ownerUrl }: OperatorConfig,
  work: (client: Client) => Promise<Result>,
): Promise<Result> {
  const client = new Client({ connectionString: ownerUrl, application_name: 'dondoc kafka' });
  try {
    await client.connect();
    return await work(client);
  } catch (error) {
    throw databaseFault(error, ownerUrl);
  } finally {
    await client.end();
  }
}
