import type { Day, Instant } from '../../calendar/day.ts';
import { assertNever } from '../../domain-error.ts';
import type { FrozenAction, MonitoringEvent, ProgressLine } from './monitoring.events.ts';

/** One action as it stood in the first approved version that held it: what the actual is measured against. */
export type BaselineAction = { actionId: string; due: Day | 'CONTINUOUS'; version: number };
/** `hash`: of the approved actions; null in a log written before approvals carried it. */
export type Approval = { version: number; hash: string | null; at: Instant | null };
export type EvidenceFile = {
  actionId: string;
  sha256: string;
  size: number;
  mediaType: string;
  title: string;
  supersedes: string | null;
  attachedAt: Instant;
  /** Why the unit took it back; null: it stands. A withdrawn file stays readable for the auditor. */
  withdrawn: string | null;
};
export type ExtensionRequest = {
  actionId: string;
  request: number;
  from: Day;
  to: Day;
  reason: string;
  isRetroactive: boolean;
  outcome: { granted: boolean; to: Day | null; days: number; reason: string } | null;
};
export type CheckInState = {
  period: string;
  from: Day;
  to: Day;
  dueOn: Day;
  isMissed: boolean;
  report: {
    version: number;
    summary: string;
    lines: readonly ProgressLine[];
    isLate: boolean;
    submittedAt: Instant;
  } | null;
};
export type FrozenPeriod = { period: string; actions: readonly FrozenAction[]; hash: string };

/** What became of the plan since it was approved first. */
export type Monitoring = {
  /** The approval in force; null: none, or an amendment voided it. */
  approval: Approval | null;
  firstApprovedAt: Instant | null;
  baseline: readonly BaselineAction[];
  progress: readonly (ProgressLine & { reportedAt: Instant })[];
  evidence: readonly EvidenceFile[];
  extensions: readonly ExtensionRequest[];
  checkIns: readonly CheckInState[];
  frozen: readonly FrozenPeriod[];
  effectiveness: readonly { actionId: string; on: Day; isEffective: boolean; note: string }[];
  carriedOver: readonly { actionId: string; toYear: number; reason: string }[];
  /** `actionId/dueOn/offset` of each reminder, `actionId/dueOn/step` of each rung. */
  reminded: readonly string[];
  urged: readonly string[];
};

export const NOT_MONITORED: Monitoring = {
  approval: null,
  firstApprovedAt: null,
  baseline: [],
  progress: [],
  evidence: [],
  extensions: [],
  checkIns: [],
  frozen: [],
  effectiveness: [],
  carriedOver: [],
  reminded: [],
  urged: [],
};

/** Of an action's files those that prove something now: not taken back, and no newer version in their place. */
export function standingEvidence({ evidence }: Monitoring, actionId: string): EvidenceFile[] {
  const kept = evidence.filter((file) => file.actionId === actionId && file.withdrawn === null);
  const replaced = new Set(kept.map(({ supersedes }) => supersedes));
  return kept.filter(({ sha256 }) => !replaced.has(sha256));
}

/** what makes a reminder or a rung of one action the same one. */
export const actionNoticeKey = (actionId: string, dueOn: Day, offsetOrStep: number) =>
  `${actionId}/${dueOn}/${offsetOrStep}`;

type Planned = { id: string; due: Day | 'CONTINUOUS' };

/** The plan that was approved joins the baseline; what an earlier approval put there stays as it was. */
export function recordApproval(
  state: Monitoring,
  approval: Approval,
  actions: readonly Planned[] | null,
): Monitoring {
  const known = new Set(state.baseline.map(({ actionId }) => actionId));
  const added = (actions ?? [])
    .filter(({ id }) => !known.has(id))
    .map(({ id, due }) => ({ actionId: id, due, version: approval.version }));
  return {
    ...state,
    approval,
    firstApprovedAt: state.firstApprovedAt ?? approval.at,
    baseline: [...state.baseline, ...added],
  };
}

/** What was taken over is measured against the day it was first approved for, and was as far as the old unit said. */
export function recordInherited(
  state: Monitoring,
  actions: readonly {
    action: Planned;
    originalDue: Day | 'CONTINUOUS';
    percent: number;
    since: Instant;
  }[],
  at: Instant,
): Monitoring {
  const baseline = actions.map(({ action, originalDue }) => ({
    actionId: action.id,
    due: originalDue,
    version: 0,
  }));
  const progress = actions.map(({ action, percent, since }) => ({
    actionId: action.id,
    percent,
    text: '',
    reportedAt: since,
  }));
  return {
    ...state,
    firstApprovedAt: state.firstApprovedAt ?? at,
    baseline: [...state.baseline, ...baseline],
    progress: [...state.progress, ...progress.filter(({ percent }) => percent > 0)],
  };
}

