import { randomBytes } from 'node:crypto';
import { eventStoreContract } from '../event-store.contract.ts';
import { openPostgresEventStore } from './postgres-event-store.ts';
import { testDatabase } from '../../../../test/servers/test-database.ts';

eventStoreContract('PostgreSQL', async () => {
  const database = await testDatabase();
  const store = await openPostgresEventStore({
    connectionString: database.appUrl,
    sealingKey: randomBytes(32),
  });
  return {
    store,
    shredKey: (streamId) => store.shredKey(streamId),
    async close() {
      await store.close();
      await database.stop();
    },
  };
});
