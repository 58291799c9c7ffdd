import type { CampaignFacts, NoticeFacts, NoticeKind } from '../notice-facts.ts';

/**
 * What a template of this kind must say in every case, by the names of its placeholders: who is told to do what, until when,
 * on what grounds. And facts to show it with: each case that a section can tell apart.
 */
type KnownNotice<Kind extends NoticeKind> = {
  mustSay: readonly string[];
  examples: readonly [NoticeFacts[Kind], ...NoticeFacts[Kind][]];
};

const campaign: CampaignFacts = {
  title: 'Kiểm điểm tập thể, cá nhân năm 2026',
  directive: { number: '1889-CV/TU', abstract: 'V/v kiểm điểm năm 2026' },
  deadlines: { ACKNOWLEDGE: '2026-12-04', REVIEW: '2026-12-15', PLAN: '2027-01-15' },
};
const bare: CampaignFacts = { title: campaign.title, directive: null, deadlines: {} };
const withoutAbstract: CampaignFacts = { ...campaign, directive: { number: '1889-CV/TU', abstract: null } };
const unit = 'Huyện ủy Ba Tơ';
const basis = '1920-CV/TU';
const actionId = 'A1';
const moved = { campaign, from: '2026-12-15', to: '2026-12-22' };
const conclusion = { no: '3', number: '56-KL/UBKTTU', issuer: 'UBKT Tỉnh ủy', signedOn: '2026-09-30' };
const overdue = { campaign, phase: 'REVIEW' as const, step: 2, dueOn: '2026-12-15' };

const rated = { campaign, isPost: false };

const SUBMITTED = {
  mustSay: ['campaign', 'unit', 'version'],
  examples: [
    { campaign, unit, version: 1, isLate: false },
    { campaign, unit, version: 2, isLate: true },
  ],
} as const;

