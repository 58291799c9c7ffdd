import type { ActorRef } from '../actor.ts';
import type { Day, Instant } from '../calendar/day.ts';
import type { Inheritance } from '../campaign/campaign.events.ts';
import type { CampaignTerms } from '../campaign/campaign-terms.ts';
import type { WorkingCalendar } from '../calendar/working-calendar.ts';
import type { Basis, Phase } from '../deadline/deadline.ts';
import type { Score } from '../scoring/score.ts';
import type { Allotment } from '../unit/open-item.ts';
import type { UnitRef } from '../unit/unit.events.ts';
import type { Finding } from '../finding/findings-state.ts';
import type {
  Ballot,
  Evidence,
  FindingAnswer,
  InheritedAction,
  InheritedStep,
  Limitation,
  PlanAction,
  RequirementAnswer,
  ReturnReason,
  SuggestionAnswer,
  Verdict,
} from './assignment.events.ts';
import type { LowerUnits } from './lower-units.ts';
import type { NewEvidence, ProgressLine } from './monitoring/monitoring.events.ts';

type Command<Type extends string, Data> = { type: Type; at: Instant; actor: ActorRef; data: Data };
type None = Record<never, never>;
/** The event that records it, its day and its decision. */
type Succession = { succession: string; on: Day; basis: Basis };

/**
 * What an assignment decision needs besides the unit's own stream. `findings`: what is open against the unit; null where
 * nobody needs it (the clock's sweeps over a whole campaign), and then a rule that does is a fault, not an empty list.
 */
export type AssignmentContext = {
  terms: CampaignTerms;
  calendar: WorkingCalendar;
  findings: readonly Finding[] | null;
  /** SHA-256 (lower-case hex) over the RFC 8785 bytes of a JSON value. */
  hashOf: (value: object) => string;
  /** R-22; null where nobody decides. */
  lower: LowerUnits | null;
};

export type AssignmentCommand =
  | Command<
      'AssignUnit',
      {
        campaignId: string;
        unitId: string;
        directiveId: string;
        code: string;
        category: string;
        peerGroup: string;
        lateJoin: Basis | null;
        inherits?: Inheritance;
      }
    >
  | Command<'Acknowledge', None>
  | Command<'AcknowledgeAmendment', { number: number }>
  | Command<
      'RecordReviewMeeting',
      { heldOn: Day; summoned: number; present: number; ballots?: readonly Ballot[] }
    >
  /** `respondBy`: for a review that is in already; null: the working days of a return. */
  | Command<'IssueSuggestion', { position: string | null; text: string; basis: Basis; respondBy: Day | null }>
  | Command<
      'SubmitReview',
      {
        answers: readonly RequirementAnswer[];
        limitations: readonly Limitation[];
        suggestionAnswers?: readonly SuggestionAnswer[];
        findingAnswers?: readonly FindingAnswer[];
      }
    >
  | Command<'ReturnReview', { version: number; reasons: readonly ReturnReason[] }>
  | Command<'AcceptReview', { version: number }>
  | Command<'SubmitPlan', { actions: readonly PlanAction[] }>
  | Command<'ReturnPlan', { version: number; reasons: readonly ReturnReason[] }>
  /** Changes the plan after its approval, which falls with it. */
  | Command<'AmendPlan', { actions: readonly PlanAction[]; reason: string }>
  /** `hash`, if given, is that of the plan that was read: the approval is refused unless it is the same. */
  | Command<'ApprovePlan', { version: number; hash?: string }>
  | Command<'ReportActionDone', { actionId: string; evidence: readonly Evidence[]; note: string }>
  /** `version` is the report that was read. */
  | Command<
      'VerifyAction',
      { actionId: string; version: number; verdict: Verdict; note: string; percent?: number }
    >
  | Command<'ReportProgress', { actionId: string; percent: number; text: string }>
  | Command<'SubmitCheckIn', { period: string; summary: string; lines: readonly ProgressLine[] }>
  | Command<'AttachEvidence', { actionId: string; files: readonly NewEvidence[] }>
  | Command<'WithdrawEvidence', { actionId: string; sha256: string; reason: string }>
  | Command<'RequestActionExtension', { actionId: string; to: Day; reason: string }>
  /** `to`: another day than was asked for. */
  | Command<
      'GrantActionExtension',
      { actionId: string; request: number; to?: Day; reason: string; basis: Basis }
    >
  | Command<'DenyActionExtension', { actionId: string; request: number; reason: string }>
  | Command<'CheckEffectiveness', { actionId: string; on: Day; isEffective: boolean; note: string }>
  | Command<'CarryActionOver', { actionId: string; toYear: number; reason: string }>
  /** Records what the clock owes an approved plan at `at`; nothing when nothing is due. Sent by the unit's monitor. */
  | Command<'SettleMonitoring', None>
  | Command<'ExtendUnitDeadline', { phase: Phase; to: Day; reason: string; basis: Basis }>
  /** Counts the unit's own open deadlines again by the calendar in force; nothing when none moves. */
  | Command<'RecomputeDeadlines', None>
  | Command<'ExemptUnit', { basis: Basis; reason: string }>
  /** Sent by whoever follows a succession; the state says what is open, `allocation` whose it becomes. */
  | Command<
      'TransferItems',
      Succession & { allocation: readonly Allotment[]; successors: readonly UnitRef[] }
    >
  | Command<
      'InheritItems',
      Omit<Succession, 'on'> & {
        from: UnitRef;
        step: InheritedStep | null;
        actions: readonly InheritedAction[];
      }
    >
  /** Raises every rung that is due at `at` and not yet raised; nothing when none is. Sent by the unit's workflow. */
  | Command<'RaiseDueEscalations', None>
  /** By the authority, besides the cadence: of what the unit owes, the deadline that comes first. Once a day. */
  | Command<'RemindNow', None>
  /** Records the reminder due at `at`, once per (phase, offset, due-version); nothing when none is. Sent by the sweep. */
  | Command<'SendDueReminder', None>
  | Command<'RecordScore', { score: Score }>;
