import type { ActorRef } from '../../actor.ts';
import type { WorkingCalendar } from '../../calendar/working-calendar.ts';
import type { Day, Instant } from '../../calendar/day.ts';
import type { Basis } from '../../deadline/deadline.ts';
import type { Level, RatedLevel } from '../level.ts';
import type { GeneralPoints } from '../rating-facts.ts';
import type { RatingPolicy } from '../rating-policy.ts';
import type { OpenPeriod } from './period-state.ts';
import type { ImportedFacts, PetitionOutcome, ProvisionalResult } from './rating.events.ts';

type Command<Type extends string, Data> = { type: Type; at: Instant; actor: ActorRef; data: Data };

export type RatingCommand =
  | Command<'RateSelf', { score: string; level: RatedLevel }>
  | Command<'ImportFacts', { facts: ImportedFacts; source: Basis }>
  | Command<
      'Appraise',
      { score: string; level: RatedLevel; general: GeneralPoints | null; explanation: string | null }
    >
  /** What `evaluateRating` said, handed in with its digest. The same again is nothing. */
  | Command<'RecordProvisional', ProvisionalResult>
  | Command<'ApplyCap', { group: string; selected: boolean; capVersion: number }>
  | Command<'Decide', { level: Level; decisionNo: string; decidedOn: Day; reason: string | null }>
  | Command<'Publish', Record<never, never>>
  | Command<'ReceivePetition', { receivedOn: Day; text: string }>
  | Command<'RaiseOverduePetition', Record<never, never>>
  /** SUPERSEDED comes with the decision that takes the old one's place. */
  | Command<
      'AnswerPetition',
      {
        outcome: PetitionOutcome;
        answerNo: string;
        answeredOn: Day;
        note: string;
        superseding: { level: Level; decisionNo: string; decidedOn: Day } | null;
      }
    >
  | Command<'Supersede', { level: Level; decisionNo: string; decidedOn: Day; reason: string }>;

/** Whose rating, and what the rules must know of the rest. */
export type RatingContext = {
  subject: { campaignId: string; unitId: string; subjectId: string; headsUnit: boolean };
  period: OpenPeriod;
  /** The snapshot that rates this subject. */
  policy: RatingPolicy;
  calendar: WorkingCalendar;
  zone: string;
  /** Units directly below that have no decision yet. */
  undecidedBelow: readonly string[];
  /** Official level of the unit, for a post in it; null: not decided, undefined: the subject is a unit. */
  unitLevel?: Level | null;
};
