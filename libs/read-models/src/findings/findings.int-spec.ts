import { randomBytes } from 'node:crypto';
import { createDataSource } from '@dondoc/database/data-source.ts';
import { waitForCursor } from '@dondoc/event-store/cursors.ts';
import {
  openPostgresEventStore,
  type PostgresEventStore,
} from '@dondoc/event-store/postgres/postgres-event-store.ts';
import { findingIdOf, unitIdOf } from '@dondoc/event-store/stream-ids.ts';
import { testDatabase } from '@dondoc/testing/servers/test-database.ts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import { readModelEntities } from '../all-projections.ts';
import { liveCursors } from '../complete-to.query.ts';
import { startProjections } from '../start-projections.ts';
import { appendAll, CONCLUSION, findingEvent, findingRegistered, unitRegistered } from '../test-log.ts';
import { listFindings, type FindingSort } from './findings.query.ts';
import { rollUpFindings } from './roll-up.query.ts';

const TODAY = '2026-06-30';
const due = (on: string) => ({ due: { on, basis: { ref: '12/KL-TTr' } } });
const idOf = (code: string, item: string) =>
  findingIdOf({ unitId: unitIdOf(code), conclusionId: CONCLUSION, item });

describe('Findings over all units', () => {
  let database: Awaited<ReturnType<typeof testDatabase>>;
  let store: PostgresEventStore;
  let pool: Pool;
  let source: DataSource;
  let projections: ReturnType<typeof startProjections>;
  const faults: unknown[] = [];

  beforeAll(async () => {
    database = await testDatabase();
    store = await openPostgresEventStore({ connectionString: database.appUrl, sealingKey: randomBytes(32) });
    // Every projection holds a connection of its own.
    pool = new Pool({ connectionString: database.appUrl, max: 40 });
    pool.on('error', () => undefined);
    source = await createDataSource({ url: database.appUrl, entities: readModelEntities }).initialize();
    projections = startProjections({ pool, store, onError: (error) => faults.push(error), pollMs: 20 });
    await appendAll(store, [
      unitRegistered('A01'),
      unitRegistered('A02'),
      findingRegistered('A01', '1', {
        theme: 'T1',
        severity: 'HIGH',
        amount: '999999999999999',
        ...due('2026-06-30'),
      }),
      findingRegistered('A01', '2', { theme: 'T1', amount: '1', ...due('2026-06-29') }),
      findingRegistered('A02', '1', { theme: 'T1', severity: 'LOW', ...due('2025-06-29') }),
      findingRegistered('A02', '2', { theme: 'T2', repeatsFindingId: idOf('A02', '1') }),
      findingRegistered('A02', '3', {}),
      findingEvent('A02', 'FindingSplit', { findingId: idOf('A02', '3'), into: [], reason: 'x' }),
      findingEvent('A02', 'FindingClosed', {
        findingId: idOf('A02', '2'),
        no: '2',
        as: 'VERIFIED_CLOSED',
        basis: { ref: '40/BC-TTr' },
        note: '',
        evidence: [],
      }),
    ]);
    const head = await store.head();
    for (const { name, version } of await liveCursors(source.manager, 'findings', 'units'))
      expect(await waitForCursor(pool, name, version, head, 10_000)).toBe(head);
    expect(faults).toEqual([]);
  });
  afterAll(async () => {
    await projections.stop();
    await source.destroy();
    await pool.end();
    await store.close();
    await database.stop();
  });

  const list = async (filter: Partial<Parameters<typeof listFindings>[1]> = {}) => {
    const { items } = await listFindings(source.manager, { limit: 10, today: TODAY, ...filter });
    return items.map(({ unitCode, no }) => `${unitCode} ${no}`);
  };

  it('are found by state, theme, unit, and by what is overdue today', async () => {
    expect(await list({ open: true, sort: 'due' })).toEqual(['A02 1', 'A01 2', 'A01 1']);
    expect(await list({ overdue: true, sort: 'due' })).toEqual(['A02 1', 'A01 2']);
    expect(await list({ unitId: unitIdOf('A02'), status: 'SPLIT' })).toEqual(['A02 3']);
    expect(await list({ theme: 'T1', severity: 'LOW' })).toEqual(['A02 1']);
  });

  it.each<FindingSort>(['unit', 'severity', 'status', 'due', 'amount', 'registeredOn', 'theme'])(
    'page by %s without showing one twice or missing one',
    async (sort) => {
      const seen: string[] = [];
      for (let after: string | undefined; ;) {
        const request = { limit: 2, today: TODAY, sort };
        const page = await listFindings(
          source.manager,
          after === undefined ? request : { ...request, after },
        );
        seen.push(...page.items.map(({ findingId }) => findingId));
        if (page.next === null) break;
        after = page.next;
      }
      expect(new Set(seen).size).toBe(5);
      expect(seen).toHaveLength(5);
    },
  );

  it('roll up by theme over the units, to the đồng, and by age', async () => {
    const { themes, ageing, withoutDue } = await rollUpFindings(source.manager, TODAY);
    expect(themes).toEqual([
      {
        theme: 'T1',
        units: 2,
        findings: 3,
        open: 3,
        high: 1,
        medium: 1,
        low: 1,
        repeated: 0,
        amount: '1000000000000000',
        byUnit: [
          { unit: 'A01', findings: 2, open: 2 },
          { unit: 'A02', findings: 1, open: 1 },
        ],
      },
      expect.objectContaining({ theme: 'T2', units: 1, findings: 1, open: 0, repeated: 1, amount: '0' }),
    ]);
    expect(ageing).toEqual({ NOT_DUE: 1, '0-30': 1, '31-90': 0, '91-180': 0, '181-365': 0, '>365': 1 });
    expect(withoutDue).toBe(0);
  });
});
