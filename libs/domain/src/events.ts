import type { AssignmentEvent } from './assignment/assignment.events.ts';
import type { BulkEvent } from './bulk/bulk.events.ts';
import type { CampaignEvent } from './campaign/campaign.events.ts';
import type { ConclusionEvent } from './conclusion/conclusion.events.ts';
import type { DelegationEvent } from './delegation/delegation.events.ts';
import type { DirectiveEvent } from './directive/directive.events.ts';
import type { FindingEvent } from './finding/finding.events.ts';
import type { NoticeTemplateEvent } from './notice-template/notice-template.decider.ts';
import type { PeriodEvent } from './rating/process/period.events.ts';
import type { PolicyEvent } from './rating/process/policy.decider.ts';
import type { RatingEvent } from './rating/process/rating.events.ts';
import type { UnitEvent } from './unit/unit.events.ts';
import type { WebhookEvent } from './webhook/webhook.events.ts';

/** Every fact the log can hold. */
export type DomainEvent =
  | DirectiveEvent
  | UnitEvent
  | CampaignEvent
  | AssignmentEvent
  | ConclusionEvent
  | FindingEvent
  | RatingEvent
  | PeriodEvent
  | PolicyEvent
  | BulkEvent
  | NoticeTemplateEvent
  | DelegationEvent
  | WebhookEvent;
export type EventType = DomainEvent['type'];

/**
 * Top-level fields of `data` that hold free or personal text. The event store encrypts each as a whole under the stream's own
 * key before the event is hashed, so that a key can be destroyed without touching the chain.
 */
export const SEALED_FIELDS: Readonly<Partial<Record<EventType, readonly string[]>>> = {
  DirectiveIssued: ['signature'],
  ConclusionRegistered: ['subject'],
  FindingRegistered: ['text', 'requiredAction'],
  FindingSplit: ['reason'],
  FindingClosed: ['note'],
  UnitRegistered: ['mail'],
  UnitProfileCorrected: ['mail'],
  ReviewSuggestionIssued: ['text'],
  SelfReviewSubmitted: ['answers', 'limitations', 'suggestionAnswers', 'findingAnswers'],
  SelfReviewReturned: ['reasons'],
  PlanSubmitted: ['actions'],
  PlanAmended: ['actions', 'reason'],
  PlanReturned: ['reasons'],
  ActionReportedDone: ['evidence', 'note'],
  // Its evidence is hashes alone: they stay readable, so that what was judged can be proved for ever.
  VerificationRecorded: ['note'],
  ProgressReported: ['text'],
  CheckInSubmitted: ['summary', 'lines'],
  EvidenceAttached: ['title'],
  EvidenceWithdrawn: ['reason'],
  ActionExtensionRequested: ['reason'],
  ActionExtensionGranted: ['reason'],
  ActionExtensionDenied: ['reason'],
  EffectivenessChecked: ['note'],
  ActionCarriedOver: ['reason'],
  UnitDeadlineExtended: ['reason'],
  UnitExempted: ['reason'],
  AppraisalRecorded: ['explanation'],
  RatingDecided: ['reason'],
  RatingSuperseded: ['reason'],
  PetitionReceived: ['text'],
  PetitionAnswered: ['note'],
  BulkOrdered: ['reason'],
  DelegationGranted: ['reason'],
  DelegationRevoked: ['reason'],
  WebhookSubscribed: ['reason'],
  WebhookChanged: ['reason'],
  WebhookSecretRotated: ['reason'],
  WebhookPaused: ['reason'],
  WebhookResumed: ['reason'],
  WebhookRemoved: ['reason'],
  ItemsInherited: ['actions'],
  FindingInherited: ['text', 'requiredAction'],
};
