import type { Day, Instant } from '../../calendar/day.ts';
import type { Basis } from '../../deadline/deadline.ts';
import type { Level, RatedLevel } from '../level.ts';
import type { GeneralPoints, RatingFacts } from '../rating-facts.ts';
import type { RatingPart, RatingResult, Reason } from '../rating-result.ts';

/** Whose rating it is: a unit, or a post of a unit (then `subjectId` is the post's). Never a person's name. */
export type RatingIds = { campaignId: string; unitId: string; subjectId: string };

/** Facts that come from outside the log, each import with the document that states them. */
export type ImportedFacts = Omit<RatingFacts, 'procedure' | 'actions'> & Pick<RatingFacts, 'actions'>;

/** A result as it is kept: levels, points and codes. The statement around it is made again from the log, and proved by the digest. */
export type ProvisionalResult = {
  policy: RatingResult['policy'];
  /** Last position of the log that counted. */
  cutPosition: number;
  score: string | null;
  band: RatedLevel | null;
  level: Level;
  parts: readonly Pick<RatingPart, 'code' | 'points' | 'of' | 'excluded'>[];
  reasons: readonly Pick<Reason, 'step' | 'code' | 'outcome' | 'rule'>[];
  insufficient: readonly string[];
  /** SHA-256 (hex) of the whole result's canonical bytes. */
  resultSha256: string;
};

export type Deviation = { points: string; levelChanged: boolean };
export type PetitionOutcome = 'CONFIRMED' | 'SUPERSEDED';
/** What made an approval void. */
export type VoidCause = 'FACTS_IMPORTED' | 'APPRAISED_AGAIN' | 'RESULT_CHANGED';

export type RatingEvent =
  | { type: 'SelfRatingRecorded'; data: RatingIds & { score: string; level: RatedLevel } }
  /** `facts`: only what this import states; it replaces the same facts of an earlier one. */
  | { type: 'RatingFactsImported'; data: RatingIds & { facts: ImportedFacts; source: Basis } }
  | {
      type: 'AppraisalRecorded';
      data: RatingIds & {
        score: string;
        level: RatedLevel;
        /** The general criteria, which people appraise and nothing measures. */
        general: GeneralPoints | null;
        /** Null: the unit rated itself the same, or not at all. */
        deviation: Deviation | null;
        explanation: string | null;
      };
    }
  | { type: 'ProvisionalLevelComputed'; data: RatingIds & ProvisionalResult }
  | {
      type: 'RatingCapped';
      data: RatingIds & { group: string; level: Level; selected: boolean; capVersion: number };
    }
  /** an input changed after the cap or a decision. The decision stays on record; it waits for a new one. */
  | { type: 'RatingApprovalVoided'; data: RatingIds & { was: string; cause: VoidCause } }
  | {
      type: 'RatingDecided';
      data: RatingIds & {
        level: Level;
        decisionNo: string;
        decidedOn: Day;
        /** Needed where the level is not the one that the rules and the cap gave. */
        reason: string | null;
        policy: RatingResult['policy'];
        /** Lower units undecided then, where the period only warns. */
        undecidedBelow: readonly string[];
      };
    }
  | { type: 'RatingPublished'; data: RatingIds & { level: Level; publishedOn: Day } }
  | {
      type: 'PetitionReceived';
      data: RatingIds & {
        petitionNo: number;
        receivedOn: Day;
        answerBy: Day;
        answerEndsAt: Instant;
        text: string;
      };
    }
  | { type: 'PetitionOverdue'; data: RatingIds & { petitionNo: number; answerBy: Day } }
  | {
      type: 'PetitionAnswered';
      data: RatingIds & {
        petitionNo: number;
        outcome: PetitionOutcome;
        answerNo: string;
        answeredOn: Day;
        note: string;
      };
    }
  /** a new decision; `supersedes` is the number of the one before, which stays where it is. */
  | {
      type: 'RatingSuperseded';
      data: RatingIds & {
        supersedes: string;
        from: Level;
        level: Level;
        decisionNo: string;
        decidedOn: Day;
        reason: string;
        policy: RatingResult['policy'];
      };
    };
