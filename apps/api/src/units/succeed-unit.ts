import type { SucceedUnitRequest } from '@dondoc/contracts/succession.ts';
import type { ActorRef } from '@dondoc/domain/actor.ts';
import type { Instant } from '@dondoc/domain/calendar/day.ts';
import { DomainError } from '@dondoc/domain/domain-error.ts';
import { unitDecider } from '@dondoc/domain/unit/unit.decider.ts';
import type { UnitRef } from '@dondoc/domain/unit/unit.events.ts';
import { campaignTerms } from '@dondoc/event-store/write-path/campaign-context.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import { handleCommand, type CommandResult } from '@dondoc/event-store/write-path/handle-command.ts';
import { openItemsOf } from '@dondoc/event-store/write-path/unit-context.ts';
import { boardCaughtUp } from '../campaigns/board-caught-up.ts';
import type { Issued } from '../http/request-context.ts';
import type { Views } from '../views.ts';
import { findUnit, unitIdFrom, type KnownUnit } from './find-unit.ts';

type Ports = { store: EventStore; views: Views };

/** The campaigns under way in which the unit takes part. Throws 503 'board-behind' rather than to miss one. */
export async function campaignsOf({ store, views }: Ports, unitId: string, at: Instant): Promise<string[]> {
  await boardCaughtUp({ store, views });
  const live: string[] = [];
  for (const { campaignId } of await views.assignmentsOf(unitId, at)) {
    const { status } = await campaignTerms(store, campaignId);
    if (status !== 'CLOSED' && status !== 'CANCELLED') live.push(campaignId);
  }
  return live;
}

/** One event on the old unit's stream; what follows from it, a follower carries out. */
export async function succeedUnit(
  ports: Ports,
  call: { unit: KnownUnit; request: SucceedUnitRequest; issued: Issued; actor: ActorRef },
): Promise<CommandResult> {
  const { store } = ports;
  const { unitId } = call.unit;
  const { commandId, at } = call.issued;
  const { kind, on, basis, allocation } = call.request;
  const successors = await successorsOf(store, call.request.successors);
  const campaigns = await campaignsOf(ports, unitId, at);
  return handleCommand(store, unitDecider, {
    streamId: unitId,
    commandId,
    correlationId: unitId,
    command: {
      type: 'SucceedUnit',
      at,
      actor: call.actor,
      data: {
        unitId,
        kind,
        on,
        basis,
        successors,
        campaigns,
        allocation: allocation.map(({ item, to }) => ({ item, toUnitId: unitIdFrom(to) })),
      },
    },
    context: async () => ({ openItems: await openItemsOf(store, { unitId, campaigns }, at) }),
  });
}

async function successorsOf(store: EventStore, references: readonly string[]): Promise<UnitRef[]> {
  const found = await Promise.all(references.map((reference) => findUnit(store, reference)));
  const missing = references.filter((_, index) => found[index]?.status !== 'REGISTERED');
  if (missing.length > 0) {
    throw new DomainError('unknown-units', `Not in the directory, or dissolved: ${missing.join(', ')}.`, {
      path: '/successors',
      units: missing,
    });
  }
  return found.flatMap((unit) => (unit === null ? [] : [{ unitId: unit.unitId, code: unit.profile.code }]));
}
