import type { EventType } from '@dondoc/domain/events.ts';

/**
 * Nobody is told of these, and no notice needs to know what they say. Whatever is not among them concerns the notices, also what a newer
 * program wrote: it parks its stream.
 */
export const SILENT: ReadonlySet<string> = new Set<EventType>([
  'AddresseesExpanded',
  'CalendarVersionAdopted',
  'AddresseeAdded',
  'CampaignIssued',
  'ReviewingOpened',
  'ScoringCompleted',
  'MonitoringOpened',

  'AcknowledgementRecorded',
  'ReviewMeetingRecorded',
  'EscalationCleared',
  'ScoreComputed',
  'PlanAmended',
  'DeputyActed',
  'AmendmentAcknowledged',
  'ProgressReported',
  'PeriodFrozen',
  'EvidenceAttached',
  'EvidenceWithdrawn',

  'ConclusionRegistered',
  'FindingSplit',
  'FindingAdvanced',
  'FindingTransferred',
  'UnitDissolved',
  'UnitSucceeded',

  'SelfRatingRecorded',
  'RatingFactsImported',
  'ProvisionalLevelComputed',
  'RatingCapped',
  'RatingDecided',
  'RatingPeriodOpened',
  'PostsListed',
  'LowerUnitsListed',
  'PeerGroupsMerged',
  'CapComputed',
  'PeriodLocked',
  'PeriodReopened',
  'RatingPolicyPublished',

  'BulkOrdered',
  'BulkUnitsListed',
  'BulkItemsSettled',
  'BulkRetried',
]);
