import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { testDatabase } from '@dondoc/testing/servers/test-database.ts';
import { setAppPassword } from './app-role.ts';
import { migrate, NewerDatabaseError } from './data-source.ts';
import { MIGRATIONS } from './migrations.ts';

describe('migrate', () => {
  let database: Awaited<ReturnType<typeof testDatabase>>;
  let owner: Client;

  beforeAll(async () => {
    database = await testDatabase();
    owner = new Client({ connectionString: database.ownerUrl });
    await owner.connect();
  });
  afterAll(async () => {
    await owner.end();
    await database.stop();
  });

  async function emptyDatabase(name: string): Promise<string> {
    await owner.query(`CREATE DATABASE ${name} TEMPLATE template0`);
    const url = new URL(database.ownerUrl);
    url.pathname = `/${name}`;
    return url.href;
  }
  const names = MIGRATIONS.map((migration) => migration.name);

  it('takes an empty database through every change in order, and then has nothing left to do', async () => {
    const url = await emptyDatabase(`empty_${process.pid}`);
    expect(await migrate(url)).toEqual(names);
    expect(await migrate(url)).toEqual([]);
  });

  it('does it once when two processes start together', async () => {
    const url = await emptyDatabase(`raced_${process.pid}`);
    const done = await Promise.all([migrate(url), migrate(url)]);
    expect(done.flat()).toEqual(names);
  });

  it('lists the changes in the order of their numbers', () => {
    const stamps = names.map((name) => Number(name.slice(-13)));
    expect(stamps.toSorted((a, b) => a - b)).toEqual(stamps);
  });

  it('refuses a database of a newer version and leaves it alone', async () => {
    const url = await emptyDatabase(`newer_${process.pid}`);
    await migrate(url);
    const client = new Client({ connectionString: url });
    await client.connect();
    await client.query(
      `INSERT INTO app.migration ("timestamp", name) VALUES (9999999999999, 'AddTime9999999999999')`,
    );
    await client.end();

    const refusal = await migrate(url).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(NewerDatabaseError);
    expect(String(refusal)).toContain('AddTime9999999999999');
    expect(String(refusal)).toContain('newer version');
  });

  it('sets the application’s password, whatever characters it has', async () => {
    await setAppPassword(database.ownerUrl, `p'w\\"ế`);
    const { rows } = await owner.query(`SELECT rolpassword FROM pg_authid WHERE rolname = 'dondoc_app'`);
    expect(rows[0]?.rolpassword).toMatch(/^SCRAM-SHA-256\$/);
  });
});
