import { randomBytes } from 'node:crypto';
import { createDataSource } from '@dondoc/database/data-source.ts';
import { waitForCursor } from '@dondoc/event-store/cursors.ts';
import {
  openPostgresEventStore,
  type PostgresEventStore,
} from '@dondoc/event-store/postgres/postgres-event-store.ts';
import { unitIdOf } from '@dondoc/event-store/stream-ids.ts';
import { testDatabase } from '@dondoc/testing/servers/test-database.ts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import { readModelEntities, type AnyProjection } from '../all-projections.ts';
import { liveCursors } from '../complete-to.query.ts';
import { generationsOf } from '../generations.ts';
import type { Page } from '../keyset.ts';
import { foldPage, type LoggedEvent } from '../projection.ts';
import { rebuildProjection } from '../rebuild-projection.ts';
import { startProjections } from '../start-projections.ts';
import { freshFold, tableStateHash } from '../state-hash.ts';
import {
  appendAll,
  CAMPAIGN,
  decided,
  launched,
  petitioned,
  postsListed,
  provisional,
  ratingEvent,
  unitRegistered,
} from '../test-log.ts';
import { listFolded } from './list-folded.ts';
import type { RatingLine, SharedTerms, Viewer } from './rating-line.ts';
import { listRatings, type RatingFilter, type RatingSort, type RatingsRequest } from './ratings.query.ts';
import { ratingsProjection } from './ratings.projection.ts';

const CODES = ['HU-BATO', 'HU-DUCPHO', 'HU-LYSON', 'HU-MINHLONG', 'HU-TRABONG'];
const SECRETARY = 'HU-LYSON/Bí thư';
const OVERSEER: Viewer = { oversees: true, unitId: null };
const OTHER_UNIT: Viewer = { oversees: false, unitId: unitIdOf('HU-LYSON') };
const SHARED: SharedTerms = { mergedInto: { BT: 'LANH-DAO' }, locked: true };
const SORTS = [
  'code',
  'name',
  'kind',
  'peerGroup',
  'status',
  'score',
  'provisional',
  'stale',
  'capped',
  'official',
  'level',
  'decision',
  'decidedOn',
  'voided',
  'publishedOn',
  'answerBy',
] satisfies RatingSort[];
const FILTERS: RatingFilter[] = [
  { unitId: unitIdOf('HU-LYSON') },
  { kind: 'PERSON' },
  { group: 'LANH-DAO' },
  { status: 'PETITIONED' },
  { provisional: 'EXCELLENT' },
  { capped: 'GOOD' },
  { official: 'GOOD' },
  { level: 'GOOD' },
  { minScore: '80', maxScore: '95.0' },
  { decision: '12-QĐ/TU' },
  { stale: true },
  { voided: true },
  { voided: false },
  { decided: false },
  { published: true },
  { petition: 'OPEN' },
  { petition: 'OVERDUE' },
];

