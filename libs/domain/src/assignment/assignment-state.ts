import type { Day, Instant } from '../calendar/day.ts';
import type { Basis, Deadline, Phase } from '../deadline/deadline.ts';
import type { EscalationLevel } from '../escalation/cadence.ts';
import type { Score } from '../scoring/score.ts';
import { assertNever } from '../domain-error.ts';
import { isMonitoringEvent } from './monitoring/monitoring.events.ts';
import {
  evolveMonitoring,
  NOT_MONITORED,
  recordApproval,
  recordInherited,
  type Monitoring,
} from './monitoring/monitoring-state.ts';
import { recordReport, recordVerification, type Remediation } from './remediation.ts';
import type {
  AssignmentEvent,
  Ballot,
  FindingAnswer,
  InheritedAction,
  Limitation,
  PlanAction,
  RequirementAnswer,
  ReturnReason,
  SuggestionAnswer,
} from './assignment.events.ts';

export type AssignmentStatus =
  | 'NONE'
  | 'ASSIGNED'
  | 'ACKNOWLEDGED'
  | 'REVIEW_SUBMITTED'
  | 'REVIEW_RETURNED'
  | 'REVIEW_ACCEPTED'
  | 'PLAN_SUBMITTED'
  | 'PLAN_RETURNED'
  | 'PLAN_APPROVED'
  | 'EXEMPTED'
  | 'TRANSFERRED';

/** A deadline of this unit alone: extended, set by a return, or given with an acceptance. `moves` counts them. */
export type OwnDeadline = { deadline: Deadline; setAt: Instant; moves: number };
export type StandingEscalation = { level: EscalationLevel; step: number };
export type Meeting = { heldOn: Day; summoned: number; present: number; ballots: readonly Ballot[] };
/** Put to this unit alone, and answered with its review. */
export type ReviewSuggestion = {
  no: string;
  position: string | null;
  text: string;
  basis: Basis;
  issuedAt: Instant;
};

export type Inherited = Pick<
  Extract<AssignmentEvent, { type: 'ItemsInherited' }>['data'],
  'succession' | 'basis' | 'from' | 'step' | 'actions'
>;

export type LiveAssignment = {
  status: Exclude<AssignmentStatus, 'NONE'>;
  campaignId: string;
  unitId: string;
  directiveId: string;
  code: string;
  category: string;
  peerGroup: string;
  lateJoin: Basis | null;
  /** The newest amendment of the campaign that it has in hand; 0: what was issued. */
  amended: number;
  /** When the unit was told; null: in a log from before that was kept with the assignment. */
  assignedAt: Instant | null;
  /** Of a cascade: the unit above, which judges. */
  superiorUnitId?: string;
  meeting: Meeting | null;
  suggestions: readonly ReviewSuggestion[];
  review: {
    version: number;
    answers: readonly RequirementAnswer[];
    limitations: readonly Limitation[];
    suggestionAnswers: readonly SuggestionAnswer[];
    findingAnswers: readonly FindingAnswer[];
  } | null;
  plan: { version: number; actions: readonly PlanAction[] } | null;
  /** Why the newest submission came back; null once it was sent again. */
  returned: readonly ReturnReason[] | null;
  /** How far the actions of the approved plan are; an action nobody reported on is not among them. */
  remediation: readonly Remediation[];
  monitoring: Monitoring;
  own: Readonly<Partial<Record<Phase, OwnDeadline>>>;
  /** `phase/dueVersion/offset` of each reminder sent, `phase/dueVersion/step` of each rung raised. */
  reminded: readonly string[];
  raised: readonly string[];
  /** The highest rung raised and not cleared, for each phase. */
  standing: Readonly<Partial<Record<Phase, StandingEscalation>>>;
  score: Score | null;
  /** the unit is no more; `step`: where its cycle stood, null: it was complete. */
  transferred: { on: Day; step: AssignmentStatus | null; to: readonly string[] } | null;
  /** What it took over from units that are no more. */
  inherited: readonly Inherited[];
  /** accounts that acted for the unit as somebody's deputy; they judge it no more. */
  deputies: readonly string[];
};
export type AssignmentState = { status: 'NONE' } | LiveAssignment;

