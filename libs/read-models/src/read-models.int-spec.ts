import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDataSource } from '@dondoc/database/data-source.ts';
import { waitForCursor } from '@dondoc/event-store/cursors.ts';
import {
  openPostgresEventStore,
  type PostgresEventStore,
} from '@dondoc/event-store/postgres/postgres-event-store.ts';
import { unitIdOf } from '@dondoc/event-store/stream-ids.ts';
import { Pool } from 'pg';
import type { DataSource, EntityManager } from 'typeorm';
import { testDatabase } from '@dondoc/testing/servers/test-database.ts';
import { readModelEntities } from './all-projections.ts';
import {
  assignmentsDue,
  campaignProgress,
  dueDays,
  listScores,
} from './assignments/campaign-progress.query.ts';
import { assignmentOf, assignmentsOfUnit, listAssignments } from './assignments/assignments.query.ts';
import { campaignById, listCampaigns } from './campaigns/campaigns.query.ts';
import { completeTo, liveCursors } from './complete-to.query.ts';
import { directiveById, listDirectives } from './directives/directives.query.ts';
import { startProjections } from './start-projections.ts';
import {
  appendAll,
  CAMPAIGN,
  campaignEvent,
  deadline,
  DIRECTIVE,
  directiveIssued,
  launched,
  timely,
  unitEvent,
  unitRegistered,
} from './test-log.ts';
import { cursorText } from './keyset.ts';
import { listUnits, unitOf } from './units/units.query.ts';

const CODES = ['HU-BATO', 'HU-DUCPHO', 'HU-LYSON', 'HU-MINHLONG', 'HU-TRABONG'];
const NOW = '2023-12-21T02:00:00.000Z';

