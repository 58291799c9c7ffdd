import { openPostgresEventStore } from '@dondoc/event-store/postgres/postgres-event-store.ts';
import { rebuildProjection } from '@dondoc/read-models/rebuild-projection.ts';
import type { OperatorConfig } from '../operator-config.ts';
import { databaseFault } from './database-fault.ts';

type Rebuilt = Awaited<ReturnType<typeof rebuildProjection>>;

/** As the owner of the database. Throws what rebuildProjection throws, CliError when the database is away. */
export async function rebuildReadModel(
  { databaseUrl, ownerUrl, dataKey }: OperatorConfig,
  name: string,
  onProgress: (progress: { position: number; head: number }) => void,
): Promise<Rebuilt> {
  try {
    const store = await openPostgresEventStore({ connectionString: databaseUrl, sealingKey: dataKey });
    try {
      return await rebuildProjection({ ownerUrl, store, name, onProgress });
    } finally {
      await store.close();
    }
  } catch (error) {
    throw databaseFault(error, ownerUrl);
  }
}
