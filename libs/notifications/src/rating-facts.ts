import type { Day } from '@dondoc/domain/calendar/day.ts';
import type { Level } from '@dondoc/domain/rating/level.ts';
import type { PetitionOutcome, VoidCause } from '@dondoc/domain/rating/process/rating.events.ts';
import type { CampaignFacts } from './notice-facts.ts';

type Campaign = { campaign: CampaignFacts };
/** `isPost`: a post of the unit is rated, not the unit itself. Which one is read in the file; nobody is named in a notice. */
type Rated = Campaign & { isPost: boolean };

/** What the notices of the year's rating are told. Levels, days and numbers of decisions; points and reasons never. */
export type RatingNoticeFacts = {
  RatingOpened: Campaign & { cutOffOn: Day };
  AppraisalRecorded: Rated & { differs: boolean };
  RatingApprovalVoided: Rated & { unit: string; cause: VoidCause };
  RatingPublished: Rated & { official: Level };
  RatingSuperseded: Rated & { supersedes: string; decisionNo: string; decidedOn: Day };
  PetitionReceived: Rated & { unit: string; receivedOn: Day; answerBy: Day };
  PetitionOverdue: Rated & { unit: string; answerBy: Day };
  PetitionAnswered: Rated & { outcome: PetitionOutcome; answerNo: string; answeredOn: Day };
};
