import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { migrate } from '@dondoc/database/data-source.ts';
import { listCursors, waitForCursor } from '@dondoc/event-store/cursors.ts';
import {
  openPostgresEventStore,
  type PostgresEventStore,
} from '@dondoc/event-store/postgres/postgres-event-store.ts';
import { verifyLog } from '@dondoc/event-store/verify-log.ts';
import { allProjections } from '@dondoc/read-models/all-projections.ts';
import { liveGenerations } from '@dondoc/read-models/generations.ts';
import { cursorName } from '@dondoc/read-models/projection-follower.ts';
import { startProjections } from '@dondoc/read-models/start-projections.ts';
import { freshFold, tableStateHash } from '@dondoc/read-models/state-hash.ts';
import { issuedCampaign, ISSUED_AT } from '@dondoc/testing/campaign-fixture.ts';
import { Client, Pool } from 'pg';

import { unprivilegedUser } from '../local/supervisor/os-user.ts';
import { choosePort } from '../local/supervisor/ports.ts';
import { fullInstallation, runAs, startCluster, type Cluster } from './full-postgres.ts';

const SCRIPTS = ['archive-wal.sh', 'base-backup.sh', 'restore.sh'] as const;
const bin = fullInstallation(process.env);
const describeIfThere = bin === null ? describe.skip : describe;

