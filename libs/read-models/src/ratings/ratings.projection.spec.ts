import { describe, expect, it } from '@jest/globals';
import { fold } from '@dondoc/domain/decider.ts';
import { RATED_LEVELS } from '@dondoc/domain/rating/level.ts';
import { ratingDecider } from '@dondoc/domain/rating/process/rating.decider.ts';
import type { RatingEvent } from '@dondoc/domain/rating/process/rating.events.ts';
import { postIdOf, ratingIdOf, unitIdOf } from '@dondoc/event-store/stream-ids.ts';
import * as fc from 'fast-check';
import { foldPage } from '../projection.ts';
import {
  CAMPAIGN,
  campaignEvent,
  decided,
  launched,
  logged,
  petitioned,
  postsListed,
  provisional,
  ratingEvent,
  type Entry,
} from '../test-log.ts';
import { ratingsProjection } from './ratings.projection.ts';

const SECRETARY = 'HU-BATO/Bí thư';
const idOf = (code: string, post?: string) => {
  const unitId = unitIdOf(code);
  return ratingIdOf(CAMPAIGN, post === undefined ? unitId : postIdOf(unitId, post));
};
const rowsAfter = (...entries: Entry[]) =>
  foldPage(ratingsProjection, new Map(), logged([...launched('HU-BATO', 'HU-LYSON'), ...entries]));

/** Any event of a rating, in any order: what a decider would never write included. */
const steps = fc.array(
  fc
    .record({
      kind: fc.nat(10),
      level: fc.constantFrom(...RATED_LEVELS),
      score: fc.constantFrom(null, '9.50', '71.00', '100.00'),
      no: fc.integer({ min: 1, max: 3 }),
    })
    .map(({ kind, level, score, no }): Entry => {
      const rated = { score: score ?? '0', level };
      const all = [
        ratingEvent('HU-BATO', 'SelfRatingRecorded', rated),
        ratingEvent('HU-BATO', 'RatingFactsImported', { facts: {}, source: { ref: '88-BC/VPTU' } }),
        ratingEvent('HU-BATO', 'AppraisalRecorded', {
          ...rated,
          general: null,
          deviation: null,
          explanation: null,
        }),
        ratingEvent('HU-BATO', 'ProvisionalLevelComputed', provisional(score, level)),
        ratingEvent('HU-BATO', 'RatingCapped', { group: 'HU', level, selected: no > 1, capVersion: no }),
        ratingEvent('HU-BATO', 'RatingApprovalVoided', { was: 'DECIDED', cause: 'FACTS_IMPORTED' }),
        ratingEvent('HU-BATO', 'RatingDecided', decided(level, `${no}-QĐ/TU`)),
        ratingEvent('HU-BATO', 'RatingPublished', { level, publishedOn: '2024-02-20' }),
        ratingEvent('HU-BATO', 'PetitionReceived', petitioned(no)),
        ratingEvent('HU-BATO', 'PetitionOverdue', { petitionNo: no, answerBy: '2024-03-01' }),
        ratingEvent('HU-BATO', 'RatingSuperseded', {
          ...decided(level, `${no}-QĐ/TU`),
          supersedes: '1-QĐ/TU',
          from: level,
          reason: 'Xác nhận sai.',
        }),
      ];
      const answered = ratingEvent('HU-BATO', 'PetitionAnswered', {
        petitionNo: no,
        outcome: 'CONFIRMED',
        answerNo: '9-CV/TU',
        answeredOn: '2024-02-28',
        note: '',
      });
      return all[kind] ?? answered;
    }),
  { maxLength: 30 },
);

describe('The list of ratings', () => {
  it('names everybody on the list of the campaign, later additions and posts with them, before anything happened', () => {
    const unit = { unitId: unitIdOf('HU-TRABONG'), code: 'HU-TRABONG', category: 'A', peerGroup: 'HU' };
    const rows = rowsAfter(
      campaignEvent('AddresseeAdded', { unit, basis: { ref: 'QĐ 9' } }),
      postsListed('BT', SECRETARY),
    );
    expect(
      [...rows.values()].map(({ code, post, status, version }) => [code, post, status, version]),
    ).toEqual([
      ['HU-BATO', null, 'NONE', 0],
      ['HU-LYSON', null, 'NONE', 0],
      ['HU-TRABONG', null, 'NONE', 0],
      [null, 'Bí thư', 'NONE', 0],
    ]);
  });

  it('keeps how far a post has come when it is listed again in another peer group', () => {
    const row = rowsAfter(
      postsListed('BT', SECRETARY),
      ratingEvent(SECRETARY, 'ProvisionalLevelComputed', provisional('93.00', 'GOOD')),
      postsListed('LANH-DAO', SECRETARY),
    ).get(idOf('HU-BATO', 'Bí thư'));
    expect(row).toMatchObject({
      peerGroup: 'LANH-DAO',
      status: 'PROVISIONAL',
      score: '93.00',
      provisional: 'GOOD',
      version: 1,
    });
  });

  it('stands where the decider stands, whatever happened', () => {
    fc.assert(
      fc.property(steps, (entries) => {
        const row = rowsAfter(...entries).get(idOf('HU-BATO'));
        const state = fold(
          ratingDecider,
          entries.map(({ event }) => event as RatingEvent),
        );
        expect(row).toMatchObject({
          status: state.status,
          score: state.provisional?.score ?? null,
          provisional: state.provisional?.level ?? null,
          stale: state.isStale,
          capped: state.cap?.level ?? null,
          official: state.official?.level ?? null,
          decisionNo: state.official?.decisionNo ?? null,
          decidedOn: state.official?.decidedOn ?? null,
          voided: state.isVoided,
          publishedOn: state.publishedOn,
          petitionNo: state.petition?.no ?? null,
          answerBy: state.petition?.answerBy ?? null,
          answerOverdue: state.petition?.overdue ?? false,
          version: entries.length,
        });
      }),
    );
  });
});
