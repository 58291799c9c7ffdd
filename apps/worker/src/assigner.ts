import { ASSIGNER_ACTOR, type Clock } from '@dondoc/activities/clock.ts';
import { assignCommandId, openReviewingCommandId } from '@dondoc/activities/command-ids.ts';
import type { AssignmentCommand, AssignmentContext } from '@dondoc/domain/assignment/assignment.commands.ts';
import { assignmentDecider } from '@dondoc/domain/assignment/assignment.decider.ts';
import type { Addressee, CampaignEvent, Inheritance } from '@dondoc/domain/campaign/campaign.events.ts';
import type { Basis } from '@dondoc/domain/deadline/deadline.ts';
import { DomainError } from '@dondoc/domain/domain-error.ts';
import {
  assignmentContext,
  campaignRoster,
  handleAssignmentCommand,
  handleCampaignCommand,
} from '@dondoc/event-store/write-path/campaign-context.ts';
import type { AppendRequest, EventStore } from '@dondoc/event-store/event-store.ts';
import { assignmentIdOf } from '@dondoc/event-store/stream-ids.ts';
import type { FollowerDefinition } from '@dondoc/event-store/follower.ts';
import type { FollowerTransaction } from '@dondoc/event-store/follower-session.ts';
import { byEventType } from './by-event-type.ts';

const BATCH = 1_000;

/**
 * Gives every addressed unit its assignment as soon as the campaign is issued, in bulk and without Temporal, then opens the
 * reviewing. A redo assigns nobody twice: each unit's stream must not exist yet, and each command id is logical.
 */
export function createAssigner({ store, now }: { store: EventStore; now: Clock }): FollowerDefinition {
  return {
    name: 'assigner',
    version: 1,
    ...byEventType({
      CampaignIssued: ({ data }, tx) => assignRoster(store, data.campaignId, now, tx),
      AddresseeAdded: ({ data }) => assignLate(store, data, now),
      CampaignResumed: ({ data }) => assignThoseAdded(store, data.campaignId, now),
    }),
  };
}

async function assignRoster(
  store: EventStore,
  campaignId: string,
  now: Clock,
  tx: FollowerTransaction,
): Promise<void> {
  let assigned = 0;
  for (;;) {
    // Fresh for each batch: who was added meanwhile is on the list, and a cancelled campaign assigns nobody any more.
    const context = await assignmentContext(store, campaignId);
    // Opened before: the cursor was set back. Cancelled: nothing to do.
    if (context.terms.status !== 'ISSUED') return;
    const batch = (await campaignRoster(store, campaignId)).slice(assigned, assigned + BATCH);
    const at = await now();
    // The cursor's transaction is ended by the server when it says nothing for long.
    await tx.query('SELECT 1');
    // A unit that is there already answers with a ConcurrencyError in its place: it was assigned before.
    if (batch.length > 0) await store.appendMany(batch.map((unit) => assignment(unit, context, at)));
    else if (await openReviewing(store, { campaignId, assigned, at })) return;
    assigned += batch.length;
  }
}

/** False: somebody was added since the list was read. */
async function openReviewing(
  store: EventStore,
  { campaignId, assigned, at }: { campaignId: string; assigned: number; at: string },
): Promise<boolean> {
  const command = { type: 'OpenReviewing', at, actor: ASSIGNER_ACTOR, data: { assigned } } as const;
  try {
    await handleCampaignCommand(store, {
      campaignId,
      commandId: openReviewingCommandId(campaignId),
      command,
    });
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    // Any other refusal is final: the campaign was cancelled.
    return error.code !== 'assignments-missing';
  }
  return true;
}

/** Nothing when it is assigned, or refused for good; in a pause its turn comes with the end of it. */
export async function assignLate(
  store: EventStore,
  {
    campaignId,
    unit,
    basis,
    inherits,
  }: { campaignId: string; unit: Addressee; basis: Basis; inherits?: Inheritance },
  now: Clock,
): Promise<void> {
  const { terms } = await assignmentContext(store, campaignId);
  const at = await now();
  await unlessRefused(() =>
    handleAssignmentCommand(store, {
      campaignId,
      unitId: unit.unitId,
      commandId: assignCommandId(campaignId, unit.unitId),
      command: assignUnit(unit, {
        campaignId,
        directiveId: terms.directiveId,
        lateJoin: basis,
        at,
        ...(inherits && { inherits }),
      }),
    }),
  );
}

/**
 * In a pause nobody is assigned, because the first deadlines could not be told. Whose turn came only in the pause may have
 * been added before it, so all are gone through: they are few (the frozen list is not here), and nobody is assigned twice.
 */
async function assignThoseAdded(store: EventStore, campaignId: string, now: Clock): Promise<void> {
  const { events } = await store.readStream<CampaignEvent>(campaignId);
  for (const { type, data } of events) if (type === 'AddresseeAdded') await assignLate(store, data, now);
}

function assignment(unit: Addressee, context: AssignmentContext, at: string): AppendRequest {
  const { campaignId, directiveId } = context.terms;
  const command = assignUnit(unit, { campaignId, directiveId, lateJoin: null, at });
  const events = assignmentDecider.decide(command, assignmentDecider.initialState, context);
  return {
    streamId: assignmentIdOf(campaignId, unit.unitId),
    category: assignmentDecider.category,
    expectedVersion: 0,
    previousHash: '',
    events,
    commandId: assignCommandId(campaignId, unit.unitId),
    actor: ASSIGNER_ACTOR,
    at,
    correlationId: campaignId,
  };
}

function assignUnit(
  unit: Addressee,
  {
    at,
    ...given
  }: { campaignId: string; directiveId: string; lateJoin: Basis | null; inherits?: Inheritance; at: string },
): AssignmentCommand {
  return { type: 'AssignUnit', at, actor: ASSIGNER_ACTOR, data: { ...unit, ...given } };
}

/** A refusal is final and no reason to stop the log: the campaign was closed or cancelled before its turn came. */
async function unlessRefused(step: () => Promise<unknown>): Promise<void> {
  try {
    await step();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
  }
}
