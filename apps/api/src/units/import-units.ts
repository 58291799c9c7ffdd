import type { ImportUnitsAnswer } from '@dondoc/contracts/units.ts';
import type { ActorRef } from '@dondoc/domain/actor.ts';
import type { UnitProfile } from '@dondoc/domain/unit/unit.events.ts';
import { dayOf } from '@dondoc/domain/calendar/zoned-time.ts';
import { unitDecider } from '@dondoc/domain/unit/unit.decider.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import { handleCommand, type CommandResult } from '@dondoc/event-store/write-path/handle-command.ts';
import { unitIdOf } from '@dondoc/event-store/stream-ids.ts';
import { DEFAULT_ZONE } from '@dondoc/domain/calendar/default-zone.ts';
import type { Issued } from '../http/request-context.ts';

// Enough appends at once for the store to commit them in groups.
const AT_ONCE = 32;

/** Registers or corrects each unit by a command of its own, so that a retry after a crash carries on where it stopped. */
export async function importUnits(
  store: EventStore,
  units: readonly UnitProfile[],
  { issued, actor }: { issued: Issued; actor: ActorRef },
): Promise<ImportUnitsAnswer> {
  const results: CommandResult[] = [];
  for (let start = 0; start < units.length; start += AT_ONCE) {
    const batch = units.slice(start, start + AT_ONCE);
    results.push(...(await Promise.all(batch.map((unit) => register(store, unit, { issued, actor })))));
  }
  const written = results.filter(({ position }) => position !== null);
  const registered = written.filter(({ version }) => version === 1).length;
  return {
    registered,
    corrected: written.length - registered,
    unchanged: results.length - written.length,
    total: results.length,
    position: written.reduce<number | null>((last, { position }) => Math.max(last ?? 0, position ?? 0), null),
  };
}

function register(
  store: EventStore,
  profile: UnitProfile,
  { issued: { commandId, at }, actor }: { issued: Issued; actor: ActorRef },
): Promise<CommandResult> {
  const unitId = unitIdOf(profile.code);
  return handleCommand(store, unitDecider, {
    streamId: unitId,
    commandId: `${commandId}/${profile.code}`,
    correlationId: unitId,
    command: {
      type: 'RegisterUnit',
      at,
      actor,
      data: { unitId, validFrom: dayOf(at, DEFAULT_ZONE), validTo: null, ...profile },
    },
    context: async () => undefined,
  });
}
