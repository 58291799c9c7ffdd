import type { AssignmentView } from '@dondoc/contracts/assignments.ts';
import { effectiveDeadline, openPhases } from '@dondoc/domain/assignment/assignment-clock.ts';
import { assignmentDecider } from '@dondoc/domain/assignment/assignment.decider.ts';
import type { AssignmentEvent, PlanAction } from '@dondoc/domain/assignment/assignment.events.ts';
import { actionState, type Remediation } from '@dondoc/domain/assignment/remediation.ts';
import type { LiveAssignment } from '@dondoc/domain/assignment/assignment-state.ts';
import { termsOf } from '@dondoc/domain/campaign/campaign-state.ts';
import type { CampaignTerms } from '@dondoc/domain/campaign/campaign-terms.ts';
import { PHASES, type Phase } from '@dondoc/domain/deadline/deadline.ts';
import { fold } from '@dondoc/domain/decider.ts';
import { DomainError } from '@dondoc/domain/domain-error.ts';
import type { EventStore, Position } from '@dondoc/event-store/event-store.ts';
import { assignmentIdOf } from '@dondoc/event-store/stream-ids.ts';
import { campaignAsOf, isSuperior } from '../campaigns/read-campaign.ts';
import type { Caller } from '../http/request-context.ts';
import { unitIdFrom } from '../units/find-unit.ts';

const unknown = () => new DomainError('unknown-assignment', 'No such unit is assigned in this campaign.');

/** The unit a path names, if the caller may know of it: to a unit, every other unit's assignment does not exist. */
export function unitInScope({ account }: Caller, reference: string): string {
  const unitId = unitIdFrom(reference);
  if (account.role === 'UNIT' && account.unitId !== unitId) throw unknown();
  return unitId;
}

/** As `unitInScope`, and besides its own a unit knows those it launched the campaign on to. */
export async function assignmentInScope(
  store: EventStore,
  me: Caller,
  { campaignId, unit }: { campaignId: string; unit: string },
): Promise<string> {
  return (await isSuperior(store, me, campaignId)) ? unitIdFrom(unit) : unitInScope(me, unit);
}

/** Throws 'unknown-assignment' unless the campaign has assigned the unit. Answers with the stream's id. */
export async function requireAssigned(
  store: EventStore,
  campaignId: string,
  unitId: string,
): Promise<string> {
  const streamId = assignmentIdOf(campaignId, unitId);
  if ((await store.streamVersion(streamId)) === 0) throw unknown();
  return streamId;
}

type AssignmentThen = { view: AssignmentView; etag: string };

/** The assignment and the deadlines that bound it, both folded from their events up to a position. */
export async function assignmentAsOf(
  store: EventStore,
  { campaignId, unitId }: { campaignId: string; unitId: string },
  position: Position,
): Promise<AssignmentThen> {
  const streamId = assignmentIdOf(campaignId, unitId);
  const { events, version } = await store.readStream<AssignmentEvent>(streamId, { upTo: position });
  const state = fold(assignmentDecider, events);
  if (state.status === 'NONE') throw unknown();
  const campaign = await campaignAsOf(store, campaignId, position);
  const view = { ...assignmentView(state, termsOf(campaign.state)), version, asOf: position };
  // The deadlines come from the campaign: what was read is new when either stream moved.
  return { view, etag: `"${version}.${campaign.version}"` };
}

function assignmentView(
  state: LiveAssignment,
  terms: CampaignTerms,
): Omit<AssignmentView, 'version' | 'asOf'> {
  const {
    code,
    own: _own,
    reminded: _reminded,
    raised: _raised,
    standing,
    plan,
    remediation,
    monitoring: _monitoring,
    inherited,
    deputies: _deputies,
    ...rest
  } = state;
  return {
    ...rest,
    unitCode: code,
    openPhases: openPhases(state),
    deadlines: {
      ACKNOWLEDGE: deadlineOf(state, terms, 'ACKNOWLEDGE'),
      REVIEW: deadlineOf(state, terms, 'REVIEW'),
      PLAN: deadlineOf(state, terms, 'PLAN'),
    },
    escalation: highestOf(standing),
    plan: plan && { version: plan.version, actions: actionsOf(plan, remediation) },
    inherited: inherited.map(({ from, basis, step, actions }) => ({
      from,
      basis,
      step,
      actions: actions.map(({ action, originalId, since }) => ({
        ...shown(action, remediation),
        originalId,
        since,
      })),
    })),
  };
}

/** Each action with what was reported on it. A plan whose key was destroyed opens as null, whatever its type says. */
function actionsOf(
  { actions }: { actions: NonNullable<LiveAssignment['plan']>['actions'] | null },
  remediation: readonly Remediation[],
) {
  return actions?.map((action) => shown(action, remediation)) ?? null;
}

function shown(action: PlanAction, remediation: readonly Remediation[]) {
  const done = remediation.find(({ actionId }) => actionId === action.id);
  const { report = null, verification = null } = done ?? {};
  return { ...action, state: actionState(done), report, verification };
}

function deadlineOf(state: LiveAssignment, terms: CampaignTerms, phase: Phase) {
  const due = effectiveDeadline(state, terms, phase);
  return due && { ...due.deadline, originalOn: due.originalOn, dueVersion: due.dueVersion };
}

/** The rung that stands highest over all phases; null: the unit is merely monitored. */
function highestOf(standing: LiveAssignment['standing']): AssignmentView['escalation'] {
  const rungs = PHASES.flatMap((phase) => {
    const rung = standing[phase];
    return rung ? [{ phase, ...rung }] : [];
  });
  return rungs.reduce<AssignmentView['escalation']>(
    (top, rung) => (top && top.step >= rung.step ? top : rung),
    null,
  );
}
