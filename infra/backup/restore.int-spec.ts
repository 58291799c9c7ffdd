import { execFile } from 'node:child_process';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { migrate } from '@dondoc/database/data-source.ts';
import { listCursors, waitForCursor } from '@dondoc/event-store/cursors.ts';
import {
  openPostgresEventStore,
  type PostgresEventStore,
} from '@dondoc/event-store/postgres/postgres-event-store.ts';
import { verifyLog } from '@dondoc/event-store/verify-log.ts';
import { folderEvidenceStore } from '@dondoc/evidence/folder-store.ts';
import { spool } from '@dondoc/evidence/spool.ts';
import { verifyEvidence, type NamedEvidence } from '@dondoc/evidence/verify-evidence.ts';
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

const SCRIPTS = ['archive-wal.sh', 'base-backup.sh', 'copy-evidence.sh', 'restore.sh'] as const;
const bin = fullInstallation(process.env);
const describeIfThere = bin === null ? describe.skip : describe;

const sha256Of = (text: string) => createHash('sha256').update(text).digest('hex');

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
      DONDOC_EVIDENCE: at('evidence', 'kept'),
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

  const pathIn = (folder: string, sha256: string) =>
    at(folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
  /** As the api does: the file is kept, then put on record. */
  async function upload(store: PostgresEventStore, text: string): Promise<string> {
    const file = await spool(at('evidence', 'spool'), Readable.from([Buffer.from(text)]), 1_000);
    await folderEvidenceStore(at('evidence', 'kept')).keep(file);
    const [campaignId, unitId] = [randomUUID(), randomUUID()];
    // The scripts run as PostgreSQL's account here; on a server they run as one that may read both.
    const user = unprivilegedUser();
    if (user !== null) await promisify(execFile)('chown', ['-R', `${user.uid}:${user.gid}`, at('evidence')]);
    const { sha256, size } = file;
    await store.append({
      streamId: randomUUID(),
      category: 'assignment',
      expectedVersion: 0,
      previousHash: '',
      events: [
        {
          type: 'EvidenceAttached',
          data: {
            campaignId,
            unitId,
            actionId: 'a1',
            sha256,
            size,
            mediaType: 'text/plain',
            title: text,
            supersedes: null,
            attachedAt: ISSUED_AT,
          },
        },
      ],
      commandId: randomUUID(),
      actor: { id: 'unit', role: 'UNIT', unitId },
      at: ISSUED_AT,
      correlationId: campaignId,
    });
    return sha256;
  }
  /** Every file that the log names, as it lies in that folder. */
  async function proveEvidence(store: PostgresEventStore, folder: string) {
    const kept = folderEvidenceStore(at(folder));
    const log = await store.readAll({ after: 0, limit: 10_000 });
    const named = log.flatMap(({ type, position, data }): NamedEvidence[] =>
      type === 'EvidenceAttached' ? [{ position, ...(data as { sha256: string; size: number }) }] : [],
    );
    return verifyEvidence(named, ({ sha256 }) => kept.open(sha256));
  }

  it('brings log, cursors and read models back to one moment, verified, and takes commands from there', async () => {
    await running(campaignOf(3));
    const early = await running((store) => upload(store, 'one'));
    const backup = await script('base-backup.sh', at('backups'));
    await running(campaignOf(2));
    const late = await running((store) => upload(store, 'two'));
    const before = await running((store) => store.head());
    const [{ moment = '' } = {}] = await sql('postgres', 'SELECT clock_timestamp()::text AS moment');
    await script('copy-evidence.sh', at('evidence', 'kept'), at('backups', 'evidence'));
    await running(campaignOf(4));
    const lost = await running((store) => upload(store, 'three'));
    expect(await running((store) => store.head())).toBeGreaterThan(before);
    const [{ piece } = {}] = await sql('postgres', 'SELECT pg_walfile_name(pg_switch_wal()) AS piece');
    await archived(String(piece));

    await cluster?.kill();
    // The machine with the evidence is gone as well.
    rmSync(at('evidence'), { recursive: true });
    await script('restore.sh', backup, at('restored'), String(moment));
    expect([early, late].map((sha256) => existsSync(pathIn(join('evidence', 'kept'), sha256)))).toEqual([
      true,
      true,
    ]);
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

    const evidence = await running((restored) => proveEvidence(restored, join('evidence', 'kept')));
    expect(evidence).toEqual({ ok: true, files: 2, bytes: 6, faults: [] });
    expect(existsSync(pathIn(join('evidence', 'kept'), lost))).toBe(false);

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

  it('finds each file that is missing or altered, and takes no bad one for a copy of it', async () => {
    const kept = join('evidence', 'kept');
    const [gone, other] = await running(async (store) => [
      await upload(store, 'goes missing'),
      await upload(store, 'is altered'),
    ]);
    if (gone === undefined || other === undefined) throw new Error('nothing was uploaded');
    rmSync(pathIn(kept, gone));
    chmodSync(pathIn(kept, other), 0o644);
    writeFileSync(pathIn(kept, other), 'was altered');
    const { ok, faults } = await running((store) => proveEvidence(store, kept));
    expect(ok).toBe(false);
    expect(faults).toEqual([
      expect.objectContaining({ sha256: gone, fault: 'missing', found: null }),
      expect.objectContaining({ sha256: other, fault: 'altered', found: sha256Of('was altered') }),
    ]);

    const until = () => readFileSync(at('backups', 'evidence', 'copied-until'), 'utf8');
    writeFileSync(at('backups', 'evidence', 'copied-until'), 'of the copy before\n');
    const copy = script('copy-evidence.sh', at(kept), at('backups', 'evidence'));
    await expect(copy).rejects.toThrow(new RegExp(`${other} is not what it is named`));
    expect(existsSync(pathIn(join('backups', 'evidence'), other))).toBe(false);
    expect(until()).toBe('of the copy before\n');
    rmSync(pathIn(kept, other));
    await script('copy-evidence.sh', at(kept), at('backups', 'evidence'));
    expect(Date.parse(until().trim())).not.toBeNaN();
  }, 120_000);

  it('refuses a folder that holds something, and a backup that is none', async () => {
    await expect(script('restore.sh', at('archive'), at('elsewhere'))).rejects.toThrow(/is no base backup/);
    const backup = await script('base-backup.sh', at('backups'));
    await expect(script('restore.sh', backup, at('restored'))).rejects.toThrow(/is not empty/);
  }, 120_000);

  it('gives two backups that begin in one second a folder each', async () => {
    const made = await Promise.all([1, 2].map(() => script('base-backup.sh', at('backups'))));
    expect(new Set(made).size).toBe(2);
    for (const folder of made) await runAs(join(programs, 'pg_verifybackup'), ['--quiet', folder], env);
  }, 120_000);

  it('says which uploads a restore to the end of the archive may lack, and refuses where none were copied', async () => {
    const alone = await runAs('bash', [at('base-backup.sh'), at('alone')], { ...env, DONDOC_EVIDENCE: '' });
    await expect(script('restore.sh', alone, at('elsewhere'))).rejects.toThrow(
      /is no finished copy of evidence/,
    );
    const backup = await script('base-backup.sh', at('backups'));
    const told = `bash ${at('restore.sh')} ${backup} ${at('elsewhere')} 2>&1`;
    expect(await runAs('bash', ['-c', told], env)).toMatch(
      /evidence was copied until \S+Z; what was uploaded later/,
    );
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
