import { databaseFromTemplate, startTestPostgres, type TestDatabase } from './test-postgres.ts';

/**
 * A fresh migrated database for one spec file. The cluster is the one of the whole run (`TEST_PG_OWNER_URL`); a spec that
 * runs alone starts its own, and `stop` ends that one.
 */
export async function testDatabase(): Promise<TestDatabase & { stop(): Promise<void> }> {
  const cluster = process.env['TEST_PG_OWNER_URL'];
  if (cluster !== undefined)
    return { ...(await databaseFromTemplate(cluster)), stop: () => Promise.resolve() };
  const server = await startTestPostgres();
  return { ...(await server.newDatabase()), stop: () => server.stop() };
}
