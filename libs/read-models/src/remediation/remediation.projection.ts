import {
  actionStandings,
  isSettled,
  standingsInForce,
} from '@dondoc/domain/assignment/monitoring/action-standing.ts';
import type { LampFacts } from '@dondoc/domain/assignment/monitoring/action-lamp.ts';
import { assignmentDecider } from '@dondoc/domain/assignment/assignment.decider.ts';
import type { AssignmentEvent, PlanAction } from '@dondoc/domain/assignment/assignment.events.ts';
import type { AssignmentState } from '@dondoc/domain/assignment/assignment-state.ts';
import type { LoggedEvent, LoggedOf, Projection } from '../projection.ts';

/** One action as lists show it: no text of the unit, and nothing that changes with the clock. */
export type ActionLine = LampFacts & {
  actionId: string;
  findingIds: readonly string[];
  severity: string | null;
  percent: number;
  originalDue: LampFacts['due'];
  extensions: number;
  extendedDays: number;
};
/** The approved plan of one unit. `folded` is what the next event is folded onto, without the texts. */
export type RemediationRow = {
  assignmentId: string;
  campaignId: string;
  unitId: string;
  actions: readonly ActionLine[];
  folded: AssignmentState;
  version: number;
  lastPosition: number;
};

export const remediationProjection: Projection<RemediationRow> = {
  name: 'remediation',
  version: 1,
  key: 'assignmentId',
  columns: {
    assignmentId: { kind: 'id' },
    campaignId: { kind: 'id' },
    unitId: { kind: 'id' },
    actions: { kind: 'json' },
    folded: { kind: 'json' },
    version: { kind: 'count' },
    lastPosition: { kind: 'position' },
  },
  indexes: [['campaignId', 'unitId']],

  keysOf: (event) => (isAssignmentEvent(event) ? [event.streamId] : []),

  evolve(row, event) {
    if (!isAssignmentEvent(event)) return row;
    // Until there is a plan there is nothing to list, and a launch over 50,000 units writes no row here.
    if (row === null && event.type !== 'PlanSubmitted' && event.type !== 'ItemsInherited') return null;
    const folded = assignmentDecider.evolve(row?.folded ?? beforeThePlan(event.data), withoutTexts(event));
    if (folded.status === 'NONE') return row;
    const { campaignId, unitId, monitoring } = folded;
    return {
      assignmentId: event.streamId,
      campaignId,
      unitId,
      folded,
      actions: monitoring.baseline.length === 0 ? [] : linesOf(folded),
      version: event.version,
      lastPosition: event.position,
    };
  },
};

/** A plan's lines follow from the plan on; what came before it is the board's. */
function beforeThePlan({ campaignId, unitId }: { campaignId: string; unitId: string }): AssignmentState {
  const ids = { campaignId, unitId, directiveId: '', code: '', category: '', peerGroup: '', lateJoin: null };
  return assignmentDecider.evolve(assignmentDecider.initialState, { type: 'UnitAssigned', data: ids });
}

const isAssignmentEvent = (event: LoggedEvent): event is LoggedOf<AssignmentEvent> =>
  event.category === 'assignment';

function linesOf(state: Exclude<AssignmentState, { status: 'NONE' }>): ActionLine[] {
  const missed = state.monitoring.checkIns.at(-1);
  // Of a plan that was never approved nothing is carried out; what a successor took over is its own now.
  const isApproved = state.monitoring.baseline.some(({ version }) => version > 0);
  const standings = isApproved ? actionStandings(state) : standingsInForce(state);
  return standings
    .filter((one) => state.status !== 'TRANSFERRED' || isSettled(one))
    .map((one) => ({
      actionId: one.action.id,
      findingIds: one.action.findingIds ?? [],
      severity: one.action.severity ?? null,
      state: one.state,
      percent: one.percent,
      due: one.due,
      originalDue: one.originalDue,
      extensions: one.granted.count,
      extendedDays: one.granted.days,
      verdict: one.remediation?.verification?.verdict ?? null,
      extensionPending: one.extensions.some(({ outcome }) => outcome === null),
      checkInMissed: missed !== undefined && missed.isMissed && missed.report === null,
    }));
}

/** What a unit wrote stays in the log, sealed: here it would outlive its key. */
function withoutTexts(event: LoggedOf<AssignmentEvent>): AssignmentEvent {
  if (event.type === 'PlanSubmitted') {
    return { type: event.type, data: { ...event.data, actions: (event.data.actions ?? []).map(bare) } };
  }
  if (event.type === 'PlanAmended') {
    return {
      type: event.type,
      data: { ...event.data, actions: (event.data.actions ?? []).map(bare), reason: '' },
    };
  }
  if (event.type === 'ItemsInherited') {
    const actions = (event.data.actions ?? []).map((one) => ({
      ...one,
      action: bare(one.action),
      report: one.report && { ...one.report, evidence: [], note: '' },
    }));
    return { type: event.type, data: { ...event.data, actions } };
  }
  if (event.type === 'CheckInSubmitted') {
    const lines = (event.data.lines ?? []).map((line) => ({ ...line, text: '' }));
    return { type: event.type, data: { ...event.data, lines, summary: '' } };
  }
  if (event.type === 'SelfReviewSubmitted') {
    const none = { answers: [], limitations: [], suggestionAnswers: [], findingAnswers: [] };
    return { type: event.type, data: { ...event.data, ...none } };
  }
  return { type: event.type, data: blanked(event.data) } as AssignmentEvent;
}

/** What of an action is no text. */
function bare({ id, due, findingIds = [], severity, limitationNo }: PlanAction): PlanAction {
  const texts = { limitation: '', measure: '', lead: '', deliverable: '' };
  return { id, due, findingIds, limitationNo, ...texts, ...(severity && { severity }) };
}

/** The other sealed fields are a text each (`note`, `reason`, `title`) or a list that only people read. */
function blanked(data: object): object {
  return Object.fromEntries(
    Object.entries(data).map(([field, value]) => {
      if (['note', 'reason', 'title', 'text'].includes(field)) return [field, ''];
      if (field === 'reasons') return [field, []];
      return [field, value as unknown];
    }),
  );
}
