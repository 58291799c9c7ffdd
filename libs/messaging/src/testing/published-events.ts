import type { Deadline, Phase } from '@dondoc/domain/deadline/deadline.ts';
import type { DomainEvent } from '@dondoc/domain/events.ts';
import type { PublishedEventType } from '../public-types.ts';

type DataOf<Type> = Extract<DomainEvent, { type: Type }>['data'];

/** Stands wherever a person may write what they like, so that a spec can look whether it gets out. */
export const PRIVATE = 'chỉ trong nhật ký';

const campaignId = '0d7c1a52-4f0e-4c55-9a1c-1889c0de0001';
const unitId = '5b0f4c1e-7a36-4b0e-8a94-1889c0de0002';
const directiveId = '9d1f6a10-2c4b-4f7d-b2a3-1889c0de0003';
const ids = { campaignId, unitId };
const basis = { ref: PRIVATE, text: PRIVATE };
const deadline = (phase: Phase, on: string, endsAt: string): Deadline => ({
  phase,
  on,
  endsAt,
  relation: 'BY',
  phrase: PRIVATE,
  basis,
});
const review = deadline('REVIEW', '2023-12-20', '2023-12-20T17:00:00.000Z');
const later = deadline('REVIEW', '2023-12-27', '2023-12-27T17:00:00.000Z');
const plan = deadline('PLAN', '2024-01-19', '2024-01-19T17:00:00.000Z');
const timely = (due: Deadline) => ({ due, originalOn: due.on, isLate: false, lateSeconds: 0 });
const addressee = { unitId, code: 'HU-TRABONG', category: 'A', peerGroup: 'HU' };
const requirement = {
  no: '1',
  text: PRIVATE,
  kind: 'TOPIC_REVIEW' as const,
  mandatory: true,
  appliesTo: ['A'],
};
const profile = {
  unitId,
  code: 'HU-TRABONG',
  name: 'Huyện ủy Trà Bồng',
  kind: 'DISTRICT_COMMITTEE' as const,
  addresseeCategory: 'A',
  peerGroup: 'HU',
  parentCode: null,
  mail: PRIVATE,
};
const policy = { code: 'VN-FIRST', version: 1 };

