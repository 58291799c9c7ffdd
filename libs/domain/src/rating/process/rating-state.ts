import { assertNever } from '../../domain-error.ts';
import type { Day, Instant } from '../../calendar/day.ts';
import type { Level } from '../level.ts';
import type { ImportedFacts, ProvisionalResult, RatingEvent } from './rating.events.ts';

export type RatingStatus =
  | 'NONE'
  | 'SELF'
  | 'APPRAISED'
  | 'PROVISIONAL'
  | 'CAPPED'
  | 'DECIDED'
  | 'PUBLISHED'
  | 'PETITIONED'
  | 'CONFIRMED'
  | 'SUPERSEDED';

type DataOf<Type extends RatingEvent['type']> = Extract<RatingEvent, { type: Type }>['data'];
export type Official = { level: Level; decisionNo: string; decidedOn: Day };
export type Petition = {
  no: number;
  receivedOn: Day;
  answerBy: Day;
  answerEndsAt: Instant;
  text: string;
  overdue: boolean;
};

export type RatingState = {
  status: RatingStatus;
  facts: ImportedFacts;
  self: Pick<DataOf<'SelfRatingRecorded'>, 'score' | 'level'> | null;
  appraisal: Pick<
    DataOf<'AppraisalRecorded'>,
    'score' | 'level' | 'general' | 'deviation' | 'explanation'
  > | null;
  provisional: ProvisionalResult | null;
  /** An input came after the provisional result: it must be computed again before anybody decides on it. */
  isStale: boolean;
  cap: Pick<DataOf<'RatingCapped'>, 'group' | 'level' | 'selected' | 'capVersion'> | null;
  official: Official | null;
  /** Decisions that another one superseded, oldest first. */
  earlier: readonly Official[];
  /** the decision rests on an input that changed. */
  isVoided: boolean;
  publishedOn: Day | null;
  /** The one that waits for its answer. */
  petition: Petition | null;
  petitions: number;
};

export const NOT_RATED_YET: RatingState = {
  status: 'NONE',
  facts: {},
  self: null,
  appraisal: null,
  provisional: null,
  isStale: false,
  cap: null,
  official: null,
  earlier: [],
  isVoided: false,
  publishedOn: null,
  petition: null,
  petitions: 0,
};

const BEFORE_PROVISIONAL: readonly RatingStatus[] = ['NONE', 'SELF', 'APPRAISED'];

export function evolveRating(state: RatingState, event: RatingEvent): RatingState {
  switch (event.type) {
    case 'SelfRatingRecorded': {
      const { score, level } = event.data;
      const status = state.status === 'NONE' ? 'SELF' : state.status;
      return { ...state, status, self: { score, level } };
    }
    case 'RatingFactsImported':
      return {
        ...state,
        facts: { ...state.facts, ...event.data.facts },
        isStale: state.provisional !== null,
      };
    case 'AppraisalRecorded': {
      const { score, level, general, deviation, explanation } = event.data;
      const status = BEFORE_PROVISIONAL.includes(state.status) ? 'APPRAISED' : state.status;
      const appraisal = { score, level, general, deviation, explanation };
      return { ...state, status, appraisal, isStale: state.provisional !== null };
    }
    case 'ProvisionalLevelComputed': {
      const { campaignId: _c, unitId: _u, subjectId: _s, ...provisional } = event.data;
      const status = state.official === null || state.isVoided ? 'PROVISIONAL' : state.status;
      return {
        ...state,
        status,
        provisional,
        isStale: false,
        cap: status === 'PROVISIONAL' ? null : state.cap,
      };
    }
    case 'RatingCapped': {
      const { group, level, selected, capVersion } = event.data;
      return { ...state, status: 'CAPPED', cap: { group, level, selected, capVersion } };
    }
    case 'RatingApprovalVoided':
      return { ...state, status: 'PROVISIONAL', isVoided: state.official !== null, cap: null };
    case 'RatingDecided': {
      const { level, decisionNo, decidedOn } = event.data;
      return { ...state, status: 'DECIDED', official: { level, decisionNo, decidedOn }, isVoided: false };
    }
    case 'RatingPublished':
      return { ...state, status: 'PUBLISHED', publishedOn: event.data.publishedOn };
    case 'PetitionReceived': {
      const { petitionNo: no, receivedOn, answerBy, answerEndsAt, text } = event.data;
      const petition = { no, receivedOn, answerBy, answerEndsAt, text, overdue: false };
      return { ...state, status: 'PETITIONED', petition, petitions: no };
    }
    case 'PetitionOverdue':
      return { ...state, petition: state.petition && { ...state.petition, overdue: true } };
    case 'PetitionAnswered':
      return { ...state, status: state.isVoided ? 'PROVISIONAL' : 'CONFIRMED', petition: null };
    case 'RatingSuperseded': {
      const { level, decisionNo, decidedOn } = event.data;
      const earlier = state.official === null ? state.earlier : [...state.earlier, state.official];
      return {
        ...state,
        status: 'SUPERSEDED',
        official: { level, decisionNo, decidedOn },
        earlier,
        isVoided: false,
        publishedOn: null,
      };
    }
    default:
      return assertNever(event);
  }
}