describe('The list of ratings', () => {
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
      ...CODES.map((code) => unitRegistered(code)),
      ...launched(...CODES),
      postsListed('BT', SECRETARY, 'HU-BATO/Chánh Văn phòng'),
      ratingEvent('HU-BATO', 'ProvisionalLevelComputed', provisional('100.00', 'EXCELLENT')),
      ratingEvent('HU-BATO', 'RatingCapped', { group: 'HU', level: 'GOOD', selected: false, capVersion: 1 }),
      ratingEvent('HU-BATO', 'RatingDecided', decided('GOOD')),
      ratingEvent('HU-BATO', 'RatingPublished', { level: 'GOOD', publishedOn: '2024-02-21' }),
      ratingEvent('HU-BATO', 'PetitionReceived', petitioned(1)),
      ratingEvent('HU-BATO', 'PetitionOverdue', { petitionNo: 1, answerBy: '2024-03-01' }),
      ratingEvent('HU-DUCPHO', 'ProvisionalLevelComputed', provisional('9.5', 'NOT_COMPLETED')),
      ratingEvent('HU-DUCPHO', 'RatingFactsImported', { facts: {}, source: { ref: '88-BC/VPTU' } }),
      ratingEvent('HU-LYSON', 'ProvisionalLevelComputed', provisional('95.00', 'EXCELLENT')),
      ratingEvent('HU-LYSON', 'RatingDecided', decided('EXCELLENT')),
      ratingEvent('HU-MINHLONG', 'ProvisionalLevelComputed', provisional('80.00', 'GOOD')),
      ratingEvent('HU-MINHLONG', 'RatingDecided', decided('GOOD', '13-QĐ/TU')),
      ratingEvent('HU-MINHLONG', 'RatingApprovalVoided', { was: 'DECIDED', cause: 'RESULT_CHANGED' }),
      ratingEvent(SECRETARY, 'SelfRatingRecorded', { score: '90', level: 'GOOD' }),
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

  async function settled() {
    const head = await store.head();
    for (const { name, version } of await liveCursors(source.manager, 'ratings', 'units'))
      expect(await waitForCursor(pool, name, version, head, 10_000)).toBe(head);
    expect(faults).toEqual([]);
  }

  type Asked = Partial<RatingsRequest> & { viewer: Viewer };
  const request = (asked: Asked): RatingsRequest => ({
    campaignId: CAMPAIGN,
    shared: SHARED,
    limit: 100,
    ...asked,
  });
  const list = async (asked: Asked) => (await listRatings(source.manager, request(asked))).items;
  /** The same question to the log. */
  const folded = async (asked: Asked) => {
    const events = (await store.readAll({ after: 0, limit: 1_000 })) as LoggedEvent[];
    const names = new Map(CODES.map((code) => [unitIdOf(code), `Huyện ủy ${code}`]));
    return listFolded([...foldPage(ratingsProjection, new Map(), events).values()], {
      ...request(asked),
      names,
    });
  };
  const everyPage = async (ask: (asked: Asked) => Promise<Page<RatingLine>>, asked: Asked) => {
    const lines: RatingLine[] = [];
    for (let after: string | null = null; ;) {
      const page = await ask({ ...asked, limit: 2, ...(after === null ? {} : { after }) });
      lines.push(...page.items);
      if (page.next === null) return lines;
      after = page.next;
    }
  };

  it.each(SORTS.flatMap((sort): (RatingSort | `-${RatingSort}`)[] => [sort, `-${sort}`]))(
    'pages by %s: everybody once, as the log folded anew has them, to whoever oversees and to a unit',
    async (sort) => {
      for (const viewer of [OVERSEER, OTHER_UNIT]) {
        const paged = await everyPage((asked) => listRatings(source.manager, request(asked)), {
          viewer,
          sort,
        });
        expect(paged).toEqual(await everyPage(folded, { viewer, sort }));
        expect(paged).toEqual(await list({ viewer, sort }));
        expect(new Set(paged.map(({ subjectId }) => subjectId)).size).toBe(7);
      }
    },
  );

  it.each(FILTERS)('keeps to %j, of what its viewer sees', async (filter) => {
    for (const viewer of [OVERSEER, OTHER_UNIT]) {
      expect(await list({ viewer, ...filter })).toEqual((await folded({ viewer, ...filter })).items);
    }
    expect(await list({ viewer: OVERSEER, ...filter })).not.toEqual([]);
  });

  it('shows each with its name, its group after mergers, its petition, and what waits for a new result', async () => {
    const lines = await list({ viewer: OVERSEER });
    expect(lines.map(({ code }) => code)).toEqual([
      'HU-BATO',
      'HU-BATO/Chánh Văn phòng',
      'HU-DUCPHO',
      'HU-LYSON',
      'HU-LYSON/Bí thư',
      'HU-MINHLONG',
      'HU-TRABONG',
    ]);
    expect(lines[0]).toMatchObject({
      unitName: 'Huyện ủy HU-BATO',
      kind: 'UNIT',
      status: 'PETITIONED',
      score: '100.00',
      decisionNo: '12-QĐ/TU',
      petition: { no: 1, answerBy: '2024-03-01', overdue: true },
      locked: true,
      version: 6,
    });
    expect(lines[1]).toMatchObject({ kind: 'PERSON', peerGroup: 'LANH-DAO', status: 'NONE', version: 0 });
    expect(lines[2]).toMatchObject({ score: '9.5', stale: true });
    expect(lines[5]).toMatchObject({ status: 'PROVISIONAL', official: 'GOOD', voided: true });
  });

  it('shows a unit its own and its posts, of others the published level alone (R-27)', async () => {
    const lines = await list({ viewer: OTHER_UNIT });
    const of = (code: string) => lines.find((line) => line.code === code);
    expect(of('HU-LYSON')).toMatchObject({ status: 'DECIDED', score: '95.00', official: 'EXCELLENT' });
    expect(of(SECRETARY)).toMatchObject({ status: 'SELF' });
    const hidden = {
      status: null,
      score: null,
      provisional: null,
      stale: null,
      capped: null,
      decisionNo: null,
      decidedOn: null,
      voided: null,
      petition: null,
      locked: null,
      version: null,
      lastPosition: null,
    };
    expect(of('HU-BATO')).toMatchObject({ ...hidden, official: 'GOOD', publishedOn: '2024-02-21' });
    expect(of('HU-MINHLONG')).toMatchObject({ ...hidden, official: null, publishedOn: null });
  });

  it('is rebuilt from the log to the same rows, and follows it further', async () => {
    const projection = ratingsProjection as unknown as AnyProjection;
    const before = await list({ viewer: OVERSEER });
    await rebuildProjection({ ownerUrl: database.ownerUrl, store, name: 'ratings' });
    expect(await list({ viewer: OVERSEER })).toEqual(before);
    await appendAll(store, [ratingEvent('HU-TRABONG', 'SelfRatingRecorded', { score: '70', level: 'GOOD' })]);
    const head = await store.head();
    const [live] = (await generationsOf(pool, 'ratings')).filter(({ status }) => status === 'live');
    expect(live?.generation).toBe(2);
    expect(await waitForCursor(pool, 'projection:ratings', 2, head, 10_000)).toBe(head);
    const fold = freshFold(store, projection);
    await fold.advanceTo(head);
    expect(await tableStateHash(pool, projection, 2)).toBe(fold.stateHash());
    expect((await list({ viewer: OVERSEER, status: 'SELF' })).map(({ code }) => code)).toEqual([
      SECRETARY,
      'HU-TRABONG',
    ]);
  });
});