/** One of each event that has a public type of its own: what it looks like inside. */
export const PUBLISHED_EVENTS: { readonly [Type in PublishedEventType]: DataOf<Type> } = {
  DirectiveIssued: {
    directiveId,
    family: 'PARTY',
    number: { raw: '1889-CV/TU', seq: 1889, type: 'CV', issuer: 'TU', term: '2020-2025' },
    abstract: PRIVATE,
    issuer: [PRIVATE],
    place: PRIVATE,
    issuedOn: '2023-12-01',
    addressees: [PRIVATE],
    requirements: [{ no: '1', text: PRIVATE }],
    deadlines: [],
    distribution: [{ role: 'ACTION', text: PRIVATE }],
    signature: { authorityLine: PRIVATE, position: PRIVATE, name: PRIVATE },
    notStated: [],
    sourceSha256: '0'.repeat(64),
  },
  UnitRegistered: { ...profile, validFrom: '2020-01-01', validTo: null },
  UnitProfileCorrected: profile,
  UnitDissolved: { unitId, on: '2025-06-30', basis },
  CampaignDrafted: {
    campaignId,
    directiveId,
    title: 'Kiểm điểm năm 2023',
    reviewYear: 2023,
    monitoringYear: 2024,
    zone: 'Asia/Ho_Chi_Minh',
    calendar: { code: 'VN', version: '2023' },
    policy,
    cadence: {
      reminderOffsets: [-5, -1],
      rungs: [],
      deliverAt: '08:00',
      resubmitWorkingDays: 3,
      planMinWorkingDays: 5,
      extensionGraceDays: 0,
    },
    requirements: [requirement],
    cutOffOn: '2024-02-15',
  },
  DeadlineSet: { campaignId, deadline: review },
  AddresseesExpanded: { campaignId, page: 1, units: [addressee], basis },
  CampaignIssued: { campaignId, unitCount: 86 },
  ReviewingOpened: { campaignId, assigned: 86 },
  CampaignAmended: { campaignId, requirements: [requirement], effectiveOn: '2023-12-11', basis },
  DeadlineExtended: { campaignId, phase: 'REVIEW', from: review, to: later, reason: PRIVATE },
  AddresseeAdded: { campaignId, unit: addressee, basis },
  CampaignPaused: { campaignId, pausedAt: '2023-12-12T01:00:00.000Z', reason: PRIVATE },
  CampaignResumed: {
    campaignId,
    pausedAt: '2023-12-12T01:00:00.000Z',
    resumedAt: '2023-12-19T01:00:00.000Z',
    pausedDays: 7,
    deadlines: [later],
  },
  RatingOpened: { campaignId, cutOffOn: '2024-02-15' },
  ScoringCompleted: { campaignId, policy, scored: 86, cutPosition: 4_811 },
  MonitoringOpened: { campaignId },
  CampaignClosed: { campaignId, reason: PRIVATE },
  CampaignCancelled: { campaignId, reason: PRIVATE },
  UnitAssigned: {
    ...ids,
    directiveId,
    code: 'HU-TRABONG',
    category: 'A',
    peerGroup: 'HU',
    lateJoin: basis,
  },
  AcknowledgementRecorded: {
    ...ids,
    timeliness: timely(deadline('ACKNOWLEDGE', '2023-12-08', '2023-12-08T17:00:00.000Z')),
  },
  ReviewMeetingRecorded: { ...ids, heldOn: '2023-12-14', summoned: 15, present: 14 },
  SelfReviewSubmitted: {
    ...ids,
    version: 1,
    answers: [{ requirementNo: '1', kind: 'ANSWERED', text: PRIVATE }],
    limitations: [{ no: '1', text: PRIVATE, cause: PRIVATE }],
    timeliness: timely(review),
  },
  SelfReviewReturned: {
    ...ids,
    version: 1,
    reasons: [{ item: PRIVATE, text: PRIVATE }],
    resubmit: later,
    returnedAt: '2023-12-22T02:30:00.000Z',
  },
  SelfReviewAccepted: { ...ids, version: 2, plan, acceptedAt: '2023-12-28T02:30:00.000Z' },
  PlanSubmitted: {
    ...ids,
    version: 1,
    actions: [
      {
        id: 'A1',
        limitationNo: '1',
        limitation: PRIVATE,
        measure: PRIVATE,
        lead: PRIVATE,
        due: '2024-06-30',
        deliverable: PRIVATE,
      },
    ],
    timeliness: timely(plan),
  },
  PlanReturned: {
    ...ids,
    version: 1,
    reasons: [{ item: PRIVATE, text: PRIVATE }],
    resubmit: plan,
    returnedAt: '2024-01-15T02:30:00.000Z',
  },
  PlanApproved: { ...ids, version: 2 },
  ActionReportedDone: {
    ...ids,
    actionId: 'A1',
    version: 1,
    evidence: [{ sha256: '0'.repeat(64), title: PRIVATE }],
    note: PRIVATE,
  },
  VerificationRecorded: {
    ...ids,
    actionId: 'A1',
    version: 1,
    verdict: 'ACCEPTED',
    note: PRIVATE,
    evidence: ['0'.repeat(64)],
  },
  UnitDeadlineExtended: {
    ...ids,
    phase: 'REVIEW',
    from: review,
    to: later,
    days: 7,
    reason: PRIVATE,
    grantedAt: '2023-12-18T03:00:00.000Z',
  },
  EscalationRaised: {
    ...ids,
    phase: 'REVIEW',
    level: 'URGE',
    step: 1,
    to: ['UNIT', 'HEAD'],
    dueVersion: 'v1',
    dueOn: '2023-12-20',
  },
  EscalationCleared: { ...ids, phase: 'REVIEW', level: 'URGE', step: 1 },
  UnitExempted: { ...ids, basis, reason: PRIVATE },
};

export const PUBLISHED_TYPES = Object.keys(PUBLISHED_EVENTS) as readonly PublishedEventType[];
