import { openPhases } from '@dondoc/domain/assignment/assignment-clock.ts';
import type { LiveAssignment, StandingEscalation } from '@dondoc/domain/assignment/assignment-state.ts';
import type { AssignmentEvent } from '@dondoc/domain/assignment/assignment.events.ts';
import type { Instant } from '@dondoc/domain/calendar/day.ts';
import type { Deadline, Phase } from '@dondoc/domain/deadline/deadline.ts';
import type { EscalationLevel } from '@dondoc/domain/escalation/cadence.ts';
import type { Score } from '@dondoc/domain/scoring/score.ts';
import { unknownEvent, type LoggedEvent, type LoggedOf, type Projection } from '../projection.ts';

/**
 * The board: where each unit stands in each campaign. No deadline of the campaign is copied here and nothing is ever marked
 * overdue: both are worked out when somebody asks, so moving a deadline of 50,000 units changes one row elsewhere.
 */
export type AssignmentRow = {
  assignmentId: string;
  campaignId: string;
  unitId: string;
  code: string;
  category: string;
  peerGroup: string;
  status: LiveAssignment['status'];
  /** Phases the unit still has to finish, in order. */
  openPhases: readonly Phase[];
  /** Deadlines of the unit's own. What binds it follows from them and from the campaign's: `effectiveDeadline`. */
  own: LiveAssignment['own'];
  assignedAt: Instant;
  acknowledgedAt: Instant | null;
  acknowledgedLate: boolean;
  reviewSubmittedAt: Instant | null;
  reviewLate: boolean;
  reviewVersion: number;
  planSubmittedAt: Instant | null;
  planLate: boolean;
  planVersion: number;
  /** Rungs that stand raised, by phase; the two fields after it are the highest of them. */
  standing: LiveAssignment['standing'];
  escalationLevel: EscalationLevel;
  escalationStep: number;
  remindersSent: number;
  exempt: boolean;
  score: Score | null;
  points: string | null;
  version: number;
  lastPosition: number;
};

export const assignmentsProjection: Projection<AssignmentRow> = {
  name: 'assignments',
  version: 1,
  key: 'assignmentId',
  columns: {
    assignmentId: { kind: 'id' },
    campaignId: { kind: 'id' },
    unitId: { kind: 'id' },
    code: { kind: 'text' },
    category: { kind: 'text' },
    peerGroup: { kind: 'text' },
    status: { kind: 'text' },
    openPhases: { kind: 'words' },
    own: { kind: 'json' },
    assignedAt: { kind: 'instant' },
    acknowledgedAt: { kind: 'instant', nullable: true },
    acknowledgedLate: { kind: 'flag' },
    reviewSubmittedAt: { kind: 'instant', nullable: true },
    reviewLate: { kind: 'flag' },
    reviewVersion: { kind: 'count' },
    planSubmittedAt: { kind: 'instant', nullable: true },
    planLate: { kind: 'flag' },
    planVersion: { kind: 'count' },
    standing: { kind: 'json' },
    escalationLevel: { kind: 'text' },
    escalationStep: { kind: 'count' },
    remindersSent: { kind: 'count' },
    exempt: { kind: 'flag' },
    score: { kind: 'json', nullable: true },
    points: { kind: 'points', nullable: true },
    version: { kind: 'count' },
    lastPosition: { kind: 'position' },
  },
  indexes: [['campaignId', 'unitId'], ['unitId']],

  keysOf: (event) => (isAssignmentEvent(event) ? [event.streamId] : []),

  evolve(row, event) {
    if (!isAssignmentEvent(event)) return row;
    if (event.type === 'UnitAssigned') return assigned(event);
    if (row === null) return null;
    const next = { ...row, ...change(row, event), version: event.version, lastPosition: event.position };
    return { ...next, openPhases: openPhases(next) };
  },
};

const isAssignmentEvent = (event: LoggedEvent): event is LoggedOf<AssignmentEvent> =>
  event.category === 'assignment';

function assigned(event: LoggedOf<AssignmentEvent & { type: 'UnitAssigned' }>): AssignmentRow {
  const { campaignId, unitId, code, category, peerGroup, inherits } = event.data;
  const row = {
    assignmentId: event.streamId,
    campaignId,
    unitId,
    code,
    category,
    peerGroup,
    status: inherits === 'ACTIONS' ? ('PLAN_APPROVED' as const) : ('ASSIGNED' as const),
    own: {},
    assignedAt: event.at,
    acknowledgedAt: null,
    acknowledgedLate: false,
    reviewSubmittedAt: null,
    reviewLate: false,
    reviewVersion: 0,
    planSubmittedAt: null,
    planLate: false,
    planVersion: 0,
    standing: {},
    escalationLevel: 'MONITOR' as const,
    escalationStep: 0,
    remindersSent: 0,
    exempt: false,
    score: null,
    points: null,
    version: event.version,
    lastPosition: event.position,
  };
  return { ...row, openPhases: openPhases(row) };
}

