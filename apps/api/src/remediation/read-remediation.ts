import type { RemediationView } from '@dondoc/contracts/remediation.ts';
import { assignmentDecider } from '@dondoc/domain/assignment/assignment.decider.ts';
import type { AssignmentEvent } from '@dondoc/domain/assignment/assignment.events.ts';
import type { LiveAssignment } from '@dondoc/domain/assignment/assignment-state.ts';
import { lampOf } from '@dondoc/domain/assignment/monitoring/action-lamp.ts';
import {
  actionStandings,
  isOverdue,
  type ActionStanding,
} from '@dondoc/domain/assignment/monitoring/action-standing.ts';
import {
  standingEvidence,
  type EvidenceFile,
} from '@dondoc/domain/assignment/monitoring/monitoring-state.ts';
import { planContent } from '@dondoc/domain/assignment/plan.ts';
import { calendarOf } from '@dondoc/domain/calendar/calendar-version.ts';
import type { Instant } from '@dondoc/domain/calendar/day.ts';
import { termsOf } from '@dondoc/domain/campaign/campaign-state.ts';
import type { CampaignTerms } from '@dondoc/domain/campaign/campaign-terms.ts';
import { fold } from '@dondoc/domain/decider.ts';
import { DomainError } from '@dondoc/domain/domain-error.ts';
import { contentHash } from '@dondoc/event-store/envelope.ts';
import type { EventStore, Position } from '@dondoc/event-store/event-store.ts';
import { assignmentIdOf } from '@dondoc/event-store/stream-ids.ts';
import { campaignAsOf } from '../campaigns/read-campaign.ts';

type Ids = { campaignId: string; unitId: string };

async function assignmentOf(store: EventStore, { campaignId, unitId }: Ids, upTo: Position) {
  const { events } = await store.readStream<AssignmentEvent>(assignmentIdOf(campaignId, unitId), { upTo });
  const state = fold(assignmentDecider, events);
  if (state.status !== 'NONE') return state;
  throw new DomainError('unknown-assignment', 'No such unit is assigned in this campaign.');
}

/** The plan of one unit, its baseline and its actual, folded up to a position; lamps as of `at`. */
export async function remediationAsOf(
  store: EventStore,
  ids: Ids,
  { position, at }: { position: Position; at: Instant },
): Promise<RemediationView> {
  const state = await assignmentOf(store, ids, position);
  const terms = termsOf((await campaignAsOf(store, ids.campaignId, position)).state);
  if (state.plan === null) {
    throw new DomainError('plan-missing', 'The unit has submitted no plan yet.', { status: state.status });
  }
  const { monitoring } = state;
  return {
    ...ids,
    status: state.status,
    asOf: position,
    plan: { version: state.plan.version, hash: contentHash(planContent(state)) },
    approval: monitoring.approval,
    actions: actionStandings(state).map((one) => actionView(one, state, terms, at)),
    checkIns: monitoring.checkIns.map(({ report, ...checkIn }) => ({
      ...checkIn,
      submittedAt: report?.submittedAt ?? null,
      isLate: report?.isLate ?? false,
      frozen: monitoring.frozen.find(({ period }) => period === checkIn.period)?.hash ?? null,
    })),
  };
}

function actionView(
  one: ActionStanding,
  state: LiveAssignment,
  terms: CampaignTerms,
  at: Instant,
): RemediationView['actions'][number] {
  const { monitoring } = state;
  const { id, limitation, measure, lead, deliverable } = one.action;
  const isOfIt = ({ actionId }: { actionId: string }) => actionId === id;
  const standing = new Set(standingEvidence(monitoring, id));
  const checkIn = monitoring.checkIns.at(-1);
  const facts = {
    state: one.state,
    due: one.due,
    verdict: one.remediation?.verification?.verdict ?? null,
    extensionPending: one.extensions.some(({ outcome }) => outcome === null),
    checkInMissed: checkIn !== undefined && checkIn.isMissed && checkIn.report === null,
  };
  return {
    id,
    limitation,
    measure,
    lead,
    deliverable,
    state: one.state,
    percent: one.percent,
    due: one.due,
    originalDue: one.originalDue,
    overdue: isOverdue(one, at, terms.zone),
    lamp: lampOf(facts, { at, zone: terms.zone, calendar: calendarOf(terms) }),
    extensions: one.extensions.map(({ actionId: _id, ...extension }) => extension),
    granted: one.granted,
    evidence: monitoring.evidence.filter(isOfIt).map((file) => {
      const { actionId: _id, ...shown } = file;
      return { ...shown, stands: standing.has(file) };
    }),
    progress: monitoring.progress
      .filter(isOfIt)
      .map(({ percent, text, reportedAt }) => ({ percent, text, reportedAt })),
    effectiveness: monitoring.effectiveness
      .filter(isOfIt)
      .map(({ on, isEffective, note }) => ({ on, isEffective, note })),
  };
}

/** A file on record, standing or withdrawn. Throws 'unknown-evidence'. */
export async function evidenceFileOf(
  store: EventStore,
  { actionId, sha256, ...ids }: Ids & { actionId: string; sha256: string },
): Promise<EvidenceFile> {
  const { monitoring } = await assignmentOf(store, ids, await store.head());
  const file = monitoring.evidence.findLast((one) => one.actionId === actionId && one.sha256 === sha256);
  if (file !== undefined) return file;
  throw new DomainError('unknown-evidence', 'The action has no such file.', { actionId, sha256 });
}
