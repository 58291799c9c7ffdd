import type { Instant } from '@dondoc/domain/calendar/day.ts';
import { assertNever } from '@dondoc/domain/domain-error.ts';
import type { Frame } from '../../say.ts';
import type { CastUnit } from '../../cast.ts';
import { appraise, importResults, rateThemselves, runRating } from './assess.ts';
import { decide, publish, selectExcellent } from './decide.ts';
import { answerPetition, lockRatings, petition } from './petition.ts';
import type { RatingStep } from './rating-step.ts';

export function takeRatingStep(
  frame: Frame,
  cast: readonly CastUnit[],
  { kind }: RatingStep,
  at: Instant,
): Promise<void> {
  switch (kind) {
    case 'RATE_THEMSELVES':
      return rateThemselves(frame, cast, at);
    case 'IMPORT_RESULTS':
      return importResults(frame, cast, at);
    case 'APPRAISE':
      return appraise(frame, cast, at);
    case 'RUN_RATING':
      return runRating(frame, at);
    case 'SELECT_EXCELLENT':
      return selectExcellent(frame, at);
    case 'DECIDE_LEVELS':
      return decide(frame, cast, at);
    case 'PUBLISH_LEVELS':
      return publish(frame, at);
    case 'PETITION':
      return petition(frame, cast, at);
    case 'ANSWER_PETITION':
      return answerPetition(frame, cast, at);
    case 'LOCK_RATINGS':
      return lockRatings(frame, cast, at);
    default:
      return assertNever(kind);
  }
}
