import type { Decider } from '../../decider.ts';
import { assertNever } from '../../domain-error.ts';
import { applyCap, decideLevel, supersede } from './decision.ts';
import { appraise, importFacts, rateSelf, recordProvisional } from './inputs.ts';
import { answerPetition, publish, raiseOverdue, receivePetition } from './publication.ts';
import { evolveRating, NOT_RATED_YET, type RatingState } from './rating-state.ts';
import type { RatingCommand, RatingContext } from './rating.commands.ts';
import type { RatingEvent } from './rating.events.ts';

/** The year's rating of one unit or post within one campaign (ADR 0026). */
export const ratingDecider: Decider<RatingCommand, RatingState, RatingEvent, RatingContext> = {
  category: 'rating',
  initialState: NOT_RATED_YET,
  evolve: evolveRating,
  decide: (command, state, context) => {
    switch (command.type) {
      case 'RateSelf':
        return rateSelf(command, state, context);
      case 'ImportFacts':
        return importFacts(command, state, context);
      case 'Appraise':
        return appraise(command, state, context);
      case 'RecordProvisional':
        return recordProvisional(command, state, context);
      case 'ApplyCap':
        return applyCap(command, state, context);
      case 'Decide':
        return decideLevel(command, state, context);
      case 'Publish':
        return publish(command, state, context);
      case 'ReceivePetition':
        return receivePetition(command, state, context);
      case 'RaiseOverduePetition':
        return raiseOverdue(command, state, context);
      case 'AnswerPetition':
        return answerPetition(command, state, context);
      case 'Supersede':
        return supersede(command, state, context);
      default:
        return assertNever(command);
    }
  },
};