/** The unit owes no step of its cycle any more. Carrying out the approved plan goes on after it. */
export function isFinished({ status }: AssignmentState): boolean {
  return status === 'PLAN_APPROVED' || status === 'EXEMPTED' || status === 'TRANSFERRED';
}

/** what makes a reminder or a rung the same one. */
export function noticeKey(phase: Phase, dueVersion: string, offsetOrStep: number): string {
  return `${phase}/${dueVersion}/${offsetOrStep}`;
}

export function evolveAssignment(state: AssignmentState, event: AssignmentEvent): AssignmentState {
  if (event.type === 'UnitAssigned') return assigned(event.data);
  return state.status === 'NONE' ? state : evolveLive(state, event);
}

// Field by field: V8 spreads the rest of an object into a slow dictionary, at three hundred times the price, and every state
// spread from that one is slow as well.
function assigned(data: Extract<AssignmentEvent, { type: 'UnitAssigned' }>['data']): LiveAssignment {
  return {
    campaignId: data.campaignId,
    unitId: data.unitId,
    directiveId: data.directiveId,
    code: data.code,
    category: data.category,
    peerGroup: data.peerGroup,
    lateJoin: data.lateJoin,
    amended: data.amendments ?? 0,
    assignedAt: data.assignedAt ?? null,
    status: data.inherits === 'ACTIONS' ? 'PLAN_APPROVED' : 'ASSIGNED',
    meeting: null,
    suggestions: [],
    review: null,
    plan: null,
    returned: null,
    remediation: [],
    monitoring: NOT_MONITORED,
    own: {},
    reminded: [],
    raised: [],
    standing: {},
    score: null,
    transferred: null,
    inherited: [],
    deputies: [],
    ...(data.superiorUnitId !== undefined && { superiorUnitId: data.superiorUnitId }),
  };
}