export function evolveMonitoring(state: Monitoring, event: MonitoringEvent): Monitoring {
  switch (event.type) {
    case 'PlanApprovalVoided':
      return { ...state, approval: null };
    case 'ProgressReported': {
      const { actionId, percent, text, reportedAt } = event.data;
      return { ...state, progress: [...state.progress, { actionId, percent, text, reportedAt }] };
    }
    case 'CheckInOpened': {
      const { period, from, to, dueOn } = event.data;
      const opened = { period, from, to, dueOn, isMissed: false, report: null };
      return { ...state, checkIns: [...state.checkIns, opened] };
    }
    case 'CheckInSubmitted':
      return submitted(state, event.data);
    case 'CheckInMissed':
      return {
        ...state,
        checkIns: changed(state.checkIns, (one) => one.period === event.data.period, { isMissed: true }),
      };
    case 'PeriodFrozen': {
      const { period, actions, hash } = event.data;
      return { ...state, frozen: [...state.frozen, { period, actions, hash }] };
    }
    case 'EvidenceAttached': {
      const { campaignId: _, unitId: _unit, ...file } = event.data;
      return { ...state, evidence: [...state.evidence, { ...file, withdrawn: null }] };
    }
    case 'EvidenceWithdrawn': {
      const { actionId, sha256, reason } = event.data;
      return {
        ...state,
        evidence: changed(
          state.evidence,
          (file) => file.actionId === actionId && file.sha256 === sha256 && file.withdrawn === null,
          // A shredded reason opens as null; the file is withdrawn all the same.
          { withdrawn: reason ?? '' },
        ),
      };
    }
    case 'ActionExtensionRequested': {
      const { campaignId: _, unitId: _unit, ...request } = event.data;
      return { ...state, extensions: [...state.extensions, { ...request, outcome: null }] };
    }
    case 'ActionExtensionGranted': {
      const { actionId, request, to, days, reason } = event.data;
      return decided(state, { actionId, request }, { granted: true, to, days, reason });
    }
    case 'ActionExtensionDenied': {
      const { actionId, request, reason } = event.data;
      return decided(state, { actionId, request }, { granted: false, to: null, days: 0, reason });
    }
    case 'EffectivenessChecked': {
      const { actionId, on, isEffective, note } = event.data;
      return { ...state, effectiveness: [...state.effectiveness, { actionId, on, isEffective, note }] };
    }
    case 'ActionCarriedOver': {
      const { actionId, toYear, reason } = event.data;
      return { ...state, carriedOver: [...state.carriedOver, { actionId, toYear, reason }] };
    }
    case 'ActionReminded': {
      const { actionId, dueOn, offset } = event.data;
      return { ...state, reminded: [...state.reminded, actionNoticeKey(actionId, dueOn, offset)] };
    }
    case 'ActionUrged': {
      const { actionId, dueOn, step } = event.data;
      return { ...state, urged: [...state.urged, actionNoticeKey(actionId, dueOn, step)] };
    }
    default:
      return assertNever(event);
  }
}

type Submitted = Extract<MonitoringEvent, { type: 'CheckInSubmitted' }>['data'];

function submitted(state: Monitoring, data: Submitted): Monitoring {
  const { period, version, summary, lines, isLate, submittedAt } = data;
  const report = { version, summary, lines, isLate, submittedAt };
  return {
    ...state,
    checkIns: changed(state.checkIns, (one) => one.period === period, { report }),
    progress: [...state.progress, ...(lines ?? []).map((line) => ({ ...line, reportedAt: submittedAt }))],
  };
}

function decided(
  state: Monitoring,
  { actionId, request }: { actionId: string; request: number },
  outcome: NonNullable<ExtensionRequest['outcome']>,
): Monitoring {
  const isIt = (one: ExtensionRequest) => one.actionId === actionId && one.request === request;
  return { ...state, extensions: changed(state.extensions, isIt, { outcome }) };
}

function changed<Item>(items: readonly Item[], isIt: (item: Item) => boolean, change: Partial<Item>): Item[] {
  return items.map((item) => (isIt(item) ? { ...item, ...change } : item));
}
