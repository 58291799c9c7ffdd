import type { ClosedStatus } from '@dondoc/domain/finding/finding.events.ts';
import type { Verdict } from '@dondoc/domain/assignment/assignment.events.ts';
import type { Day } from '@dondoc/domain/calendar/day.ts';
import type { Phase } from '@dondoc/domain/deadline/deadline.ts';
import type { Channel, EscalationLevel, Recipient } from '@dondoc/domain/escalation/cadence.ts';
import type { RatingNoticeFacts } from './rating-facts.ts';

export type Language = 'vi' | 'en';
export type NoticeText = { subject: string; body: string };
export type NoticeTexts = Readonly<Record<Language, NoticeText>>;

export type CampaignFacts = {
  title: string;
  directive: { number: string; abstract: string | null } | null;
  deadlines: Readonly<Partial<Record<Phase, Day>>>;
};
type OfCampaign = { campaign: CampaignFacts };
/** What an amendment made different: the texts of the requirements, which are meant for everybody. */
export type ChangeFacts = { kind: 'ADDED' | 'CHANGED' | 'RESCINDED'; no: string; text: string | null };
type OfAction = OfCampaign & { actionId: string };
type OfVersion = OfCampaign & { version: number };

/** What each kind of notice is told. Free text of a unit or about it is never among it: that is read where it is kept. */
export type NoticeFacts = RatingNoticeFacts & {
  /** `lateJoin`: by what a unit joined after the others. */
  UnitAssigned: OfCampaign & { lateJoin: string | null };
  ReviewSuggestionIssued: OfCampaign & { no: string; basis: string; answerBy: Day | null };
  FindingRegistered: {
    no: string;
    number: string;
    issuer: string;
    signedOn: Day;
    item: string;
    dueOn: Day | null;
  };
  /** `no`: of the finding that its parts now stand for. */
  FindingDivided: { no: string; number: string; issuer: string; signedOn: Day };
  FindingClosed: { no: string; as: ClosedStatus; basis: string };
  UnitExempted: OfCampaign & { basis: string };
  SelfReviewReturned: OfVersion & { resubmitBy: Day };
  SelfReviewAccepted: OfVersion & { planBy: Day | null };
  PlanReturned: OfVersion & { resubmitBy: Day };
  PlanApproved: OfVersion;
  VerificationRecorded: OfCampaign & { actionId: string; verdict: Verdict };
  /** `amendments`: those the unit has not acknowledged. */
  ReminderSent: OfCampaign & { phase: Phase; dueOn: Day; isPast: boolean; amendments: readonly number[] };
  EscalationRaised: OfCampaign & { phase: Phase; level: EscalationLevel; step: number; dueOn: Day };
  DeadlineExtended: OfCampaign & { phase: Phase; from: Day; to: Day; basis: string; reason: string };
  UnitDeadlineExtended: OfCampaign & { phase: Phase; from: Day; to: Day; basis: string };
  DeadlineRecomputed: OfCampaign & { phase: Phase; from: Day; to: Day; basis: string };
  UnitDeadlineRecomputed: OfCampaign & { phase: Phase; from: Day; to: Day };
  CampaignPaused: OfCampaign & { reason: string };
  CampaignResumed: OfCampaign;
  /** `number` null: the campaign was drafted before amendments were counted here. */
  CampaignAmended: OfCampaign & {
    number: number | null;
    effectiveOn: Day;
    basis: string;
    changes: readonly ChangeFacts[];
  };
  CampaignClosed: OfCampaign & { reason: string };
  CampaignCancelled: OfCampaign & { reason: string };
  SelfReviewSubmitted: OfVersion & { unit: string; isLate: boolean };
  PlanSubmitted: OfVersion & { unit: string; isLate: boolean };
  ActionReportedDone: OfVersion & { unit: string; actionId: string };
  PlanApprovalVoided: OfVersion & { unit: string; amendedTo: number };
  CheckInOpened: OfCampaign & { period: string; dueOn: Day };
  CheckInMissed: OfCampaign & { unit: string; period: string; dueOn: Day };
  CheckInSubmitted: OfVersion & { unit: string; period: string; isLate: boolean };
  ActionExtensionRequested: OfAction & { unit: string; from: Day; to: Day; isRetroactive: boolean };
  ActionExtensionGranted: OfAction & { from: Day; to: Day; basis: string };
  ActionExtensionDenied: OfAction;
  EffectivenessChecked: OfAction & { isEffective: boolean };
  ActionCarriedOver: OfAction & { toYear: number };
  ActionReminded: OfAction & { dueOn: Day; isPast: boolean };
  ActionUrged: OfAction & {
    unit: string;
    level: EscalationLevel;
    step: number;
    dueOn: Day;
    to: readonly Recipient[];
  };
  /** `cycle`: the state of the predecessor's cycle that goes on here; null: only its actions. */
  ItemsInherited: OfCampaign & {
    predecessor: string;
    basis: string;
    cycle: string | null;
    dueOn: Day | null;
    actions: readonly string[];
  };
  FindingsInherited: { predecessor: string };
  EscalationReported: OfCampaign & {
    unit: string;
    phase: Phase;
    level: EscalationLevel;
    step: number;
    dueOn: Day;
    to: readonly Recipient[];
  };
};
export type MonitoringKind =
  | 'PlanApprovalVoided'
  | 'CheckInOpened'
  | 'CheckInMissed'
  | 'CheckInSubmitted'
  | 'ActionExtensionRequested'
  | 'ActionExtensionGranted'
  | 'ActionExtensionDenied'
  | 'EffectivenessChecked'
  | 'ActionCarriedOver'
  | 'ActionReminded'
  | 'ActionUrged';
export type SuccessionKind = 'ItemsInherited' | 'FindingsInherited';
export type NoticeKind = keyof NoticeFacts;

/** Mustache, of names and sections alone; plain text with line breaks. What a mail shows as HTML is made from it. */
export type NoticeTemplate = { readonly subject: string; readonly body: string };
export type NoticeTemplates = Readonly<Record<NoticeKind, NoticeTemplate>>;
export type MonitoringTemplates = Pick<NoticeTemplates, MonitoringKind>;
export type RatingTemplates = Pick<NoticeTemplates, keyof RatingNoticeFacts>;
export type SuccessionTemplates = Pick<NoticeTemplates, SuccessionKind>;

/** To one unit, to the administrators about one unit, or to every unit that takes part in the campaign. */
export type Addressed = { unitId: string } | { administratorsAbout: string } | 'EVERY_UNIT';
/** `once`: what makes it the same notice as that of another event; without it: its event. */
export type Notice = {
  [Kind in NoticeKind]: {
    to: Addressed;
    kind: Kind;
    facts: NoticeFacts[Kind];
    /** Absent: every channel there is. */
    channels?: readonly Channel[];
    once?: string;
  };
}[NoticeKind];
