import type { CalendarRef } from '../campaign/campaign.events.ts';
import type { Day, Instant } from '../calendar/day.ts';
import type { Inheritance } from '../campaign/campaign.events.ts';
import type { Basis, Deadline, Phase } from '../deadline/deadline.ts';
import type { Channel, EscalationLevel, Recipient } from '../escalation/cadence.ts';
import type { Score } from '../scoring/score.ts';
import type { MonitoringEvent } from './monitoring/monitoring.events.ts';

export type RequirementAnswer = { requirementNo: string; kind: 'ANSWERED' | 'NOT_APPLICABLE'; text: string };
/** Answers to what this unit in particular was told: suggestions by their number, findings by their id. */
export type SuggestionAnswer = { suggestionNo: string; kind: RequirementAnswer['kind']; text: string };
export type FindingAnswer = { findingId: string; kind: RequirementAnswer['kind']; text: string };
export const BALLOT_LEVELS = ['EXCELLENT', 'GOOD', 'COMPLETED', 'NOT_COMPLETED'] as const;
/**
 * A secret ballot: how many voted for each level, never who. `position`: the post that was voted on; null: the
 * collective.
 */
export type Ballot = {
  position: string | null;
  tallies: readonly { level: (typeof BALLOT_LEVELS)[number]; votes: number }[];
  invalid: number;
};
/** A limitation the unit names in its review; the plan must answer each one. */
export type Limitation = { no: string; text: string; cause: string };
/** The conclusion a limitation comes from: its number, its day, and the point in it. */
export type LimitationSource = { conclusionNo: string; conclusionOn: Day; point: string };
/** One line of the plan. What is optional came later: a log from before has plans without it. */
export type PlanAction = {
  id: string;
  /** Number of the limitation in the accepted review. */
  limitationNo: string;
  /** The limitation, quoted word for word. */
  limitation: string;
  measure: string;
  lead: string;
  /** A last day, or CONTINUOUS for work without an end. */
  due: Day | 'CONTINUOUS';
  deliverable: string;
  source?: LimitationSource;
  /** Findings this action answers, by their ids. */
  findingIds?: readonly string[];
  causeKind?: 'SUBJECTIVE' | 'OBJECTIVE';
  /** Người chỉ đạo: who answers for it above the lead. */
  directedBy?: string;
  /** Who works along with the lead. */
  coordinates?: readonly string[];
  start?: Day;
  severity?: 'HIGH' | 'MEDIUM' | 'LOW';
  /** Whole points within the plan, 1 to 100. */
  weight?: number;
  /** The action of an earlier campaign that goes on here. */
  carriedFrom?: { campaignId: string; actionId: string };
};
/** A document that shows the result, named by the SHA-256 of its bytes (64 lower-case hex digits). */
export type Evidence = { sha256: string; title: string };
export type Verdict = 'ACCEPTED' | 'PARTIAL' | 'REJECTED';
export type ReturnReason = { item: string; text: string };
/** How a submission stood against its deadline, decided once, when it was made. */
export type Timeliness = { due: Deadline; originalOn: Day; isLate: boolean; lateSeconds: number };

/** What a unit that is no more owed in its cycle: the state it stood in, since when, and its last good day. */
export type InheritedStep = { status: string; since: Instant; dueOn: Day | null };
/**
 * An open action of its plan, with the day in force. `action.id` is new and holds the old unit's code; `originalDue` is the
 * day first approved, `report` the last one that was made.
 */
export type InheritedAction = {
  action: PlanAction;
  originalId: string;
  since: Instant;
  originalDue: Day | 'CONTINUOUS';
  percent: number;
  report: { version: number; evidence: readonly Evidence[]; note: string } | null;
};

type Ids = { campaignId: string; unitId: string };

