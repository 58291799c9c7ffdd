import { INTERNAL_TYPE, type PublicType } from '@dondoc/contracts/public-events.ts';
import type { EventType } from '@dondoc/domain/events.ts';

/**
 * How each fact of the log is called outside. A new event is a decision here: a public type, or internal, which publishes
 * that something happened and nothing of what.
 */
export const PUBLIC_TYPES = {
  DirectiveIssued: 'vn.dondoc.directive.issued.v1',

  UnitRegistered: 'vn.dondoc.unit.registered.v1',
  UnitProfileCorrected: 'vn.dondoc.unit.profile-corrected.v1',
  UnitDissolved: 'vn.dondoc.unit.dissolved.v1',

  CampaignDrafted: 'vn.dondoc.campaign.drafted.v1',
  DeadlineSet: 'vn.dondoc.campaign.deadline-set.v1',
  AddresseesExpanded: 'vn.dondoc.campaign.addressees-expanded.v1',
  CampaignIssued: 'vn.dondoc.campaign.issued.v1',
  ReviewingOpened: 'vn.dondoc.campaign.reviewing-opened.v1',
  CampaignAmended: 'vn.dondoc.campaign.amended.v1',
  DeadlineExtended: 'vn.dondoc.campaign.deadline-extended.v1',
  CalendarVersionAdopted: 'vn.dondoc.campaign.calendar-adopted.v1',
  DeadlineRecomputed: 'vn.dondoc.campaign.deadline-recomputed.v1',
  AddresseeAdded: 'vn.dondoc.campaign.addressee-added.v1',
  CampaignPaused: 'vn.dondoc.campaign.paused.v1',
  CampaignResumed: 'vn.dondoc.campaign.resumed.v1',
  RatingOpened: 'vn.dondoc.campaign.rating-opened.v1',
  ScoringCompleted: 'vn.dondoc.campaign.scoring-completed.v1',
  MonitoringOpened: 'vn.dondoc.campaign.monitoring-opened.v1',
  CampaignClosed: 'vn.dondoc.campaign.closed.v1',
  CampaignCancelled: 'vn.dondoc.campaign.cancelled.v1',

  UnitAssigned: 'vn.dondoc.assignment.assigned.v1',
  AcknowledgementRecorded: 'vn.dondoc.assignment.acknowledged.v1',
  ReviewMeetingRecorded: 'vn.dondoc.assignment.review-meeting-recorded.v1',
  SelfReviewSubmitted: 'vn.dondoc.assignment.self-review-submitted.v1',
  SelfReviewReturned: 'vn.dondoc.assignment.self-review-returned.v1',
  SelfReviewAccepted: 'vn.dondoc.assignment.self-review-accepted.v1',
  PlanSubmitted: 'vn.dondoc.assignment.plan-submitted.v1',
  PlanReturned: 'vn.dondoc.assignment.plan-returned.v1',
  PlanApproved: 'vn.dondoc.assignment.plan-approved.v1',
  ActionReportedDone: 'vn.dondoc.assignment.action-reported-done.v1',
  VerificationRecorded: 'vn.dondoc.assignment.verification-recorded.v1',
  UnitDeadlineExtended: 'vn.dondoc.assignment.deadline-extended.v1',
  UnitDeadlineRecomputed: 'vn.dondoc.assignment.deadline-recomputed.v1',
  EscalationRaised: 'vn.dondoc.assignment.escalation-raised.v1',
  EscalationCleared: 'vn.dondoc.assignment.escalation-cleared.v1',
  UnitExempted: 'vn.dondoc.assignment.exempted.v1',

  ReviewSuggestionIssued: 'vn.dondoc.assignment.suggestion-issued.v1',
  PlanAmended: 'vn.dondoc.assignment.plan-amended.v1',
  PlanApprovalVoided: 'vn.dondoc.assignment.plan-approval-voided.v1',
  CheckInOpened: 'vn.dondoc.assignment.check-in-opened.v1',
  CheckInSubmitted: 'vn.dondoc.assignment.check-in-submitted.v1',
  CheckInMissed: 'vn.dondoc.assignment.check-in-missed.v1',
  PeriodFrozen: 'vn.dondoc.assignment.period-frozen.v1',
  ProgressReported: 'vn.dondoc.assignment.progress-reported.v1',
  EvidenceAttached: 'vn.dondoc.assignment.evidence-attached.v1',
  EvidenceWithdrawn: 'vn.dondoc.assignment.evidence-withdrawn.v1',
  ActionExtensionRequested: 'vn.dondoc.assignment.action-extension-requested.v1',
  ActionExtensionGranted: 'vn.dondoc.assignment.action-extension-granted.v1',
  ActionExtensionDenied: 'vn.dondoc.assignment.action-extension-denied.v1',
  ActionUrged: 'vn.dondoc.assignment.action-urged.v1',
  EffectivenessChecked: 'vn.dondoc.assignment.effectiveness-checked.v1',
  ActionCarriedOver: 'vn.dondoc.assignment.action-carried-over.v1',

  ConclusionRegistered: 'vn.dondoc.conclusion.registered.v1',
  FindingRegistered: 'vn.dondoc.finding.registered.v1',
  FindingSplit: 'vn.dondoc.finding.split.v1',
  FindingAdvanced: 'vn.dondoc.finding.advanced.v1',
  FindingClosed: 'vn.dondoc.finding.closed.v1',

  RatingPublished: 'vn.dondoc.rating.published.v1',
  RatingSuperseded: 'vn.dondoc.rating.superseded.v1',

  // Everything on the way to a published level is the authority's and the unit's.
  SelfRatingRecorded: INTERNAL_TYPE,
  RatingFactsImported: INTERNAL_TYPE,
  AppraisalRecorded: INTERNAL_TYPE,
  ProvisionalLevelComputed: INTERNAL_TYPE,
  RatingCapped: INTERNAL_TYPE,
  RatingApprovalVoided: INTERNAL_TYPE,
  RatingDecided: INTERNAL_TYPE,
  PetitionReceived: INTERNAL_TYPE,
  PetitionOverdue: INTERNAL_TYPE,
  PetitionAnswered: INTERNAL_TYPE,
  RatingPeriodOpened: INTERNAL_TYPE,
  PostsListed: INTERNAL_TYPE,
  LowerUnitsListed: INTERNAL_TYPE,
  PeerGroupsMerged: INTERNAL_TYPE,
  CapComputed: INTERNAL_TYPE,
  PeriodLocked: INTERNAL_TYPE,
  PeriodReopened: INTERNAL_TYPE,
  PoliciesAdopted: INTERNAL_TYPE,
  RatingPolicyPublished: INTERNAL_TYPE,
  // Who goes on for whom quotes plans and findings by their keys: internal, like what a batch did.
  FindingTransferred: INTERNAL_TYPE,
  FindingInherited: INTERNAL_TYPE,
  AmendmentAcknowledged: INTERNAL_TYPE,
  UnitSucceeded: INTERNAL_TYPE,
  BulkOrdered: INTERNAL_TYPE,
  BulkUnitsListed: INTERNAL_TYPE,
  BulkItemsSettled: INTERNAL_TYPE,
  BulkRetried: INTERNAL_TYPE,
  ItemsTransferred: INTERNAL_TYPE,
  ItemsInherited: INTERNAL_TYPE,
  // How the office words its letters.
  NoticeTemplateEdited: INTERNAL_TYPE,
  NoticeTemplateReset: INTERNAL_TYPE,
  // The engine's own mornings; and a score is the unit's to see first, until it is published with its petitions decided.
  ActionReminded: INTERNAL_TYPE,
  ReminderSent: INTERNAL_TYPE,
  ScoreComputed: INTERNAL_TYPE,
  // Who is away and who stands in is the office's own.
  DelegationGranted: INTERNAL_TYPE,
  DelegationRevoked: INTERNAL_TYPE,
  DeputyActed: INTERNAL_TYPE,
  // Which systems an inbox is mirrored to is its owner's.
  WebhookSubscribed: INTERNAL_TYPE,
  WebhookChanged: INTERNAL_TYPE,
  WebhookSecretRotated: INTERNAL_TYPE,
  WebhookPaused: INTERNAL_TYPE,
  WebhookResumed: INTERNAL_TYPE,
  WebhookRemoved: INTERNAL_TYPE,
} as const satisfies Readonly<Record<EventType, PublicType>>;

/** Events that have a public type of their own. */
export type PublishedEventType = {
  [Type in EventType]: (typeof PUBLIC_TYPES)[Type] extends typeof INTERNAL_TYPE ? never : Type;
}[EventType];
