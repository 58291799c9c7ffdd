// Brings the database up to this release, as its owner (DATABASE_OWNER_URL), and ends. Run before the new api and worker start;
// a second run, or two at once, does nothing more.
//   node --import @oxc-node/core/register infra/production/migrate.ts
import 'reflect-metadata';
import { migrate, NewerDatabaseError } from '@dondoc/database/data-source.ts';

const ownerUrl = process.env['DATABASE_OWNER_URL'];
try {
  if (!ownerUrl) throw new Error('DATABASE_OWNER_URL is not set: give a postgres:// address of the owner.');
  const changes = await migrate(ownerUrl);
  process.stdout.write(`${JSON.stringify({ event: 'database is up to date', changes })}\n`);
} catch (error) {
  const isForOperator = error instanceof NewerDatabaseError || !ownerUrl;
  console.error(isForOperator && error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