export const KNOWN_NOTICES: { readonly [Kind in NoticeKind]: KnownNotice<Kind> } = {
  UnitAssigned: {
    mustSay: ['campaign', 'directive', 'deadlines'],
    examples: [
      { campaign, lateJoin: null },
      { campaign: withoutAbstract, lateJoin: basis },
      { campaign: bare, lateJoin: null },
    ],
  },
  UnitExempted: { mustSay: ['campaign', 'basis'], examples: [{ campaign, basis }] },
  ReviewSuggestionIssued: {
    mustSay: ['campaign', 'no', 'answerBy'],
    examples: [
      { campaign, no: '1', basis, answerBy: null },
      { campaign, no: '2', basis, answerBy: '2026-12-22' },
    ],
  },
  FindingRegistered: {
    mustSay: ['no', 'number', 'dueOn'],
    examples: [
      { ...conclusion, item: 'III.2', dueOn: '2027-03-31' },
      { ...conclusion, item: 'III.2', dueOn: null },
    ],
  },
  FindingDivided: { mustSay: ['no', 'number'], examples: [conclusion] },
  FindingClosed: {
    mustSay: ['no', 'outcome', 'basis'],
    examples: [
      { no: '3', as: 'VERIFIED_CLOSED', basis },
      { no: '3', as: 'ACCEPTED_NOT_REMEDIABLE', basis },
      { no: '3', as: 'NO_LONGER_APPLICABLE', basis },
    ],
  },
  SelfReviewReturned: {
    mustSay: ['campaign', 'resubmitBy'],
    examples: [{ campaign, version: 1, resubmitBy: '2026-12-22' }],
  },
  SelfReviewAccepted: {
    mustSay: ['campaign', 'planBy'],
    examples: [
      { campaign, version: 1, planBy: '2027-01-15' },
      { campaign, version: 1, planBy: null },
    ],
  },
  PlanReturned: {
    mustSay: ['campaign', 'resubmitBy'],
    examples: [{ campaign, version: 1, resubmitBy: '2027-01-22' }],
  },
  PlanApproved: { mustSay: ['campaign', 'version'], examples: [{ campaign, version: 1 }] },
  VerificationRecorded: {
    mustSay: ['campaign', 'actionId', 'verdict'],
    examples: [
      { campaign, actionId, verdict: 'ACCEPTED' },
      { campaign, actionId, verdict: 'PARTIAL' },
      { campaign, actionId, verdict: 'REJECTED' },
    ],
  },
  ReminderSent: {
    mustSay: ['campaign', 'phase', 'dueOn', 'amendments'],
    examples: [
      { campaign, phase: 'REVIEW', dueOn: '2026-12-15', isPast: false, amendments: [] },
      { campaign, phase: 'PLAN', dueOn: '2027-01-15', isPast: true, amendments: [1, 2] },
    ],
  },
  EscalationRaised: {
    mustSay: ['campaign', 'phase', 'dueOn'],
    examples: [
      { ...overdue, level: 'MONITOR' },
      { ...overdue, level: 'URGE' },
      { ...overdue, level: 'CHECK' },
    ],
  },
  EscalationReported: {
    mustSay: ['campaign', 'unit', 'phase', 'dueOn', 'recipients'],
    examples: [
      { ...overdue, level: 'MONITOR', unit, to: ['SUPERIOR'] },
      { ...overdue, level: 'URGE', unit, to: ['HEAD'] },
      { ...overdue, level: 'CHECK', unit, to: ['RESPONSIBLE_MEMBER', 'STANDING_COMMITTEE'] },
    ],
  },
  DeadlineExtended: {
    mustSay: ['campaign', 'phase', 'to', 'basis'],
    examples: [{ ...moved, phase: 'REVIEW', basis, reason: 'mưa lũ trên diện rộng' }],
  },
  UnitDeadlineExtended: {
    mustSay: ['campaign', 'phase', 'to', 'basis'],
    examples: [{ ...moved, phase: 'REVIEW', basis }],
  },
  DeadlineRecomputed: {
    mustSay: ['campaign', 'phase', 'to'],
    examples: [{ ...moved, phase: 'REVIEW', basis: 'VN 2026-11' }],
  },
  UnitDeadlineRecomputed: { mustSay: ['campaign', 'phase', 'to'], examples: [{ ...moved, phase: 'REVIEW' }] },
  CampaignPaused: { mustSay: ['campaign'], examples: [{ campaign, reason: 'bão số 6' }] },
  CampaignResumed: { mustSay: ['campaign', 'deadlines'], examples: [{ campaign }, { campaign: bare }] },
  CampaignAmended: {
    mustSay: ['campaign', 'effectiveOn', 'basis', 'changes'],
    examples: [
      {
        campaign,
        number: 1,
        effectiveOn: '2026-12-10',
        basis,
        changes: [
          { kind: 'ADDED', no: '5', text: 'Kết quả chuyển đổi số' },
          { kind: 'CHANGED', no: '2a', text: 'Kết quả khắc phục hạn chế sau kiểm tra, giám sát' },
          { kind: 'RESCINDED', no: '3', text: null },
        ],
      },
      { campaign, number: null, effectiveOn: '2026-12-10', basis, changes: [] },
    ],
  },
  CampaignClosed: { mustSay: ['campaign'], examples: [{ campaign, reason: 'đã hoàn thành' }] },
  CampaignCancelled: {
    mustSay: ['campaign', 'reason'],
    examples: [{ campaign, reason: 'thay bằng văn bản khác' }],
  },
  ItemsInherited: {
    mustSay: ['campaign', 'predecessor', 'cycle', 'dueOn', 'actions'],
    examples: [
      { campaign, predecessor: unit, basis, cycle: 'REVIEW_ACCEPTED', dueOn: '2027-01-15', actions: [] },
      { campaign, predecessor: unit, basis, cycle: 'REVIEW_SUBMITTED', dueOn: null, actions: [] },
      { campaign, predecessor: unit, basis, cycle: null, dueOn: null, actions: ['HU-BATO.A1', 'HU-BATO.A2'] },
    ],
  },
  FindingsInherited: { mustSay: ['predecessor'], examples: [{ predecessor: unit }] },
  RatingOpened: { mustSay: ['campaign', 'cutOffOn'], examples: [{ campaign, cutOffOn: '2026-12-14' }] },
  AppraisalRecorded: {
    mustSay: ['campaign'],
    examples: [
      { ...rated, differs: false },
      { ...rated, isPost: true, differs: true },
    ],
  },
  RatingApprovalVoided: {
    mustSay: ['campaign', 'unit', 'cause'],
    examples: [
      { ...rated, unit, cause: 'RESULT_CHANGED' },
      { ...rated, isPost: true, unit, cause: 'FACTS_IMPORTED' },
      { ...rated, unit, cause: 'APPRAISED_AGAIN' },
    ],
  },
  RatingPublished: {
    mustSay: ['campaign', 'official'],
    examples: [
      { ...rated, official: 'GOOD' },
      { ...rated, isPost: true, official: 'NOT_RATED' },
    ],
  },
  RatingSuperseded: {
    mustSay: ['campaign', 'supersedes', 'decisionNo', 'decidedOn'],
    examples: [
      { ...rated, supersedes: '12-QĐ/TU', decisionNo: '15-QĐ/TU', decidedOn: '2027-02-10' },
      { ...rated, isPost: true, supersedes: '12-QĐ/TU', decisionNo: '15-QĐ/TU', decidedOn: '2027-02-10' },
    ],
  },
  PetitionReceived: {
    mustSay: ['campaign', 'unit', 'receivedOn', 'answerBy'],
    examples: [
      { ...rated, unit, receivedOn: '2027-01-11', answerBy: '2027-01-20' },
      { ...rated, isPost: true, unit, receivedOn: '2027-01-11', answerBy: '2027-01-20' },
    ],
  },
  PetitionOverdue: {
    mustSay: ['campaign', 'unit', 'answerBy'],
    examples: [
      { ...rated, unit, answerBy: '2027-01-20' },
      { ...rated, isPost: true, unit, answerBy: '2027-01-20' },
    ],
  },
  PetitionAnswered: {
    mustSay: ['campaign', 'answerNo', 'answeredOn'],
    examples: [
      { ...rated, outcome: 'CONFIRMED', answerNo: '9-CV/TU', answeredOn: '2027-01-18' },
      { ...rated, isPost: true, outcome: 'SUPERSEDED', answerNo: '9-CV/TU', answeredOn: '2027-01-18' },
    ],
  },
  SelfReviewSubmitted: SUBMITTED,
  PlanSubmitted: SUBMITTED,
  ActionReportedDone: {
    mustSay: ['campaign', 'unit', 'actionId'],
    examples: [{ campaign, unit, actionId, version: 1 }],
  },
  PlanApprovalVoided: {
    mustSay: ['campaign', 'unit', 'version', 'amendedTo'],
    examples: [{ campaign, unit, version: 1, amendedTo: 2 }],
  },
  CheckInOpened: {
    mustSay: ['campaign', 'period', 'dueOn'],
    examples: [{ campaign, period: '2027-Q2', dueOn: '2027-07-05' }],
  },
  CheckInMissed: {
    mustSay: ['campaign', 'unit', 'period', 'dueOn'],
    examples: [{ campaign, unit, period: '2027-Q2', dueOn: '2027-07-05' }],
  },
  CheckInSubmitted: {
    mustSay: ['campaign', 'unit', 'period'],
    examples: [
      { campaign, unit, period: '2027-Q2', version: 1, isLate: false },
      { campaign, unit, period: '2027-05', version: 2, isLate: true },
    ],
  },
  ActionExtensionRequested: {
    mustSay: ['campaign', 'unit', 'actionId', 'to'],
    examples: [
      { ...moved, unit, actionId, isRetroactive: false },
      { ...moved, unit, actionId, isRetroactive: true },
    ],
  },
  ActionExtensionGranted: {
    mustSay: ['campaign', 'actionId', 'to', 'basis'],
    examples: [{ ...moved, actionId, basis }],
  },
  ActionExtensionDenied: { mustSay: ['campaign', 'actionId'], examples: [{ campaign, actionId }] },
  EffectivenessChecked: {
    mustSay: ['campaign', 'actionId'],
    examples: [
      { campaign, actionId, isEffective: true },
      { campaign, actionId, isEffective: false },
    ],
  },
  ActionCarriedOver: {
    mustSay: ['campaign', 'actionId', 'toYear'],
    examples: [{ campaign, actionId, toYear: 2028 }],
  },
  ActionReminded: {
    mustSay: ['campaign', 'actionId', 'dueOn'],
    examples: [
      { campaign, actionId, dueOn: '2027-03-31', isPast: false },
      { campaign, actionId, dueOn: '2027-03-31', isPast: true },
    ],
  },
  ActionUrged: {
    mustSay: ['campaign', 'unit', 'actionId', 'dueOn'],
    examples: [
      { campaign, unit, actionId, level: 'MONITOR', step: 1, dueOn: '2027-03-31', to: ['HEAD'] },
      { campaign, unit, actionId, level: 'URGE', step: 1, dueOn: '2027-03-31', to: ['UNIT'] },
      { campaign, unit, actionId, level: 'CHECK', step: 4, dueOn: '2027-03-31', to: ['STANDING_COMMITTEE'] },
    ],
  },
};

export const NOTICE_KINDS = Object.keys(KNOWN_NOTICES) as NoticeKind[];
export const isNoticeKind = (name: string): name is NoticeKind => Object.hasOwn(KNOWN_NOTICES, name);
