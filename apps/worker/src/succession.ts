import { SUCCESSION_ACTOR, type Clock } from '@dondoc/activities/clock.ts';
import { successionCommandId } from '@dondoc/activities/command-ids.ts';
import { assignmentDecider } from '@dondoc/domain/assignment/assignment.decider.ts';
import type { AssignmentEvent, InheritedAction } from '@dondoc/domain/assignment/assignment.events.ts';
import type { LiveAssignment } from '@dondoc/domain/assignment/assignment-state.ts';
import { openActions } from '@dondoc/domain/assignment/succession.ts';
import type { Instant } from '@dondoc/domain/calendar/day.ts';
import { fold } from '@dondoc/domain/decider.ts';
import type { Basis } from '@dondoc/domain/deadline/deadline.ts';
import { DomainError } from '@dondoc/domain/domain-error.ts';
import type { DomainEvent } from '@dondoc/domain/events.ts';
import type { UnitEvent } from '@dondoc/domain/unit/unit.events.ts';
import {
  campaignRoster,
  campaignTerms,
  handleAssignmentCommand,
  handleCampaignCommand,
} from '@dondoc/event-store/write-path/campaign-context.ts';
import type { EventStore, RecordedEvent } from '@dondoc/event-store/event-store.ts';
import { findingsOf, handleFindingCommand } from '@dondoc/event-store/write-path/finding-context.ts';
import type { FollowerDefinition } from '@dondoc/event-store/follower.ts';
import { assignmentIdOf } from '@dondoc/event-store/stream-ids.ts';
import { unitState, waitingIn } from '@dondoc/event-store/write-path/unit-context.ts';
import { assignLate } from './assigner.ts';
import { byEventType } from './by-event-type.ts';

type Of<Type extends DomainEvent['type']> = RecordedEvent & Extract<DomainEvent, { type: Type }>;
type Succession = Extract<UnitEvent, { type: 'UnitSucceeded' }>['data'];
type Ports = { store: EventStore; now: Clock };

/**
 * Carries out a succession, one step an event, so that it can stop anywhere and go on: the unit's end is followed by
 * the end of each of its parts, and each of those by what its successors take over. The old record is closed first and says
 * whose each item is, so nothing is done twice or with nobody. In a pause a successor cannot join; that step is parked by the
 * follower and comes again.
 */
export function createSuccession(ports: Ports): FollowerDefinition {
  return {
    name: 'succession',
    version: 1,
    ...byEventType({
      UnitSucceeded: (event) => endParts(ports, event),
      ItemsTransferred: (event) => handOver(ports, event),
      FindingTransferred: (event) => handOverFinding(ports, event),
      FindingRegistered: (event) => followUp(ports, event),
    }),
  };
}

async function endParts({ store, now }: Ports, { eventId, data }: Of<'UnitSucceeded'>): Promise<void> {
  for (const campaignId of data.campaigns) {
    const { on, basis, allocation, successors } = data;
    await handleAssignmentCommand(store, {
      campaignId,
      unitId: data.unitId,
      commandId: successionCommandId(eventId, `end/${campaignId}`),
      command: {
        type: 'TransferItems',
        at: await now(),
        actor: SUCCESSION_ACTOR,
        data: { succession: eventId, on, basis, allocation, successors },
      },
    });
  }
  await transferFindings({ store, now }, data, { succession: eventId, because: eventId });
}

async function transferFindings(
  { store, now }: Ports,
  { unitId, on, basis, allocation, successors }: Succession,
  { succession, because }: { succession: string; because: string },
): Promise<void> {
  await handleFindingCommand(store, {
    unitId,
    commandId: successionCommandId(because, 'findings'),
    command: {
      type: 'TransferFindings',
      at: await now(),
      actor: SUCCESSION_ACTOR,
      data: { succession, on, basis, allocation, successors },
    },
  });
}

/** A conclusion may reach a unit that is no more (296-QĐ/TW): what it found goes on to the first successor as well. */
async function followUp(ports: Ports, { eventId, data: { unitId } }: Of<'FindingRegistered'>): Promise<void> {
  const { events } = await ports.store.readStream<UnitEvent>(unitId);
  const succeeded = events.find((event) => event.type === 'UnitSucceeded');
  if (succeeded?.type !== 'UnitSucceeded') return;
  await transferFindings(ports, succeeded.data, { succession: succeeded.eventId, because: eventId });
}