/** The instants on a deadline of the unit's own say which pauses came after it and therefore move it. */
export type AssignmentEvent =
  | {
      type: 'UnitAssigned';
      data: Ids & {
        directiveId: string;
        code: string;
        category: string;
        peerGroup: string;
        lateJoin: Basis | null;
        inherits?: Inheritance;
        /** How often the campaign had been amended: it was assigned what it then said. */
        amendments?: number;
        /** When the unit was told: proof of notice. Absent in an early log. */
        assignedAt?: Instant;
        /** Of a cascade: the unit above, which judges. */
        superiorUnitId?: string;
      };
    }
  /** The unit has amendment `number` of the campaign in hand. */
  | { type: 'AmendmentAcknowledged'; data: Ids & { number: number } }
  | { type: 'AcknowledgementRecorded'; data: Ids & { timeliness: Timeliness } }
  | {
      type: 'ReviewMeetingRecorded';
      data: Ids & { heldOn: Day; summoned: number; present: number; ballots?: readonly Ballot[] };
    }
  /**
   * Something this unit in particular must answer. `position`: the post it is put to, null: the collective. `reopens`: the
   * deadline for the answer when the review was in already; null: it is answered with the review.
   */
  | {
      type: 'ReviewSuggestionIssued';
      data: Ids & {
        no: string;
        position: string | null;
        text: string;
        basis: Basis;
        reopens: Deadline | null;
        issuedAt: Instant;
      };
    }
  | {
      type: 'SelfReviewSubmitted';
      data: Ids & {
        version: number;
        answers: readonly RequirementAnswer[];
        limitations: readonly Limitation[];
        /** Absent before suggestions and findings were answered one by one. */
        suggestionAnswers?: readonly SuggestionAnswer[];
        findingAnswers?: readonly FindingAnswer[];
        /** The findings answered: ids stay readable when the texts are gone. */
        answeredFindings?: readonly string[];
        timeliness: Timeliness;
      };
    }
  | {
      type: 'SelfReviewReturned';
      data: Ids & {
        version: number;
        reasons: readonly ReturnReason[];
        resubmit: Deadline;
        returnedAt: Instant;
      };
    }
  /** `plan` is set when the unit would have less than the cadence's minimum for its plan. */
  | {
      type: 'SelfReviewAccepted';
      data: Ids & { version: number; plan: Deadline | null; acceptedAt: Instant };
    }
  | {
      type: 'PlanSubmitted';
      data: Ids & { version: number; actions: readonly PlanAction[]; timeliness: Timeliness };
    }
  /** A plan changed after its approval; always with a PlanApprovalVoided. It waits for the authority like a submitted one. */
  | {
      type: 'PlanAmended';
      data: Ids & { version: number; actions: readonly PlanAction[]; reason: string };
    }
  | {
      type: 'PlanReturned';
      data: Ids & {
        version: number;
        reasons: readonly ReturnReason[];
        resubmit: Deadline;
        returnedAt: Instant;
      };
    }
  /** `hash`: SHA-256 (hex) over the canonical bytes of what was approved, see `planContent`. Absent in an early log. */
  | {
      type: 'PlanApproved';
      data: Ids & {
        version: number;
        hash?: string;
        approvedAt?: Instant;
        /** codes of units below that were undecided then. */
        undecidedBelow?: readonly string[];
      };
    }
  /** `version` counts the reports on this action. */
  | {
      type: 'ActionReportedDone';
      data: Ids & { actionId: string; version: number; evidence: readonly Evidence[]; note: string };
    }
  /** `version` is the report judged, `evidence` the hashes of the documents it was judged on. */
  | {
      type: 'VerificationRecorded';
      data: Ids & {
        actionId: string;
        version: number;
        verdict: Verdict;
        note: string;
        evidence: readonly string[];
        /** With PARTIAL: how much is remedied, whole, 1 to 99. */
        percent?: number;
      };
    }
  | {
      type: 'UnitDeadlineExtended';
      data: Ids & {
        phase: Phase;
        from: Deadline;
        to: Deadline;
        days: number;
        reason: string;
        grantedAt: Instant;
      };
    }
  /** a deadline of the unit's own, counted again by a calendar the campaign took over. */
  | {
      type: 'UnitDeadlineRecomputed';
      data: Ids & { phase: Phase; from: Deadline; to: Deadline; because: CalendarRef; recomputedAt: Instant };
    }
  | {
      type: 'ReminderSent';
      data: Ids & {
        phase: Phase;
        offset: number;
        dueVersion: string;
        dueOn: Day;
        /** Amendments the unit has not acknowledged: the reminder is of them too. */
        amendments?: readonly number[];
        /** As the campaign chose; absent: every channel. */
        channels?: readonly Channel[];
      };
    }
  | {
      type: 'EscalationRaised';
      data: Ids & {
        phase: Phase;
        level: EscalationLevel;
        step: number;
        to: readonly Recipient[];
        dueVersion: string;
        dueOn: Day;
        /** As the campaign chose; absent: every channel. */
        channels?: readonly Channel[];
        /** Of a cascade, where SUPERIOR is among `to`: the unit that is meant. */
        superiorUnitId?: string;
      };
    }
  | { type: 'EscalationCleared'; data: Ids & { phase: Phase; level: EscalationLevel; step: number } }
  /** The first step that an account took for the unit as somebody's deputy (R-05: it judges the unit no more). */
  | { type: 'DeputyActed'; data: Ids & { deputyId: string; onBehalfOf: string; delegationId: string | null } }
  | { type: 'UnitExempted'; data: Ids & { basis: Basis; reason: string } }
  /** the unit is no more. `succession`: the event that says so; `step`: who takes over what was owed in the cycle. */
  | {
      type: 'ItemsTransferred';
      data: Ids & {
        succession: string;
        on: Day;
        basis: Basis;
        step: { status: string; toUnitId: string } | null;
        actions: readonly { actionId: string; toUnitId: string }[];
      };
    }
  /** The other side of it, with the age and the history of each item. What the old unit did wrong is not among them. */
  | {
      type: 'ItemsInherited';
      data: Ids & {
        succession: string;
        basis: Basis;
        from: { unitId: string; code: string };
        step: InheritedStep | null;
        actionIds: readonly string[];
        actions: readonly InheritedAction[];
        inheritedAt: Instant;
      };
    }
  | { type: 'ScoreComputed'; data: Ids & { score: Score } }
  | MonitoringEvent;
