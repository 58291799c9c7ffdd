import { openPool } from '@dondoc/database/open-pool.ts';
import { openPostgresEventStore } from '@dondoc/event-store/postgres/postgres-event-store.ts';
import { rebuildWebhooks, type RebuiltWebhooks } from '@dondoc/notifications/webhook/rebuild-webhooks.ts';
import type { OperatorConfig } from '../operator-config.ts';
import { databaseFault } from './database-fault.ts';

/** Throws CliError when the database is away. */
export async function rebuildWebhookRows({ databaseUrl, dataKey }: OperatorConfig): Promise<RebuiltWebhooks> {
  try {
    const store = await openPostgresEventStore({ connectionString: databaseUrl, sealingKey: dataKey });
    const pool = openPool({ connectionString: databaseUrl, max: 1 }, () => undefined);
    try {
      return await rebuildWebhooks(pool, store);
    } finally {
      await pool.end();
      await store.close();
    }
  } catch (error) {
    throw databaseFault(error, databaseUrl);
  }
}
