import type { ActorRef } from '../actor.ts';
import type { Day, Instant } from '../calendar/day.ts';
import type { CampaignTerms } from '../campaign/campaign-terms.ts';
import type { WorkingCalendar } from '../calendar/working-calendar.ts';
import type { Basis, Phase } from '../deadline/deadline.ts';
import type { Score } from '../scoring/score.ts';
import type {
  Evidence,
  Limitation,
  PlanAction,
  RequirementAnswer,
  ReturnReason,
  Verdict,
} from './assignment.events.ts';

type Command<Type extends string, Data> = { type: Type; at: Instant; actor: ActorRef; data: Data };
type None = Record<never, never>;

/** What every assignment decision needs besides the unit's own stream. */
export type AssignmentContext = { terms: CampaignTerms; calendar: WorkingCalendar };

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
      }
    >
  | Command<'Acknowledge', None>
  | Command<'RecordReviewMeeting', { heldOn: Day; summoned: number; present: number }>
  | Command<'SubmitReview', { answers: readonly RequirementAnswer[]; limitations: readonly Limitation[] }>
  | Command<'ReturnReview', { version: number; reasons: readonly ReturnReason[] }>
  | Command<'AcceptReview', { version: number }>
  | Command<'SubmitPlan', { actions: readonly PlanAction[] }>
  | Command<'ReturnPlan', { version: number; reasons: readonly ReturnReason[] }>
  | Command<'ApprovePlan', { version: number }>
  | Command<'ReportActionDone', { actionId: string; evidence: readonly Evidence[]; note: string }>
  /** `version` is the report that was read. */
  | Command<'VerifyAction', { actionId: string; version: number; verdict: Verdict; note: string }>
  | Command<'ExtendUnitDeadline', { phase: Phase; to: Day; reason: string; basis: Basis }>
  | Command<'ExemptUnit', { basis: Basis; reason: string }>
  /** Raises every rung that is due at `at` and not yet raised; nothing when none is. Sent by the unit's workflow. */
  | Command<'RaiseDueEscalations', None>
  /** Records the reminder due at `at`, once per (phase, offset, due-version); nothing when none is. Sent by the sweep. */
  | Command<'SendDueReminder', None>
  | Command<'RecordScore', { score: Score }>;