function evolveLive(
  state: LiveAssignment,
  event: Exclude<AssignmentEvent, { type: 'UnitAssigned' }>,
): LiveAssignment {
  if (isMonitoringEvent(event)) return { ...state, monitoring: evolveMonitoring(state.monitoring, event) };
  switch (event.type) {
    case 'AmendmentAcknowledged':
      return { ...state, amended: Math.max(state.amended, event.data.number) };
    case 'AcknowledgementRecorded':
      return { ...state, status: 'ACKNOWLEDGED' };
    case 'ReviewMeetingRecorded': {
      const { heldOn, summoned, present, ballots = [] } = event.data;
      return { ...state, meeting: { heldOn, summoned, present, ballots } };
    }
    case 'ReviewSuggestionIssued':
      return suggested(state, event.data);
    case 'SelfReviewSubmitted': {
      const { version, answers, limitations, suggestionAnswers = [], findingAnswers = [] } = event.data;
      return {
        ...state,
        status: 'REVIEW_SUBMITTED',
        review: { version, answers, limitations, suggestionAnswers, findingAnswers },
        returned: null,
      };
    }
    case 'SelfReviewReturned':
      return withOwn(
        { ...state, status: 'REVIEW_RETURNED', returned: event.data.reasons },
        event.data.resubmit,
        event.data.returnedAt,
      );
    case 'SelfReviewAccepted':
      return withOwn({ ...state, status: 'REVIEW_ACCEPTED' }, event.data.plan, event.data.acceptedAt);
    case 'PlanSubmitted': {
      const { version, actions } = event.data;
      return { ...state, status: 'PLAN_SUBMITTED', plan: { version, actions }, returned: null };
    }
    case 'PlanReturned':
      return withOwn(
        { ...state, status: 'PLAN_RETURNED', returned: event.data.reasons },
        event.data.resubmit,
        event.data.returnedAt,
      );
    case 'PlanAmended': {
      const { version, actions } = event.data;
      return { ...state, status: 'PLAN_SUBMITTED', plan: { version, actions }, returned: null };
    }
    case 'PlanApproved': {
      const { version, hash = null, approvedAt = null } = event.data;
      const approval = { version, hash, at: approvedAt };
      const actions = state.plan?.actions ?? null;
      return {
        ...state,
        status: 'PLAN_APPROVED',
        monitoring: recordApproval(state.monitoring, approval, actions),
      };
    }
    case 'ActionReportedDone':
      return { ...state, remediation: recordReport(state.remediation, event.data) };
    case 'VerificationRecorded':
      return { ...state, remediation: recordVerification(state.remediation, event.data) };
    case 'UnitDeadlineExtended':
      return withOwn(state, event.data.to, event.data.grantedAt);
    case 'UnitDeadlineRecomputed':
      return withOwn(state, event.data.to, event.data.recomputedAt);
    case 'ReminderSent': {
      const { phase, dueVersion, offset } = event.data;
      return { ...state, reminded: [...state.reminded, noticeKey(phase, dueVersion, offset)] };
    }
    case 'EscalationRaised': {
      const { phase, dueVersion, level, step } = event.data;
      return {
        ...state,
        raised: [...state.raised, noticeKey(phase, dueVersion, step)],
        standing: { ...state.standing, [phase]: { level, step } },
      };
    }
    case 'EscalationCleared': {
      const { [event.data.phase]: _, ...standing } = state.standing;
      return { ...state, standing };
    }
    case 'UnitExempted':
      return { ...state, status: 'EXEMPTED' };
    case 'ItemsTransferred': {
      const { on, step, actions } = event.data;
      const to = [
        ...new Set([...(step === null ? [] : [step.toUnitId]), ...actions.map((one) => one.toUnitId)]),
      ];
      const stood = step === null ? null : state.status;
      return { ...state, status: 'TRANSFERRED', transferred: { on, step: stood, to } };
    }
    case 'ItemsInherited':
      return inherited(state, event.data);
    case 'DeputyActed':
      return { ...state, deputies: [...state.deputies, event.data.deputyId] };
    case 'ScoreComputed':
      return { ...state, score: event.data.score };
    default:
      return assertNever(event);
  }
}

/** A review that was in comes back to this unit, with the suggestion as its reason. */
function suggested(
  state: LiveAssignment,
  {
    no,
    position,
    text,
    basis,
    issuedAt,
    reopens,
  }: Extract<AssignmentEvent, { type: 'ReviewSuggestionIssued' }>['data'],
): LiveAssignment {
  const suggestions = [...state.suggestions, { no, position, text, basis, issuedAt }];
  if (reopens === null) return { ...state, suggestions };
  const returned = [...(state.returned ?? []), { item: `suggestion ${no}`, text }];
  return withOwn({ ...state, suggestions, status: 'REVIEW_RETURNED', returned }, reopens, issuedAt);
}

/** The reports come with their actions: one that waits to be verified waits here. Shredded texts open as null. */
function inherited(
  state: LiveAssignment,
  data: Extract<AssignmentEvent, { type: 'ItemsInherited' }>['data'],
): LiveAssignment {
  const { succession, basis, from, step, inheritedAt } = data;
  const actions = (data.actions as readonly InheritedAction[] | null) ?? [];
  const reported = actions.flatMap(({ action, report }) =>
    report === null ? [] : [{ actionId: action.id, report, verification: null }],
  );
  return {
    ...state,
    inherited: [...state.inherited, { succession, basis, from, step, actions }],
    remediation: [...state.remediation, ...reported],
    monitoring: recordInherited(state.monitoring, actions, inheritedAt),
  };
}

function withOwn(state: LiveAssignment, deadline: Deadline | null, setAt: Instant): LiveAssignment {
  if (deadline === null) return state;
  const moves = (state.own[deadline.phase]?.moves ?? 0) + 1;
  return { ...state, own: { ...state.own, [deadline.phase]: { deadline, setAt, moves } } };
}
