// A small run of the product's own deciders and folds, for the checker to find nothing in: what it works out by itself must be
// what the product works out. Bugs are then made in copies of it.
import { nextInstant } from '@dondoc/domain/assignment/assignment-clock.ts';
import type { AssignmentEvent } from '@dondoc/domain/assignment/assignment.events.ts';
import type { CampaignEvent } from '@dondoc/domain/campaign/campaign.events.ts';
import { createAssigner } from '@dondoc/worker/assigner.ts';
import { loadAssignment } from '@dondoc/activities/settle-assignment.ts';
import { assignmentContext } from '@dondoc/event-store/write-path/campaign-context.ts';
import { createInMemoryEventStore } from '@dondoc/event-store/in-memory-event-store.ts';
import { assignmentNotices, campaignNotices } from '@dondoc/notifications/notice-catalogue.ts';
import { assignmentsProjection } from '@dondoc/read-models/assignments/assignments.projection.ts';
import { campaignsProjection } from '@dondoc/read-models/campaigns/campaigns.projection.ts';
import { foldPage } from '@dondoc/read-models/projection.ts';
import type { LoggedEvent, LoggedOf } from '@dondoc/read-models/projection.ts';
import { DUE, issuedCampaign, ISSUED_AT } from '@dondoc/testing/campaign-fixture.ts';

import type {
  Acknowledged,
  Delivery,
  Followers,
  LogSnapshot,
  NoticeRow,
  OpenWorkflow,
  Sent,
} from './snapshot.ts';

export const SCRIPTED = /^[0-9a-f]{8}-/;
export const WANTED = ['assigner', 'notices'];
export type HealthyRun = Readonly<{
  log: LogSnapshot;
  acknowledged: readonly Acknowledged[];
  sent: readonly Sent[];
  followers: Followers;
  workflows: readonly OpenWorkflow[];
  deliveries: readonly Delivery[];
  now: number;
}>;

/**
 * One unit each: silent, acknowledged, waiting for its superior, returned, planning, finished; one with more time for its plan, one
 * let go. Their campaign is paused for a moment, then given more time for the plan, then paused again over one night.
 */
export async function healthyRun(): Promise<HealthyRun> {
  const store = createInMemoryEventStore();
  let at = ISSUED_AT;
  const campaign = await issuedCampaign({
    store,
    now: () => at,
    units: 8,
    due: { ...DUE, PLAN: '2027-03-17' },
  });
  const { campaignId } = campaign;
  await createAssigner({ store, now: () => at }).handle(await store.readAll({ after: 0, limit: 100 }), {
    query: () => Promise.resolve([]),
  });
  const [, acknowledged, submitted, returned, planning, finished, extended, exempted] = campaign.units;
  for (const unit of [acknowledged, submitted, returned, planning, finished]) await unit?.acknowledge();
  for (const unit of [submitted, returned, planning, finished]) await unit?.submitReview('2027-02-26');
  await returned?.returnReview(1);
  for (const unit of [planning, finished]) await unit?.acceptReview();
  await finished?.submitPlan(DUE.PLAN);
  await finished?.approvePlan();
  at = '2027-03-01T02:10:00.000Z';
  await campaign.pause();
  at = '2027-03-01T02:20:00.000Z';
  await campaign.resume();
  await campaign.extend('PLAN', '2027-03-19');
  await extended?.extend('PLAN', '2027-03-22');
  await exempted?.exempt();
  at = '2027-03-01T10:00:00.000Z';
  await campaign.pause();
  at = '2027-03-02T02:00:00.000Z';
  await campaign.resume();
  at = '2027-03-02T03:00:00.000Z';

  const events = (await store.readAll({ after: 0, limit: 1_000 })) as LoggedEvent[];
  const context = await assignmentContext(store, campaignId);
  const workflows: OpenWorkflow[] = [
    { workflowId: `campaign/${campaignId}` },
    { workflowId: `monitor/${campaignId}/${finished?.unitId}` },
  ];
  for (const { unitId } of campaign.units) {
    if (unitId === finished?.unitId || unitId === exempted?.unitId) continue;
    const next = nextInstant((await loadAssignment(store, { campaignId, unitId })).state, context, at);
    workflows.push({
      workflowId: `unit/${campaignId}/${unitId}`,
      timer: next === null ? null : { armedAt: Date.parse(at), firesAt: Date.parse(next) },
    });
  }
  const last = new Map(events.map((event) => [event.streamId, event]));
  const byCommand = new Map(
    events.filter(({ commandId }) => SCRIPTED.test(commandId)).map((event) => [event.commandId, event]),
  );
  return {
    log: {
      rows: events.map(({ position, streamId, version, eventId, type, envelope, leafHash }) => {
        return { position, streamId, version, eventId, type, envelope, leafHash };
      }),
      streams: [...last.values()].map(({ streamId, category, version, leafHash }) => {
        return { streamId, category, version, headHash: leafHash };
      }),
    },
    acknowledged: [...byCommand.values()].map(({ commandId, streamId, version, position }) => {
      return { commandId, streamId, version, position };
    }),
    sent: [...byCommand.values()].map(({ commandId, type }) => ({ commandId, writes: type })),
    followers: followersOf(events),
    workflows,
    deliveries: events.map(({ streamId, version, eventId }) => ({
      streamId,
      version,
      eventId,
      partition: 0,
    })),
    now: Date.parse(at),
  };
}

