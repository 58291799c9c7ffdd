import type { ClosedStatus } from '@dondoc/domain/finding/finding.events.ts';
import type { Verdict } from '@dondoc/domain/assignment/assignment.events.ts';
import type { Day } from '@dondoc/domain/calendar/day.ts';
import type { Phase } from '@dondoc/domain/deadline/deadline.ts';
import type { Channel, EscalationLevel, Recipient } from '@dondoc/domain/escalation/cadence.ts';

export type Language = 'vi' | 'en';
export type NoticeText = { subject: string; body: string };
export type NoticeTexts = Readonly<Record<Language, NoticeText>>;

export type CampaignFacts = {
  title: string;
  directive: { number: string; abstract: string | null } | null;
  deadlines: Readonly<Partial<Record<Phase, Day>>>;
};
type OfCampaign = { campaign: CampaignFacts };
type OfAction = OfCampaign & { actionId: string };
type OfVersion = OfCampaign & { version: number };

/** What each kind of notice is told. Free text of a unit or about it is never among it: that is read where it is kept. */
export type NoticeFacts = {
  UnitAssigned: OfCampaign;
  ReviewSuggestionIssued: OfCampaign & { no: string; basis: string; answerBy: Day | null };
  FindingRegistered: {
    no: string;
    number: string;
    issuer: string;
    signedOn: Day;
    item: string;
    dueOn: Day | null;
  };
  FindingClosed: { no: string; as: ClosedStatus; basis: string };
  UnitExempted: OfCampaign & { basis: string };
  SelfReviewReturned: OfVersion & { resubmitBy: Day };
  SelfReviewAccepted: OfVersion & { planBy: Day | null };
  PlanReturned: OfVersion & { resubmitBy: Day };
  PlanApproved: OfVersion;
  VerificationRecorded: OfCampaign & { actionId: string; verdict: Verdict };
  ReminderSent: OfCampaign & { phase: Phase; dueOn: Day; isPast: boolean };
  EscalationRaised: OfCampaign & { phase: Phase; level: EscalationLevel; step: number; dueOn: Day };
  DeadlineExtended: OfCampaign & { phase: Phase; from: Day; to: Day; basis: string; reason: string };
  UnitDeadlineExtended: OfCampaign & { phase: Phase; from: Day; to: Day; basis: string };
  DeadlineRecomputed: OfCampaign & { phase: Phase; from: Day; to: Day; basis: string };
  UnitDeadlineRecomputed: OfCampaign & { phase: Phase; from: Day; to: Day };
  CampaignPaused: OfCampaign & { reason: string };
  CampaignResumed: OfCampaign;
  CampaignAmended: OfCampaign & { effectiveOn: Day; basis: string };
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
export type NoticeKind = keyof NoticeFacts;
export type NoticeWords = { readonly [Kind in NoticeKind]: (facts: NoticeFacts[Kind]) => NoticeText };
export type MonitoringWords = Pick<NoticeWords, MonitoringKind>;

/** To one unit, to the administrators about one unit, or to every unit that takes part in the campaign. */
export type Addressed = { unitId: string } | { administratorsAbout: string } | 'EVERY_UNIT';
export type Notice = {
  [Kind in NoticeKind]: {
    to: Addressed;
    kind: Kind;
    facts: NoticeFacts[Kind];
    /** Absent: every channel there is. */
    channels?: readonly Channel[];
  };
}[NoticeKind];
