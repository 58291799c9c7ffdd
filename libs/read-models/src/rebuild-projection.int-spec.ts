import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cursorPosition, listCursors, listParked, waitForCursor } from '@dondoc/event-store/cursors.ts';
import { startFollower } from '@dondoc/event-store/follower.ts';
import {
  openPostgresEventStore,
  type PostgresEventStore,
} from '@dondoc/event-store/postgres/postgres-event-store.ts';
import { Pool } from 'pg';
import { testDatabase } from '@dondoc/testing/servers/test-database.ts';
import { allProjections, type AnyProjection } from './all-projections.ts';
import { beginGeneration, generationsOf } from './generations.ts';
import { cursorName, projectionFollower } from './projection-follower.ts';
import { rebuildProjection, upgradeProjections } from './rebuild-projection.ts';
import { startProjections } from './start-projections.ts';
import { freshFold, tableStateHash } from './state-hash.ts';
import { createIndexesSql, createTableSql, tableName } from './table.ts';
import { appendAll, assigned, launched, timely, unitEvent, type Entry } from './test-log.ts';

const CODES = Array.from({ length: 40 }, (_, index) => `XA-${100 + index}`);
const acknowledged = (codes: readonly string[]): Entry[] =>
  codes.map((code) => unitEvent(code, 'AcknowledgementRecorded', timely('ACKNOWLEDGE', '2023-12-08')));

