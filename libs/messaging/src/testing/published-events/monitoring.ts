import { basis, ids, PRIVATE, SHA256, type Published } from './parts.ts';

const action = { ...ids, actionId: 'A1' };
const extension = { ...action, request: 1, from: '2024-06-30', to: '2024-07-31' };

export const MONITORING: Published<
  | 'PlanAmended'
  | 'PlanApprovalVoided'
  | 'CheckInOpened'
  | 'CheckInSubmitted'
  | 'CheckInMissed'
  | 'PeriodFrozen'
  | 'ProgressReported'
  | 'EvidenceAttached'
  | 'EvidenceWithdrawn'
  | 'ActionExtensionRequested'
  | 'ActionExtensionGranted'
  | 'ActionExtensionDenied'
  | 'ActionUrged'
  | 'EffectivenessChecked'
  | 'ActionCarriedOver'
> = {
  PlanAmended: { ...ids, version: 3, actions: [], reason: PRIVATE },
  PlanApprovalVoided: { ...ids, version: 2, hash: SHA256, amendedTo: 3 },
  CheckInOpened: { ...ids, period: '2024-Q2', from: '2024-04-01', to: '2024-06-30', dueOn: '2024-07-05' },
  CheckInSubmitted: {
    ...ids,
    period: '2024-Q2',
    version: 1,
    summary: PRIVATE,
    lines: [{ actionId: 'A1', percent: 40, text: PRIVATE }],
    isLate: false,
    lateSeconds: 0,
    submittedAt: '2024-07-04T02:30:00.000Z',
  },
  CheckInMissed: { ...ids, period: '2024-Q1', dueOn: '2024-04-05' },
  PeriodFrozen: {
    ...ids,
    period: '2024-Q2',
    actions: [
      {
        actionId: 'A1',
        state: 'IN_PROGRESS',
        percent: 40,
        due: '2024-07-31',
        originalDue: '2024-06-30',
        extensions: 1,
        extendedDays: 31,
        overdue: false,
      },
    ],
    hash: SHA256,
  },
  ProgressReported: { ...action, percent: 40, text: PRIVATE, reportedAt: '2024-05-10T02:30:00.000Z' },
  EvidenceAttached: {
    ...action,
    sha256: SHA256,
    size: 48_213,
    mediaType: 'application/pdf',
    title: PRIVATE,
    supersedes: null,
    attachedAt: '2024-06-20T02:30:00.000Z',
  },
  EvidenceWithdrawn: { ...action, sha256: SHA256, reason: PRIVATE },
  ActionExtensionRequested: { ...extension, reason: PRIVATE, isRetroactive: false },
  ActionExtensionGranted: { ...extension, days: 31, reason: PRIVATE, basis },
  ActionExtensionDenied: { ...action, request: 2, reason: PRIVATE },
  ActionUrged: { ...action, level: 'URGE', step: 1, to: ['UNIT', 'HEAD'], dueOn: '2024-07-31' },
  EffectivenessChecked: { ...action, on: '2024-12-02', isEffective: true, note: PRIVATE },
  ActionCarriedOver: { ...action, toYear: 2025, reason: PRIVATE },
};
