import {
  basis,
  deadline,
  directiveId,
  findingId,
  ids,
  later,
  plan,
  PRIVATE,
  review,
  SHA256,
  timely,
  type Published,
} from './parts.ts';

export const ASSIGNMENT: Published<
  | 'UnitAssigned'
  | 'AcknowledgementRecorded'
  | 'ReviewMeetingRecorded'
  | 'ReviewSuggestionIssued'
  | 'SelfReviewSubmitted'
  | 'SelfReviewReturned'
  | 'SelfReviewAccepted'
  | 'PlanSubmitted'
  | 'PlanReturned'
  | 'PlanApproved'
  | 'ActionReportedDone'
  | 'VerificationRecorded'
  | 'UnitDeadlineExtended'
  | 'UnitDeadlineRecomputed'
  | 'EscalationRaised'
  | 'EscalationCleared'
  | 'UnitExempted'
> = {
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
  ReviewMeetingRecorded: {
    ...ids,
    heldOn: '2023-12-14',
    summoned: 15,
    present: 14,
    ballots: [{ position: PRIVATE, tallies: [{ level: 'GOOD', votes: 13 }], invalid: 1 }],
  },
  ReviewSuggestionIssued: {
    ...ids,
    no: '2',
    position: PRIVATE,
    text: PRIVATE,
    basis,
    reopens: later,
    issuedAt: '2023-12-21T02:30:00.000Z',
  },
  SelfReviewSubmitted: {
    ...ids,
    version: 1,
    answers: [{ requirementNo: '1', kind: 'ANSWERED', text: PRIVATE }],
    limitations: [{ no: '1', text: PRIVATE, cause: PRIVATE }],
    suggestionAnswers: [{ suggestionNo: '1', kind: 'ANSWERED', text: PRIVATE }],
    findingAnswers: [{ findingId, kind: 'ANSWERED', text: PRIVATE }],
    answeredFindings: [findingId],
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
        findingIds: [findingId],
        directedBy: PRIVATE,
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
  PlanApproved: { ...ids, version: 2, hash: SHA256, approvedAt: '2024-01-18T02:30:00.000Z' },
  ActionReportedDone: {
    ...ids,
    actionId: 'A1',
    version: 1,
    evidence: [{ sha256: SHA256, title: PRIVATE }],
    note: PRIVATE,
  },
  VerificationRecorded: {
    ...ids,
    actionId: 'A1',
    version: 1,
    verdict: 'PARTIAL',
    percent: 60,
    note: PRIVATE,
    evidence: [SHA256],
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
  UnitDeadlineRecomputed: {
    ...ids,
    phase: 'REVIEW',
    from: review,
    to: later,
    because: { code: 'VN', version: '2023-12' },
    recomputedAt: '2023-12-15T02:00:05.000Z',
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