/** What each successor takes over, read from the old unit's record as it stood when it was closed. */
async function handOver(ports: Ports, { position, data }: Of<'ItemsTransferred'>): Promise<void> {
  const { store } = ports;
  const { campaignId, unitId, succession, basis, step, actions } = data;
  if (['CLOSED', 'CANCELLED'].includes((await campaignTerms(store, campaignId)).status)) return;
  const whole = await store.readStream<AssignmentEvent>(assignmentIdOf(campaignId, unitId), {
    upTo: position,
  });
  // The event's own command also cleared what stood raised: what was owed is seen before it.
  const events = whole.events.slice(0, -1);
  const old = fold(assignmentDecider, events);
  const closedAt = whole.events.at(-1)?.at;
  if (old.status === 'NONE' || closedAt === undefined) return;
  const waiting = await waitingIn(store, { campaignId, events }, closedAt);
  const cycle = waiting.find(({ actionId }) => actionId === null);
  const heirs = new Set([...(step ? [step.toUnitId] : []), ...actions.map(({ toUnitId }) => toUnitId)]);

  for (const named of heirs) {
    const toUnitId = await living(store, named);
    const takes = new Set(actions.filter((one) => one.toUnitId === named).map(({ actionId }) => actionId));
    const takesCycle = step?.toUnitId === named;
    await join(ports, { old, toUnitId, succession, basis, inherits: takesCycle ? 'CYCLE' : 'ACTIONS' });
    const inheritedStep = takesCycle
      ? { status: step.status, since: cycle?.since ?? closedAt, dueOn: cycle?.dueOn ?? null }
      : null;
    const since = (id: string) => waiting.find(({ actionId }) => actionId === id)?.since ?? closedAt;
    await handleAssignmentCommand(store, {
      campaignId,
      unitId: toUnitId,
      commandId: successionCommandId(succession, `inherit/${campaignId}/${unitId}/${named}`),
      command: {
        type: 'InheritItems',
        at: await ports.now(),
        actor: SUCCESSION_ACTOR,
        data: {
          succession,
          basis,
          from: { unitId, code: old.code },
          step: inheritedStep,
          actions: inheritedActions(old, takes, since),
        },
      },
    });
  }
}

function inheritedActions(
  old: LiveAssignment,
  takes: ReadonlySet<string>,
  since: (actionId: string) => Instant,
): InheritedAction[] {
  return openActions(old)
    .filter(({ action }) => takes.has(action.id))
    .map(({ action, due, originalDue, percent, remediation }) => ({
      action: { ...action, due, id: `${old.code}.${action.id}` },
      originalId: action.id,
      since: since(action.id),
      originalDue,
      percent,
      report: remediation?.report ?? null,
    }));
}

/** The successor takes part in the campaign from now on, unless it does so already. */
async function join(
  { store, now }: Ports,
  call: {
    old: LiveAssignment;
    toUnitId: string;
    succession: string;
    basis: Basis;
    inherits: 'CYCLE' | 'ACTIONS';
  },
): Promise<void> {
  const { old, toUnitId, succession, basis, inherits } = call;
  const { campaignId } = old;
  const listed = (await campaignRoster(store, campaignId)).find(({ unitId }) => unitId === toUnitId);
  const unit = listed ?? (await addressee(store, toUnitId));
  if (listed === undefined) {
    await handleCampaignCommand(store, {
      campaignId,
      commandId: successionCommandId(succession, `join/${campaignId}/${toUnitId}`),
      command: {
        type: 'AddAddressee',
        at: await now(),
        actor: SUCCESSION_ACTOR,
        data: { unit, basis, inherits },
      },
    });
  }
  // The assigner would do it in a moment, by the same command id.
  await assignLate(store, { campaignId, unit, basis, inherits }, now);
}

async function addressee(store: EventStore, unitId: string) {
  const unit = await unitState(store, unitId);
  if (unit.status === 'NONE') throw new DomainError('unknown-unit', 'There is no such unit.', { unitId });
  const { code, addresseeCategory: category, peerGroup } = unit.profile;
  return { unitId, code, category, peerGroup };
}

/** The unit itself, or whoever goes on for it by now. */
async function living(store: EventStore, unitId: string): Promise<string> {
  const unit = await unitState(store, unitId);
  const heir = unit.status === 'NONE' ? undefined : unit.successors[0];
  return heir === undefined ? unitId : living(store, heir.unitId);
}

/** With how far it was: its register says that up to the event before, and from then on where it went. */
async function handOverFinding(
  { store, now }: Ports,
  { position, data }: Of<'FindingTransferred'>,
): Promise<void> {
  const { unitId, findingId, toUnitId, succession } = data;
  const { findings } = await findingsOf(store, unitId, position - 1);
  const finding = findings.find((one) => one.findingId === findingId);
  const old = await unitState(store, unitId);
  if (finding === undefined || old.status === 'NONE') return;
  const heir = await living(store, toUnitId);
  await handleFindingCommand(store, {
    unitId: heir,
    commandId: successionCommandId(succession, `finding/${findingId}`),
    command: {
      type: 'InheritFinding',
      at: await now(),
      actor: SUCCESSION_ACTOR,
      data: {
        unitId: heir,
        succession,
        from: { unitId, code: old.profile.code },
        finding,
      },
    },
  });
}