describe('A projection', () => {
  let database: Awaited<ReturnType<typeof testDatabase>>;
  let store: PostgresEventStore;
  let pool: Pool;
  let owner: Pool;
  const faults: unknown[] = [];
  const onError = (error: unknown) => faults.push(error);
  const projection = (name: string): AnyProjection => {
    const found = allProjections().find((candidate) => candidate.name === name);
    if (found === undefined) throw new Error(`no projection ${name}`);
    return found;
  };
  const assignments = projection('assignments');
  const live = async (name: string) =>
    (await generationsOf(owner, name)).find(({ status }) => status === 'live') ?? {
      generation: 0,
      version: 0,
    };

  async function expectEqualToTheLog(name: string): Promise<void> {
    const { generation } = await live(name);
    const head = await store.head();
    expect(await waitForCursor(owner, cursorName(name), generation, head, 10_000)).toBe(head);
    const fold = freshFold(store, projection(name));
    await fold.advanceTo(head);
    expect(await tableStateHash(owner, projection(name), generation)).toBe(fold.stateHash());
  }

  beforeAll(async () => {
    database = await testDatabase();
    store = await openPostgresEventStore({ connectionString: database.appUrl, sealingKey: randomBytes(32) });
    // Every projection holds a connection of its own.
    pool = new Pool({ connectionString: database.appUrl, max: 40 });
    owner = new Pool({ connectionString: database.ownerUrl });
    for (const each of [pool, owner]) each.on('error', () => undefined);
    await appendAll(store, launched(...CODES));
  });
  afterAll(async () => {
    await Promise.all([pool.end(), owner.end(), store.close()]);
    await database.stop();
  });

  it('holds the same rows whatever the size of the pages it was folded in', async () => {
    await appendAll(store, acknowledged(CODES.slice(0, 10)));
    const hashes: string[] = [];
    for (const [index, batchSize] of [1, 7, 500].entries()) {
      const generation = 101 + index;
      await owner.query(
        `CREATE TABLE app.assignments_g${generation} (LIKE app.assignments_g1 INCLUDING ALL)`,
      );
      await owner.query(`GRANT ALL ON app.assignments_g${generation} TO dondoc_app`);
      const definition = projectionFollower(assignments, generation, batchSize);
      const follower = startFollower({ pool, store, definition, onError });
      await waitForCursor(owner, definition.name, generation, await store.head(), 10_000);
      await follower.stop();
      hashes.push(await tableStateHash(owner, assignments, generation));
    }
    const fold = freshFold(store, assignments);
    await fold.advanceTo(await store.head());
    expect(hashes).toEqual([fold.stateHash(), fold.stateHash(), fold.stateHash()]);
    expect(faults).toEqual([]);
  });

  it('has every event once, however often its connections are cut', async () => {
    const worker = startProjections({ pool, store, onError: () => undefined, pollMs: 20 });
    const codes = Array.from({ length: 60 }, (_, index) => `CUT-${index}`);
    const arriving = appendAll(
      store,
      codes.flatMap((code) => [assigned(code), ...acknowledged([code])]),
    );
    for (let cut = 0; cut < 5; cut += 1) {
      await owner.query(`SELECT pg_terminate_backend(a.pid) FROM pg_stat_activity a JOIN pg_locks l USING (pid)
        WHERE l.locktype = 'advisory' AND a.datname = current_database() AND a.usename = 'dondoc_app'`);
    }
    await arriving;
    await expectEqualToTheLog('assignments');
    await expectEqualToTheLog('campaigns');
    await worker.stop();
  });

  it('has in the database the columns and indexes that it names', async () => {
    // In no order: a column that came with a later migration stands last, and every statement names its columns.
    const shape = (table: string) =>
      owner
        .query<{ line: string }>(
          `SELECT concat_ws(' ', attname, format_type(atttypid, atttypmod), attnotnull) AS line FROM pg_attribute
           WHERE attrelid = $1::regclass AND attnum > 0 ORDER BY attname`,
          [table],
        )
        .then(({ rows }) => rows.map(({ line }) => line));
    const indexes = (table: string) =>
      owner
        .query<{ line: string }>(
          'SELECT indexdef AS line FROM pg_indexes WHERE schemaname = $1 AND tablename = $2',
          table.split('.'),
        )
        .then(({ rows }) => rows.map(({ line }) => line.replace(/.* USING/, '')).sort());
    for (const each of allProjections()) {
      const named = tableName(each.name, 999);
      for (const sql of [createTableSql(each, 999), ...createIndexesSql(each, 999)]) await owner.query(sql);
      expect(await shape(tableName(each.name, 1))).toEqual(await shape(named));
      expect(await indexes(tableName(each.name, 1))).toEqual(await indexes(named));
    }
  });

  it('is rebuilt beside the live one while events keep arriving, and the worker follows the flip', async () => {
    const worker = startProjections({ pool, store, onError, pollMs: 20 });
    const before = await live('assignments');
    const count = async () =>
      (await pool.query<{ count: number }>('SELECT count(*)::int FROM app.assignments')).rows[0]?.count ?? 0;
    await expectEqualToTheLog('assignments');
    const known = await count();
    const arriving = appendAll(
      store,
      CODES.slice(10).flatMap((code) => [...acknowledged([code]), assigned(`NEW-${code}`)]),
    );
    const seen: number[] = [];
    const rebuilt = await rebuildProjection({
      ownerUrl: database.ownerUrl,
      store,
      name: 'assignments',
      onProgress: ({ position }) => seen.push(position),
    });
    await arriving;
    expect(rebuilt.generation).toBe(before.generation + 1);
    expect(seen.length).toBeGreaterThan(0);
    await expectEqualToTheLog('assignments');
    expect(await count()).toBe(known + 30);
    const oldCursor = (await listCursors(owner)).find(
      ({ name, version }) => name === cursorName('assignments') && version === before.generation,
    );
    expect(oldCursor?.status).toBe('retired');
    await worker.stop();
    expect(faults).toEqual([]);
  });

  it('never shows readers an older state while it is flipped', async () => {
    const worker = startProjections({ pool, store, onError, pollMs: 20 });
    const positions: number[] = [];
    const flipped = new AbortController();
    const reading = (async () => {
      while (!flipped.signal.aborted) {
        const { rows } = await pool.query<{ seen: number }>(
          'SELECT coalesce(max(last_position), 0)::float8 AS seen FROM app.campaigns',
        );
        positions.push(rows[0]?.seen ?? 0);
      }
    })();
    await appendAll(store, [assigned('LAST-1'), assigned('LAST-2')]);
    await rebuildProjection({ ownerUrl: database.ownerUrl, store, name: 'campaigns' });
    flipped.abort();
    await reading;
    await worker.stop();
    expect(positions.length).toBeGreaterThan(1);
    expect(positions).toEqual([...positions].sort((a, b) => a - b));
  });

  it('is left alone when a rebuild dies half-way; the next rebuild starts over', async () => {
    const before = await live('units');
    const dying = rebuildProjection({
      ownerUrl: database.ownerUrl,
      store,
      name: 'units',
      onProgress: () => {
        throw new Error('killed');
      },
    });
    await expect(dying).rejects.toThrow('killed');
    expect(await live('units')).toEqual(before);
    // This one had no time to clear up.
    const left = await beginGeneration(owner, projection('units'));
    const { generation } = await rebuildProjection({ ownerUrl: database.ownerUrl, store, name: 'units' });
    expect([left, generation]).toEqual([before.generation + 2, before.generation + 3]);
    expect((await generationsOf(owner, 'units')).map(({ status }) => status)).not.toContain('building');
    await expectEqualToTheLog('units');
  });

  it('keeps its old tables when the new ones do not equal the log', async () => {
    const before = await live('assignments');
    // Touched by somebody else between the building and the comparison.
    const spoil = async () => {
      const building = (await generationsOf(owner, 'assignments')).find(
        ({ status }) => status === 'building',
      );
      await owner.query(
        `UPDATE app.assignments_g${building?.generation} SET status = 'PLAN_APPROVED' WHERE code = $1`,
        [CODES[0]],
      );
    };
    const spoiledStore = { ...store, head: () => store.head(), readAll: store.readAll.bind(store) };
    const head = await store.head();
    let isSpoiled = false;
    const rebuild = rebuildProjection({
      ownerUrl: database.ownerUrl,
      name: 'assignments',
      store: {
        ...spoiledStore,
        // Asked for what comes after the head: the tables are full.
        readAll: async (options) => {
          if (options.after >= head && !isSpoiled) {
            isSpoiled = true;
            await spoil();
          }
          return store.readAll(options);
        },
      },
    });
    await expect(rebuild).rejects.toThrow(/state hash .* nothing was changed/);
    expect(await live('assignments')).toEqual(before);
    expect((await generationsOf(owner, 'assignments')).map(({ status }) => status)).not.toContain('building');
  });

  it('begins again over what a rebuild left behind that was killed before it was on record', async () => {
    const [newest] = await generationsOf(owner, 'assignments');
    const leftOver = (newest?.generation ?? 0) + 1;
    await owner.query(createTableSql(assignments, leftOver));
    const rebuilt = await rebuildProjection({ ownerUrl: database.ownerUrl, store, name: 'assignments' });
    expect(rebuilt.generation).toBe(leftOver);
  });

  it('parks the stream of an event that cannot be read, as its follower would, and fills the rest', async () => {
    await appendAll(store, [assigned('POISON-1'), ...acknowledged(['POISON-1']), assigned('POISON-2')]);
    const unreadable: AnyProjection = {
      ...assignments,
      evolve(row, event, place) {
        if (event.type === 'UnitAssigned' && event.data.code === 'POISON-1') throw new Error('unreadable');
        return assignments.evolve(row, event, place);
      },
    };
    const { generation } = await rebuildProjection({
      ownerUrl: database.ownerUrl,
      store,
      name: 'assignments',
      projections: [unreadable],
    });
    const parked = (await listParked(owner)).filter(
      ({ name, version }) => name === cursorName('assignments') && version === generation,
    );
    expect(parked.map(({ reason }) => reason)).toEqual([
      expect.stringContaining('unreadable'),
      'An earlier event of its stream is parked.',
    ]);
    expect(new Set(parked.map(({ streamId }) => streamId)).size).toBe(1);
    const { rows } = await owner.query<{ code: string }>(
      `SELECT code FROM app.assignments WHERE code LIKE 'POISON-%'`,
    );
    expect(rows).toEqual([{ code: 'POISON-2' }]);
  });

  it('refuses an unknown name, and a second rebuild of the same one at the same time', async () => {
    const rebuild = (name: string) => rebuildProjection({ ownerUrl: database.ownerUrl, store, name });
    await expect(rebuild('unit')).rejects.toMatchObject({ code: 'unknown-projection' });
    const outcomes = await Promise.allSettled([rebuild('directives'), rebuild('directives')]);
    const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
    expect(refused).toEqual([expect.objectContaining({ code: 'rebuild-running' })]);
  });

  it('of another version is not written to until it is upgraded', async () => {
    const newer = { ...projection('directives'), version: 2 };
    const told: unknown[] = [];
    const worker = startProjections({
      pool,
      store,
      projections: [newer],
      onError: (error) => told.push(error),
      pollMs: 20,
    });
    while (told.length === 0) await new Promise((resolve) => setImmediate(resolve));
    expect(String(told[0])).toContain('dondoc log rebuild-projection directives');

    const upgraded = await upgradeProjections({ ownerUrl: database.ownerUrl, store, projections: [newer] });
    expect(upgraded.map(({ name }) => name)).toEqual(['directives']);
    expect(await upgradeProjections({ ownerUrl: database.ownerUrl, store, projections: [newer] })).toEqual(
      [],
    );
    await appendAll(store, [assigned('AFTER-1')]);
    const { generation } = await live('directives');
    const head = await store.head();
    expect(await waitForCursor(owner, cursorName('directives'), generation, head, 10_000)).toBe(head);
    await worker.stop();
    expect(await cursorPosition(owner, cursorName('directives'), generation)).toBe(head);
  });
});
