import type { Day } from '@dondoc/domain/calendar/day.ts';
import type { Addressee } from '@dondoc/domain/campaign/campaign.events.ts';
import type { Level } from '@dondoc/domain/rating/level.ts';
import type { RatedPost } from '@dondoc/domain/rating/process/period.events.ts';
import type { RatingEvent } from '@dondoc/domain/rating/process/rating.events.ts';
import type { RatingStatus } from '@dondoc/domain/rating/process/rating-state.ts';
import { ratingIdOf } from '@dondoc/event-store/stream-ids.ts';
import { unknownEvent, type LoggedEvent, type LoggedOf, type Projection } from '../projection.ts';

/**
 * Everybody a campaign rates: its units from the day they are on its list, its posts from the day they are listed. What the period
 * says of all of them (merged groups, the lock) is not copied here: one event would change every row.
 */
export type RatingRow = {
  ratingId: string;
  campaignId: string;
  subjectId: string;
  unitId: string;
  /** Of the unit on the campaign's list; null: a post, which is called by its unit's. */
  code: string | null;
  /** Its title; null: the unit itself. */
  post: string | null;
  /** As listed. */
  peerGroup: string;
  status: RatingStatus;
  /** Exact, as the result states it. */
  score: string | null;
  provisional: Level | null;
  /** An input came after the provisional result. */
  stale: boolean;
  capped: Level | null;
  official: Level | null;
  decisionNo: string | null;
  decidedOn: Day | null;
  /** the decision rests on an input that changed. */
  voided: boolean;
  publishedOn: Day | null;
  /** Of the petition that waits for its answer. */
  petitionNo: number | null;
  answerBy: Day | null;
  answerOverdue: boolean;
  /** Of the rating's own stream, for If-Match; 0: nothing happened yet. */
  version: number;
  lastPosition: number;
};

export const ratingsProjection: Projection<RatingRow> = {
  name: 'ratings',
  version: 1,
  key: 'ratingId',
  columns: {
    ratingId: { kind: 'id' },
    campaignId: { kind: 'id' },
    subjectId: { kind: 'id' },
    unitId: { kind: 'id' },
    code: { kind: 'text', nullable: true },
    post: { kind: 'text', nullable: true },
    peerGroup: { kind: 'text' },
    status: { kind: 'text' },
    score: { kind: 'text', nullable: true },
    provisional: { kind: 'text', nullable: true },
    stale: { kind: 'flag' },
    capped: { kind: 'text', nullable: true },
    official: { kind: 'text', nullable: true },
    decisionNo: { kind: 'text', nullable: true },
    decidedOn: { kind: 'day', nullable: true },
    voided: { kind: 'flag' },
    publishedOn: { kind: 'day', nullable: true },
    petitionNo: { kind: 'count', nullable: true },
    answerBy: { kind: 'day', nullable: true },
    answerOverdue: { kind: 'flag' },
    version: { kind: 'count' },
    lastPosition: { kind: 'position' },
  },
  indexes: [['campaignId', 'subjectId']],

  keysOf(event) {
    if (isRatingEvent(event)) return [event.streamId];
    const { campaignId, all } = listedIn(event);
    return all.map((one) => ratingIdOf(campaignId, subjectIdOf(one)));
  },

  evolve(row, event, place) {
    const seen = { lastPosition: event.position };
    if (isRatingEvent(event))
      return row && { ...row, ...change(row, event), version: event.version, ...seen };
    const { campaignId, all } = listedIn(event);
    const one = all[place];
    if (one === undefined) return row;
    const subjectId = subjectIdOf(one);
    const ratingId = ratingIdOf(campaignId, subjectId);
    return { ...(row ?? NOTHING_YET), ratingId, campaignId, subjectId, ...named(one), ...seen };
  },
};

const NOTHING_YET = {
  status: 'NONE',
  score: null,
  provisional: null,
  stale: false,
  capped: null,
  official: null,
  decisionNo: null,
  decidedOn: null,
  voided: false,
  publishedOn: null,
  petitionNo: null,
  answerBy: null,
  answerOverdue: false,
  version: 0,
} satisfies Partial<RatingRow>;

const isRatingEvent = (event: LoggedEvent): event is LoggedOf<RatingEvent> => event.category === 'rating';

/** Whom an event puts on the list, or names anew; the place is the one among the keys. */
function listedIn(event: LoggedEvent): { campaignId: string; all: readonly (Addressee | RatedPost)[] } {
  const { type, data } = event;
  if (type === 'AddresseesExpanded') return { campaignId: data.campaignId, all: data.units };
  if (type === 'AddresseeAdded') return { campaignId: data.campaignId, all: [data.unit] };
  if (type === 'PostsListed') return { campaignId: data.campaignId, all: data.posts };
  return { campaignId: '', all: [] };
}

const subjectIdOf = (one: Addressee | RatedPost) => ('subjectId' in one ? one.subjectId : one.unitId);

function named(one: Addressee | RatedPost): Pick<RatingRow, 'unitId' | 'code' | 'post' | 'peerGroup'> {
  const { unitId, peerGroup } = one;
  return 'subjectId' in one
    ? { unitId, code: null, post: one.position, peerGroup }
    : { unitId, code: one.code, post: null, peerGroup };
}

function change(row: RatingRow, event: LoggedOf<RatingEvent>): Partial<RatingRow> {
  switch (event.type) {
    case 'SelfRatingRecorded':
      return row.status === 'NONE' ? { status: 'SELF' } : {};
    case 'RatingFactsImported':
      return { stale: row.provisional !== null };
    case 'AppraisalRecorded': {
      const isEarly = row.status === 'NONE' || row.status === 'SELF';
      return { stale: row.provisional !== null, ...(isEarly ? { status: 'APPRAISED' } : {}) };
    }
    case 'ProvisionalLevelComputed': {
      const { score, level: provisional } = event.data;
      const isUndecided = row.official === null || row.voided;
      return {
        score,
        provisional,
        stale: false,
        ...(isUndecided ? { status: 'PROVISIONAL', capped: null } : {}),
      };
    }
    case 'RatingCapped':
      return { status: 'CAPPED', capped: event.data.level };
    case 'RatingApprovalVoided':
      return { status: 'PROVISIONAL', voided: row.official !== null, capped: null };
    case 'RatingDecided':
      return { status: 'DECIDED', ...official(event.data) };
    case 'RatingSuperseded':
      return { status: 'SUPERSEDED', ...official(event.data), publishedOn: null };
    case 'RatingPublished':
      return { status: 'PUBLISHED', publishedOn: event.data.publishedOn };
    case 'PetitionReceived': {
      const { petitionNo, answerBy } = event.data;
      return { status: 'PETITIONED', petitionNo, answerBy, answerOverdue: false };
    }
    case 'PetitionOverdue':
      return { answerOverdue: row.petitionNo !== null };
    case 'PetitionAnswered':
      return {
        status: row.voided ? 'PROVISIONAL' : 'CONFIRMED',
        petitionNo: null,
        answerBy: null,
        answerOverdue: false,
      };
    default:
      throw unknownEvent(event);
  }
}

const official = (decision: { level: Level; decisionNo: string; decidedOn: Day }) => ({
  official: decision.level,
  decisionNo: decision.decisionNo,
  decidedOn: decision.decidedOn,
  voided: false,
});