function change(row: AssignmentRow, event: LoggedOf<AssignmentEvent>): Partial<AssignmentRow> {
  switch (event.type) {
    case 'AcknowledgementRecorded':
      return {
        status: 'ACKNOWLEDGED',
        acknowledgedAt: event.at,
        acknowledgedLate: event.data.timeliness.isLate,
      };
    case 'SelfReviewSubmitted':
      return {
        status: 'REVIEW_SUBMITTED',
        reviewSubmittedAt: event.at,
        reviewLate: event.data.timeliness.isLate,
        reviewVersion: event.data.version,
      };
    case 'SelfReviewReturned':
      return { status: 'REVIEW_RETURNED', ...withOwn(row, event.data.resubmit, event.data.returnedAt) };
    case 'ReviewSuggestionIssued': {
      const { reopens, issuedAt } = event.data;
      return reopens === null ? {} : { status: 'REVIEW_RETURNED', ...withOwn(row, reopens, issuedAt) };
    }
    case 'SelfReviewAccepted':
      return { status: 'REVIEW_ACCEPTED', ...withOwn(row, event.data.plan, event.data.acceptedAt) };
    case 'PlanSubmitted':
      return {
        status: 'PLAN_SUBMITTED',
        planSubmittedAt: event.at,
        planLate: event.data.timeliness.isLate,
        planVersion: event.data.version,
      };
    case 'PlanAmended':
      return { status: 'PLAN_SUBMITTED', planVersion: event.data.version };
    case 'PlanReturned':
      return { status: 'PLAN_RETURNED', ...withOwn(row, event.data.resubmit, event.data.returnedAt) };
    case 'PlanApproved':
      return { status: 'PLAN_APPROVED' };
    case 'UnitExempted':
      return { status: 'EXEMPTED', exempt: true };
    case 'ItemsTransferred':
      return { status: 'TRANSFERRED' };
    case 'UnitDeadlineExtended':
      return withOwn(row, event.data.to, event.data.grantedAt);
    case 'UnitDeadlineRecomputed':
      return withOwn(row, event.data.to, event.data.recomputedAt);
    case 'ReminderSent':
      return { remindersSent: row.remindersSent + 1 };
    case 'EscalationRaised': {
      const { phase, level, step } = event.data;
      return withStanding({ ...row.standing, [phase]: { level, step } });
    }
    case 'EscalationCleared': {
      const { [event.data.phase]: _cleared, ...others } = row.standing;
      return withStanding(others);
    }
    case 'ScoreComputed':
      return { score: event.data.score, points: event.data.score.points };
    case 'UnitAssigned':
    case 'ReviewMeetingRecorded':
    // The board ends with the cycle: how far the plan is carried out, the remediation read model tells.
    case 'ActionReportedDone':
    case 'VerificationRecorded':
    case 'PlanApprovalVoided':
    case 'ProgressReported':
    case 'CheckInOpened':
    case 'CheckInSubmitted':
    case 'CheckInMissed':
    case 'PeriodFrozen':
    case 'EvidenceAttached':
    case 'EvidenceWithdrawn':
    case 'ActionExtensionRequested':
    case 'ActionExtensionGranted':
    case 'ActionExtensionDenied':
    case 'EffectivenessChecked':
    case 'ActionCarriedOver':
    case 'ActionReminded':
    case 'ActionUrged':
    case 'ItemsInherited':
    case 'AmendmentAcknowledged':
    case 'DeputyActed':
      return {};
    default:
      throw unknownEvent(event);
  }
}

function withOwn(row: AssignmentRow, deadline: Deadline | null, setAt: Instant): Partial<AssignmentRow> {
  if (deadline === null) return {};
  const moves = (row.own[deadline.phase]?.moves ?? 0) + 1;
  return { own: { ...row.own, [deadline.phase]: { deadline, setAt, moves } } };
}

function withStanding(standing: AssignmentRow['standing']): Partial<AssignmentRow> {
  const highest = Object.values(standing).reduce<StandingEscalation>(
    (top, rung) => (rung.step > top.step ? rung : top),
    { level: 'MONITOR', step: 0 },
  );
  return { standing, escalationLevel: highest.level, escalationStep: highest.step };
}
