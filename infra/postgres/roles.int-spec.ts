import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { migrate } from '@dondoc/database/data-source.ts';
import { MIGRATIONS } from '@dondoc/database/migrations.ts';
import { openPostgresEventStore } from '@dondoc/event-store/postgres/postgres-event-store.ts';
import { verifyLog } from '@dondoc/event-store/verify-log.ts';
import { issuedCampaign, ISSUED_AT } from '@dondoc/testing/campaign-fixture.ts';
import { testDatabase } from '@dondoc/testing/servers/test-database.ts';
import { Client } from 'pg';

const ROLES = readFileSync(join(import.meta.dirname, 'roles.sql'), 'utf8');

describe('the roles of an installation', () => {
  let cluster: Awaited<ReturnType<typeof testDatabase>>;
  let urlOf: (role: string) => string;
  const name = `roles_${process.pid}`;

  async function as<Result>(url: string, work: (client: Client) => Promise<Result>): Promise<Result> {
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  }
  const refusalOf = (role: string, sql: string) =>
    as(urlOf(role), (client) =>
      client.query(sql).then(
        () => 'allowed',
        (error: Error) => error.message,
      ),
    );

  beforeAll(async () => {
    cluster = await testDatabase();
    urlOf = (role) => {
      const url = new URL(cluster.ownerUrl);
      url.username = role;
      url.pathname = `/${name}`;
      return url.href;
    };
    await as(cluster.ownerUrl, async (administrator) => {
      await administrator.query(ROLES);
      await administrator.query(ROLES);
      await administrator.query(`CREATE DATABASE ${name} TEMPLATE template0 OWNER dondoc_owner`);
    });
  });
  afterAll(() => cluster.stop());

  it('let an owner who is no administrator migrate, the application append, and an auditor prove the log', async () => {
    expect(await migrate(urlOf('dondoc_owner'))).toHaveLength(MIGRATIONS.length);
    const store = await openPostgresEventStore({
      connectionString: urlOf('dondoc_app'),
      sealingKey: randomBytes(32),
    });
    await issuedCampaign({ store, now: () => ISSUED_AT, units: 2 });
    const head = await store.head();
    await store.close();
    expect(await verifyLog({ connectionString: urlOf('dondoc_auditor') })).toMatchObject({
      events: head,
      faults: [],
    });
  });

  it.each([
    ['dondoc_app', `UPDATE es.event SET type = 'x'`],
    ['dondoc_app', `DELETE FROM es.event`],
    ['dondoc_app', `DROP TABLE app.accounts`],
    ['dondoc_app', `CREATE ROLE another`],
    ['dondoc_owner', `CREATE ROLE another`],
    ['dondoc_owner', `ALTER ROLE dondoc_app SUPERUSER`],
    ['dondoc_auditor', `SELECT * FROM es.subject_key`],
    ['dondoc_auditor', `SELECT * FROM app.accounts`],
    ['dondoc_auditor', `SELECT * FROM app.notice`],
    ['dondoc_auditor', `SELECT es.shred_subject_key(gen_random_uuid())`],
    ['dondoc_auditor', `CREATE TEMPORARY TABLE kept AS SELECT * FROM es.event`],
    ['dondoc_backup', `SELECT * FROM es.event`],
    ['dondoc_backup', `SELECT * FROM app.accounts`],
  ])('refuse %s: %s', async (role, sql) => {
    expect(await refusalOf(role, sql)).toMatch(
      /permission denied|must be owner|read-only|must have|Only roles/i,
    );
  });
});