/** Real PostgreSQL, pg_basebackup and write-ahead log; skipped by name where only npm's PostgreSQL is there. */
describeIfThere('A restore from base backup and archive (needs pg_basebackup)', () => {
  const programs = bin ?? '';
  const sealingKey = randomBytes(32);
  let home: string;
  let env: Record<string, string>;
  let port: number;
  let settings: Record<string, string>;
  let cluster: Cluster | undefined;

  const at = (...names: string[]) => join(home, ...names);
  const script = (name: (typeof SCRIPTS)[number], ...args: string[]) =>
    runAs('bash', [at(name), ...args], env);

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'dondoc-backup-'));
    const user = unprivilegedUser();
    // The checkout may be closed to PostgreSQL's account.
    for (const name of SCRIPTS) copyFileSync(join(import.meta.dirname, name), at(name));
    mkdirSync(at('archive'));
    if (user !== null) for (const path of [home, at('archive')]) chownSync(path, user.uid, user.gid);
    chmodSync(home, 0o755);
    port = await choosePort(undefined, home, new Set());
    env = {
      PATH: `${programs}${delimiter}${process.env['PATH'] ?? ''}`,
      LC_ALL: 'C.UTF-8',
      DONDOC_ARCHIVE: at('archive'),
      BACKUP_URL: `postgres://dondoc_backup@127.0.0.1:${port}/postgres`,
    };
    settings = {
      archive_mode: 'on',
      archive_command: `bash ${at('archive-wal.sh')} %p %f`,
      wal_level: 'replica',
    };
    const made = ['-D', at('data'), '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C'];
    await runAs(join(programs, 'initdb'), made, env);
    cluster = await startCluster(programs, at('data'), port, settings, env);
    await sql('postgres', readFileSync(join(import.meta.dirname, '../postgres/roles.sql'), 'utf8'));
    await sql('postgres', 'CREATE DATABASE dondoc OWNER dondoc_owner');
    await migrate(urlOf('dondoc_owner'));
  }, 120_000);
  afterAll(async () => {
    await cluster?.kill();
    rmSync(home, { recursive: true, force: true });
  });

  const urlOf = (role: string, database = 'dondoc') => cluster?.url(role, database) ?? '';
  async function sql(database: string, text: string): Promise<Record<string, unknown>[]> {
    const client = new Client({ connectionString: urlOf('postgres', database) });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(text)).rows;
    } finally {
      await client.end();
    }
  }

  /** Runs the application's part of the database: the log, and every read model up to its head before it answers. */
  async function running<Result>(work: (store: PostgresEventStore) => Promise<Result>): Promise<Result> {
    const store = await openPostgresEventStore({ connectionString: urlOf('dondoc_app'), sealingKey });
    const pool = new Pool({ connectionString: urlOf('dondoc_app'), max: 40 });
    pool.on('error', () => undefined);
    const faults: unknown[] = [];
    const projections = startProjections({ pool, store, onError: (error) => faults.push(error) });
    try {
      const result = await work(store);
      const head = await store.head();
      for (const { name, generation } of await liveGenerations(pool)) {
        expect(await waitForCursor(pool, cursorName(name), generation, head, 30_000)).toBe(head);
      }
      expect(faults).toEqual([]);
      return result;
    } finally {
      await projections.stop();
      await pool.end();
      await store.close();
    }
  }
  const campaignOf = (units: number) => (store: PostgresEventStore) =>
    issuedCampaign({ store, now: () => ISSUED_AT, units });

  it('brings log, cursors and read models back to one moment, verified, and takes commands from there', async () => {
    await running(campaignOf(3));
    const backup = await script('base-backup.sh', at('backups'));
    await running(campaignOf(2));
    const before = await running((store) => store.head());
    const [{ moment = '' } = {}] = await sql('postgres', 'SELECT clock_timestamp()::text AS moment');
    await running(campaignOf(4));
    expect(await running((store) => store.head())).toBeGreaterThan(before);
    const [{ piece } = {}] = await sql('postgres', 'SELECT pg_walfile_name(pg_switch_wal()) AS piece');
    await archived(String(piece));

    await cluster?.kill();
    await script('restore.sh', backup, at('restored'), String(moment));
    cluster = await startCluster(programs, at('restored'), port, settings, env);

    const report = await verifyLog({ connectionString: urlOf('dondoc_auditor') });
    expect(report).toMatchObject({ events: before, faults: [] });
    const pool = new Pool({ connectionString: urlOf('dondoc_app') });
    pool.on('error', () => undefined);
    for (const { name, position } of await listCursors(pool)) {
      expect({ name, position }).toEqual({ name, position: before });
    }
    const store = await openPostgresEventStore({ connectionString: urlOf('dondoc_app'), sealingKey });
    for (const { name, generation } of await liveGenerations(pool)) {
      const projection = allProjections().find((each) => each.name === name);
      if (projection === undefined) throw new Error(`no projection ${name}`);
      const fold = freshFold(store, projection);
      await fold.advanceTo(before);
      expect(await tableStateHash(pool, projection, generation)).toBe(fold.stateHash());
    }
    await Promise.all([pool.end(), store.close()]);

    const after = await running(async (restored) => {
      await campaignOf(1)(restored);
      return restored.head();
    });
    expect(after).toBeGreaterThan(before);
    expect(await verifyLog({ connectionString: urlOf('dondoc_auditor') })).toMatchObject({
      events: after,
      faults: [],
    });
  }, 240_000);

  /** Until the archive holds this piece of the log. */
  async function archived(piece: string): Promise<void> {
    for (;;) {
      const [state] = await sql(
        'postgres',
        'SELECT last_archived_wal AS last, failed_count FROM pg_stat_archiver',
      );
      if (String(state?.['last']) >= piece) return;
      if (Number(state?.['failed_count']) > 0) throw new Error('The archive refused a piece of the log.');
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  it('refuses a folder that holds something, and a backup that is none', async () => {
    await expect(script('restore.sh', at('archive'), at('elsewhere'))).rejects.toThrow(/is no base backup/);
    const backup = await script('base-backup.sh', at('backups'));
    await expect(script('restore.sh', backup, at('restored'))).rejects.toThrow(/is not empty/);
  }, 120_000);

  it('keeps no other bytes under the name of a piece that is there', async () => {
    await runAs(
      'bash',
      ['-c', `echo one > ${at('archive', 'piece')}; echo two > ${at('archive', 'other')}`],
      env,
    );
    await script('archive-wal.sh', at('archive', 'piece'), 'piece');
    await expect(script('archive-wal.sh', at('archive', 'other'), 'piece')).rejects.toThrow(
      /holds other bytes/,
    );
    expect(readFileSync(at('archive', 'piece'), 'utf8')).toBe('one\n');
  });
});
