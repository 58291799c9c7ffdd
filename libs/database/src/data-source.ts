import { Client } from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { MIGRATIONS } from './migrations.ts';

const MIGRATION_TABLE = 'migration';
// Two processes that start together both migrate; the second waits here and finds nothing left to do.
const MIGRATION_LOCK = 7300;

/**
 * Read models and accounts (schema `app`) through TypeORM. The log itself is never reached through this: it has its own
 * connections. `entities` come from whoever owns them, so that this library knows none.
 */
export function createDataSource(options: {
  url: string;
  entities?: NonNullable<DataSourceOptions['entities']>;
  poolSize?: number;
}): DataSource {
  return new DataSource({
    type: 'postgres',
    url: options.url,
    schema: 'app',
    entities: options.entities ?? [],
    migrations: MIGRATIONS,
    migrationsTableName: MIGRATION_TABLE,
    migrationsTransactionMode: 'each',
    synchronize: false,
    ...(options.poolSize === undefined ? {} : { poolSize: options.poolSize }),
  });
}

/** The database knows a change that this code does not: it was made by a newer release. */
export class NewerDatabaseError extends Error {
  override readonly name = 'NewerDatabaseError';
  constructor(readonly unknown: readonly string[]) {
    super(
      `This database was made by a newer version of dondoc (unknown change: ${unknown.join(', ')}); ` +
        'start that version, or restore the copy taken before the upgrade.',
    );
  }
}

/**
 * Brings the database up to this code, as its owner. Answers with the names of the changes it made, oldest first.
 * Throws NewerDatabaseError before it touches anything.
 */
export async function migrate(ownerUrl: string): Promise<string[]> {
  const guard = new Client({ connectionString: ownerUrl });
  await guard.connect();
  try {
    await guard.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await refuseNewer(guard);
    await guard.query('CREATE SCHEMA IF NOT EXISTS app');
    const dataSource = await createDataSource({ url: ownerUrl, poolSize: 2 }).initialize();
    try {
      return (await dataSource.runMigrations({ transaction: 'each' })).map((migration) => migration.name);
    } finally {
      await dataSource.destroy();
    }
  } finally {
    await guard.end();
  }
}

async function refuseNewer(guard: Client): Promise<void> {
  const { rows: tables } = await guard.query(`SELECT to_regclass('app.${MIGRATION_TABLE}') AS found`);
  if (tables[0]?.found === null) return;
  const known = MIGRATIONS.map((migration) => migration.name);
  const { rows } = await guard.query<{ name: string }>(
    `SELECT name FROM app.${MIGRATION_TABLE} WHERE name <> ALL ($1) ORDER BY "timestamp"`,
    [known],
  );
  if (rows.length > 0) throw new NewerDatabaseError(rows.map((row) => row.name));
}