function followersOf(events: readonly LoggedEvent[]): Followers {
  const head = events.length;
  const steps = events.filter(({ category }) => category === 'assignment') as LoggedOf<AssignmentEvent>[];
  const facts = { title: '', directive: null, deadlines: {} };
  return {
    cursors: WANTED.map((name) => ({ name, position: head })),
    parked: 0,
    assignments: [...foldPage(assignmentsProjection, new Map(), events).values()].map((row) => ({
      id: row.assignmentId,
      status: row.status,
      reviewVersion: row.reviewVersion,
      planVersion: row.planVersion,
      remindersSent: row.remindersSent,
      escalationStep: row.escalationStep,
      version: row.version,
      lastPosition: row.lastPosition,
      acknowledgedAt: row.acknowledgedAt ?? '',
    })),
    campaigns: [...foldPage(campaignsProjection, new Map(), events).values()].map((row) => ({
      id: row.campaignId,
      status: row.status,
      paused: row.paused,
      assignedCount: row.assignedCount,
      version: row.version,
      lastPosition: row.lastPosition,
    })),
    units: [],
    notices: [
      ...steps.flatMap((event) =>
        assignmentNotices(event, facts, () => '').map(({ to }) => ({
          position: event.position,
          audience: typeof to === 'object' && 'administratorsAbout' in to ? 'ADMINISTRATORS' : 'UNIT',
          unitId: event.data.unitId,
        })),
      ),
      ...events.flatMap((event) => toEveryUnit(event, events)),
    ],
  };
}

/** What the notices follower does in one statement: whoever takes part at that moment is told. */
function toEveryUnit(event: LoggedEvent, events: readonly LoggedEvent[]): NoticeRow[] {
  if (event.category !== 'campaign') return [];
  const facts = { title: '', directive: null, deadlines: {} };
  if (campaignNotices(event as LoggedOf<CampaignEvent>, facts).length === 0) return [];
  const before = events.slice(0, event.position - 1) as LoggedOf<AssignmentEvent>[];
  const unitsOf = (type: AssignmentEvent['type']) =>
    before.filter((earlier) => earlier.type === type).map(({ data }) => data.unitId);
  const exempt = unitsOf('UnitExempted');
  return unitsOf('UnitAssigned')
    .filter((unitId) => !exempt.includes(unitId))
    .map((unitId) => ({ position: event.position, audience: 'UNIT', unitId }));
}
