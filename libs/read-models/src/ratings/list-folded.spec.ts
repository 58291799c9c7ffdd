import { describe, expect, it } from '@jest/globals';
import { RATED_LEVELS } from '@dondoc/domain/rating/level.ts';
import { unitIdOf } from '@dondoc/event-store/stream-ids.ts';
import * as fc from 'fast-check';
import { foldPage } from '../projection.ts';
import { CAMPAIGN, launched, logged } from '../test-log.ts';
import { listFolded } from './list-folded.ts';
import { NO_PERIOD, type RatingLine } from './rating-line.ts';
import { STATUS_ORDER, type RatingFilter, type RatingSort, type RatingsRequest } from './ratings.query.ts';
import { ratingsProjection, type RatingRow } from './ratings.projection.ts';

const CODES = ['HU-A', 'HU-B', 'HU-C', 'HU-D', 'HU-E'];
const OWN = unitIdOf('HU-C');
const bare = [...foldPage(ratingsProjection, new Map(), logged(launched(...CODES))).values()];

const level = fc.option(fc.constantFrom(...RATED_LEVELS), { nil: null });
const day = fc.constantFrom('2024-02-20', '2024-02-29');
const score = fc.option(fc.constantFrom('9.50', '71.00', '100.00', '100'), { nil: null });
/** What a unit may not know of another one, published or not. */
const hidden = fc.record({
  status: fc.constantFrom(...STATUS_ORDER),
  score,
  provisional: level,
  stale: fc.boolean(),
  capped: level,
  decisionNo: fc.option(fc.constantFrom('12-QĐ/TU', '13-QĐ/TU'), { nil: null }),
  decidedOn: fc.option(day, { nil: null }),
  voided: fc.boolean(),
  petitionNo: fc.option(fc.constant(1), { nil: null }),
  answerBy: fc.option(day, { nil: null }),
  answerOverdue: fc.boolean(),
  version: fc.nat(9),
  lastPosition: fc.nat(99),
});
const shown = fc.record({ official: level, publishedOn: fc.option(day, { nil: null }) });
const sort = fc
  .tuple(
    fc.constantFrom<RatingSort>(
      'code',
      'name',
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
    ),
    fc.boolean(),
  )
  .map(([column, isDown]): RatingSort | `-${RatingSort}` => (isDown ? `-${column}` : column));
const filter: fc.Arbitrary<RatingFilter> = fc.oneof(
  fc.constant({}),
  fc.record({ status: fc.constantFrom(...STATUS_ORDER) }),
  fc.record({ provisional: fc.constantFrom(...RATED_LEVELS) }),
  fc.record({ capped: fc.constantFrom(...RATED_LEVELS) }),
  fc.record({ official: fc.constantFrom(...RATED_LEVELS) }),
  fc.record({ level: fc.constantFrom(...RATED_LEVELS) }),
  fc.record({ minScore: fc.constantFrom('0', '71') }),
  fc.record({ maxScore: fc.constantFrom('9.5', '100') }),
  fc.record({ decision: fc.constant('12-QĐ/TU') }),
  fc.record({ stale: fc.boolean() }),
  fc.record({ voided: fc.boolean() }),
  fc.record({ decided: fc.boolean() }),
  fc.record({ published: fc.boolean() }),
  fc.record({ petition: fc.constantFrom('OPEN' as const, 'OVERDUE' as const) }),
);

const everyPage = (
  rows: readonly RatingRow[],
  asked: Pick<RatingsRequest, 'viewer'> & Partial<RatingsRequest>,
) => {
  const pages: RatingLine[][] = [];
  const cursors: (string | null)[] = [];
  for (let after: string | null = null; ;) {
    const page = listFolded(rows, {
      campaignId: CAMPAIGN,
      limit: 2,
      shared: NO_PERIOD,
      names: new Map(),
      ...asked,
      ...(after === null ? {} : { after }),
    });
    pages.push([...page.items]);
    cursors.push(page.next);
    if (page.next === null) return { lines: pages.flat(), cursors };
    after = page.next;
  }
};

describe('A list folded from the log', () => {
  const rows = fc
    .tuple(...bare.map((row) => fc.tuple(hidden, shown).map(([a, b]): RatingRow => ({ ...row, ...a, ...b }))))
    .map((all) => [...all]);

  it('shows everybody once, in order, however it is cut into pages', () => {
    fc.assert(
      fc.property(rows, sort, (all, by) => {
        const viewer = { oversees: true, unitId: null };
        const { lines } = everyPage(all, { viewer, sort: by });
        expect(lines).toEqual(everyPage(all, { viewer, sort: by, limit: 100 }).lines);
        expect(lines.map(({ code }) => code).sort()).toEqual(CODES);
      }),
    );
  });

  it('tells a unit nothing of what it may not see: neither what it shows, nor its order, nor a filter, nor a cursor (R-27)', () => {
    const twoWorlds = fc.tuple(rows, fc.array(hidden, { minLength: CODES.length, maxLength: CODES.length }));
    fc.assert(
      fc.property(twoWorlds, sort, filter, ([one, others], by, asked) => {
        // The official level of what is not published is hidden as well.
        const other = one.map((row, index): RatingRow => {
          if (row.unitId === OWN) return row;
          const unpublished = row.publishedOn === null ? { official: null } : {};
          return { ...row, ...others[index], ...unpublished };
        });
        const viewer = { oversees: false, unitId: OWN };
        expect(everyPage(other, { viewer, sort: by, ...asked })).toEqual(
          everyPage(one, { viewer, sort: by, ...asked }),
        );
      }),
    );
  });

  it('sorts points as the decimals they are, whoever has none first', () => {
    const scored = bare.map((row, index): RatingRow => {
      const scores = ['100.00', '9.5', null, '9.50', '71.00'];
      return { ...row, score: scores[index] ?? null, status: 'PROVISIONAL' };
    });
    const { lines } = everyPage(scored, { viewer: { oversees: true, unitId: null }, sort: 'score' });
    expect(lines.map((line) => line.score).map((text) => text && Number(text))).toEqual([
      null,
      9.5,
      9.5,
      71,
      100,
    ]);
  });

  it('shows the group that counts after a merger, and finds by it', () => {
    const shared = { mergedInto: { HU: 'CHUNG' }, locked: true };
    const { lines } = everyPage(bare, { viewer: { oversees: true, unitId: null }, shared, group: 'CHUNG' });
    expect(lines.map(({ peerGroup, locked }) => [peerGroup, locked])).toEqual(
      CODES.map(() => ['CHUNG', true]),
    );
    expect(everyPage(bare, { viewer: { oversees: true, unitId: null }, shared, group: 'HU' }).lines).toEqual(
      [],
    );
  });
});