describe('The read models', () => {
  let database: Awaited<ReturnType<typeof testDatabase>>;
  let store: PostgresEventStore;
  let pool: Pool;
  let source: DataSource;
  let db: EntityManager;
  let projections: ReturnType<typeof startProjections>;
  const faults: unknown[] = [];

  /** Waits until every live read model holds the whole log. */
  async function settled(): Promise<void> {
    const head = await store.head();
    const cursors = await liveCursors(db, 'campaigns', 'assignments', 'units', 'directives');
    for (const { name, version } of cursors) {
      expect(await waitForCursor(pool, name, version, head, 10_000)).toBe(head);
    }
    expect(faults).toEqual([]);
  }

  beforeAll(async () => {
    database = await testDatabase();
    store = await openPostgresEventStore({ connectionString: database.appUrl, sealingKey: randomBytes(32) });
    // Every projection holds a connection of its own.
    pool = new Pool({ connectionString: database.appUrl, max: 40 });
    pool.on('error', () => undefined);
    source = await createDataSource({ url: database.appUrl, entities: readModelEntities }).initialize();
    db = source.manager;
    projections = startProjections({ pool, store, onError: (error) => faults.push(error), pollMs: 20 });
    await appendAll(store, [
      directiveIssued,
      ...CODES.map((code) => unitRegistered(code)),
      ...launched(...CODES),
    ]);
    await appendAll(store, [
      unitEvent('HU-BATO', 'AcknowledgementRecorded', timely('ACKNOWLEDGE', '2023-12-08')),
      unitEvent('HU-LYSON', 'AcknowledgementRecorded', timely('ACKNOWLEDGE', '2023-12-08', true)),
      unitEvent('HU-LYSON', 'SelfReviewSubmitted', {
        version: 1,
        answers: [],
        limitations: [],
        ...timely('REVIEW', '2023-12-20'),
      }),
      unitEvent('HU-MINHLONG', 'UnitDeadlineExtended', {
        phase: 'REVIEW' as const,
        from: deadline('REVIEW', '2023-12-20'),
        to: deadline('REVIEW', '2023-12-27'),
        days: 7,
        reason: 'lũ',
        grantedAt: '2023-12-10T01:00:00.000Z',
      }),
      unitEvent('HU-DUCPHO', 'UnitExempted', { basis: { ref: 'QĐ 7' }, reason: 'sáp nhập' }),
    ]);
    await settled();
  });
  afterAll(async () => {
    await projections.stop();
    await source.destroy();
    await pool.end();
    await store.close();
    await database.stop();
  });

  it('show the board by code, with the deadline that binds each unit and what is overdue now', async () => {
    const { items, next } = await listAssignments(db, { campaignId: CAMPAIGN, limit: 10, now: NOW });
    expect(
      items.map(({ code, unitName, status, nextPhase, dueOn, overdue }) => [
        code,
        unitName,
        status,
        nextPhase,
        dueOn,
        overdue,
      ]),
    ).toEqual([
      ['HU-BATO', 'Huyện ủy HU-BATO', 'ACKNOWLEDGED', 'REVIEW', '2023-12-20', true],
      ['HU-DUCPHO', 'Huyện ủy HU-DUCPHO', 'EXEMPTED', null, null, false],
      ['HU-LYSON', 'Huyện ủy HU-LYSON', 'REVIEW_SUBMITTED', null, null, false],
      ['HU-MINHLONG', 'Huyện ủy HU-MINHLONG', 'ASSIGNED', 'ACKNOWLEDGE', '2023-12-08', true],
      ['HU-TRABONG', 'Huyện ủy HU-TRABONG', 'ASSIGNED', 'ACKNOWLEDGE', '2023-12-08', true],
    ]);
    expect(next).toBeNull();
    expect(items[2]).toMatchObject({
      acknowledgedLate: true,
      reviewVersion: 1,
      reviewSubmittedAt: expect.any(String),
    });
  });

  it.each([
    'code',
    '-code',
    'due',
    '-due',
    'status',
    'overdue',
    'lamp',
    '-points',
    'name',
    'planSubmittedAt',
  ] as const)('page by %s without showing a unit twice or missing one', async (sort) => {
    const whole = await listAssignments(db, { campaignId: CAMPAIGN, limit: 10, now: NOW, sort });
    const paged: string[] = [];
    let after: string | undefined;
    do {
      const request = { campaignId: CAMPAIGN, limit: 2, now: NOW, sort };
      const page = await listAssignments(db, after === undefined ? request : { ...request, after });
      paged.push(...page.items.map(({ code }) => code));
      after = page.next ?? undefined;
    } while (after !== undefined);
    expect(paged).toEqual(whole.items.map(({ code }) => code));
    expect([...paged].sort()).toEqual(CODES);
  });

  it('keep to what a filter asks for', async () => {
    const board = async (filter: {
      status?: string;
      overdue?: boolean;
      category?: string;
      lamp?: 'RED' | 'AMBER' | 'GREEN';
    }) =>
      (await listAssignments(db, { campaignId: CAMPAIGN, limit: 10, now: NOW, ...filter })).items.map(
        ({ code }) => code,
      );
    expect(await board({ overdue: true })).toEqual(['HU-BATO', 'HU-MINHLONG', 'HU-TRABONG']);
    expect(await board({ status: 'EXEMPTED' })).toEqual(['HU-DUCPHO']);
    expect(await board({ category: 'B' })).toEqual([]);
    expect(await board({ lamp: 'RED' })).toEqual(['HU-BATO', 'HU-MINHLONG', 'HU-TRABONG']);
    expect(await board({ lamp: 'AMBER' })).toEqual([]);
    expect(await board({ lamp: 'GREEN' })).toEqual(['HU-DUCPHO', 'HU-LYSON']);
  });

  it('refuse a cursor of another list and an unknown column', async () => {
    const refusal = expect.objectContaining({ name: 'DomainError', code: 'invalid-page' });
    const page = await listAssignments(db, { campaignId: CAMPAIGN, limit: 1, now: NOW });
    const other = {
      campaignId: CAMPAIGN,
      limit: 1,
      now: NOW,
      sort: 'due' as const,
      after: String(page.next),
    };
    await expect(listAssignments(db, other)).rejects.toEqual(refusal);
    const forged = { sort: 'due', value: 'soon', key: CAMPAIGN };
    await expect(listAssignments(db, { ...other, after: cursorText(forged) })).rejects.toEqual(refusal);
    const noKey = { ...forged, value: '2023-12-20', key: '-'.repeat(36) };
    await expect(listAssignments(db, { ...other, after: cursorText(noKey) })).rejects.toEqual(refusal);
    await expect(listUnits(db, { limit: 1, after: 'no cursor' })).rejects.toEqual(refusal);
    await expect(listUnits(db, { limit: 1, sort: 'mail' as 'code' })).rejects.toEqual(refusal);
  });

  it('count progress and due days, and hand out the units due on a day in pages', async () => {
    expect(await campaignProgress(db, CAMPAIGN, NOW)).toEqual({
      assigned: 5,
      byStatus: { ACKNOWLEDGED: 1, ASSIGNED: 2, EXEMPTED: 1, REVIEW_SUBMITTED: 1 },
      open: 3,
      overdue: { ACKNOWLEDGE: 2, REVIEW: 2 },
      lamps: [
        { colour: 'RED', units: 3, reasons: { OVERDUE: 3 } },
        { colour: 'AMBER', units: 0, reasons: {} },
        { colour: 'GREEN', units: 2, reasons: { AWAITS_VERDICT: 1, EXEMPTED: 1 } },
      ],
    });
    expect(await dueDays(db, CAMPAIGN)).toEqual([
      { phase: 'ACKNOWLEDGE', on: '2023-12-08', count: 2 },
      { phase: 'REVIEW', on: '2023-12-20', count: 2 },
      { phase: 'REVIEW', on: '2023-12-27', count: 1 },
    ]);
    const due = { campaignId: CAMPAIGN, phase: 'REVIEW' as const, on: '2023-12-20', limit: 1 };
    const [first] = await assignmentsDue(db, due);
    const [second] = await assignmentsDue(db, { ...due, after: first?.unitId ?? '' });
    expect([first?.unitId, second?.unitId]).toEqual([unitIdOf('HU-BATO'), unitIdOf('HU-TRABONG')].sort());
    expect(await assignmentsDue(db, { ...due, after: second?.unitId ?? '' })).toEqual([]);
  });

  it('answer for one campaign, one unit, one directive, and for none', async () => {
    expect(await campaignById(db, CAMPAIGN)).toMatchObject({
      status: 'REVIEWING',
      unitCount: 5,
      assignedCount: 5,
      cutOffOn: '2024-02-15',
      draftedAt: '2023-12-01T01:00:00.000Z',
      endedAt: null,
      directive: { number: '1889-CV/TU', abstract: 'V/v kiểm điểm năm 2023' },
    });
    expect(
      (await listCampaigns(db, { limit: 10, sort: 'title' })).items.map(({ campaignId }) => campaignId),
    ).toEqual([CAMPAIGN]);
    expect((await listCampaigns(db, { limit: 10, ids: [] })).items).toEqual([]);
    expect(await directiveById(db, DIRECTIVE)).toMatchObject({
      issuedOn: '2023-12-01',
      issuer: 'Đảng Cộng sản Việt Nam – Tỉnh ủy Quảng Ngãi',
    });
    expect((await listDirectives(db, { limit: 10 })).items).toHaveLength(1);
    expect((await assignmentsOfUnit(db, unitIdOf('HU-BATO'), NOW)).map(({ dueOn }) => dueOn)).toEqual([
      '2023-12-20',
    ]);
    expect(await campaignById(db, DIRECTIVE)).toBeNull();
    expect(await assignmentOf(db, { campaignId: CAMPAIGN, unitId: DIRECTIVE, now: NOW })).toBeNull();
    expect(await listAssignments(db, { campaignId: DIRECTIVE, limit: 1, now: NOW })).toEqual({
      items: [],
      next: null,
    });
    expect(await completeTo(db, 'campaigns', 'assignments')).toBe(await store.head());
  });

  it('find units by part of a code or a name, whatever the case, and take wildcards for what they are', async () => {
    const found = async (q: string) => (await listUnits(db, { limit: 10, q })).items.map(({ code }) => code);
    expect(await found('huyện ủy hu-b')).toEqual(['HU-BATO']);
    expect(await found('%')).toEqual([]);
    expect(await unitOf(db, { code: 'HU-LYSON' })).toMatchObject({
      unitId: unitIdOf('HU-LYSON'),
      validTo: null,
    });
    expect((await listScores(db, { campaignId: CAMPAIGN, limit: 1 })).items).toEqual([
      { unitId: unitIdOf('HU-BATO'), code: 'HU-BATO', name: 'Huyện ủy HU-BATO', score: null },
    ]);
  });

  it('move the deadlines of every open unit when a pause ends, by changing one row', async () => {
    const before = await db.query('SELECT sum(last_position) AS sum FROM app.assignments');
    await appendAll(store, [
      campaignEvent('CampaignPaused', { pausedAt: '2023-12-12T01:00:00.000Z', reason: 'bão' }),
      campaignEvent('CampaignResumed', {
        pausedAt: '2023-12-12T01:00:00.000Z',
        resumedAt: '2023-12-13T01:00:00.000Z',
        pausedDays: 2,
        deadlines: [deadline('REVIEW', '2023-12-22'), deadline('PLAN', '2024-01-22')],
      }),
    ]);
    await settled();
    expect(await dueDays(db, CAMPAIGN)).toEqual([
      { phase: 'ACKNOWLEDGE', on: '2023-12-08', count: 2 },
      { phase: 'REVIEW', on: '2023-12-22', count: 2 },
      { phase: 'REVIEW', on: '2023-12-29', count: 1 },
    ]);
    expect(await db.query('SELECT sum(last_position) AS sum FROM app.assignments')).toEqual(before);
  });
});
