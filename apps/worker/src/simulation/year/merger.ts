import type { Addressee } from '@dondoc/domain/campaign/campaign.events.ts';
import type { Day, Instant } from '@dondoc/domain/calendar/day.ts';
import { dayOf } from '@dondoc/domain/calendar/zoned-time.ts';
import { unitDecider } from '@dondoc/domain/unit/unit.decider.ts';
import type { UnitCommand } from '@dondoc/domain/unit/unit.commands.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import { handleCommand } from '@dondoc/event-store/write-path/handle-command.ts';
import { openItemsOf } from '@dondoc/event-store/write-path/unit-context.ts';
import type { Frame } from '../say.ts';
import { COMMITTEE, ZONE } from '../simulated-campaign.ts';

/** Two units of one list, of which the first goes into the second in the middle of the year. */
export type Merger = { from: Addressee; into: Addressee };

/** Both are in the directory before: only a unit that is known has a successor. */
export async function registerMerging(
  store: EventStore,
  { from, into }: Merger,
  { at, validFrom }: { at: Instant; validFrom: Day },
): Promise<void> {
  for (const { unitId, code, category, peerGroup } of [from, into]) {
    const profile = { code, name: code, kind: 'OTHER', addresseeCategory: category, peerGroup } as const;
    const data = { unitId, validFrom, validTo: null, ...profile, parentCode: null, mail: null };
    await step(store, unitId, 'register', { type: 'RegisterUnit', at, actor: COMMITTEE, data }, []);
  }
}

/** one unit goes into another, with everything it owes; the worker carries it out. */
export async function merge(
  { store, campaignId }: Frame,
  { from, into }: Merger,
  at: Instant,
): Promise<void> {
  const { unitId } = from;
  const data = {
    unitId,
    kind: 'MERGER',
    on: dayOf(at, ZONE),
    basis: { ref: 'Quyết định sáp nhập' },
    successors: [{ unitId: into.unitId, code: into.code }],
    campaigns: [campaignId],
    allocation: [],
  } as const;
  const openItems = await openItemsOf(store, { unitId, campaigns: [campaignId] }, at);
  await step(store, unitId, 'merge', { type: 'SucceedUnit', at, actor: COMMITTEE, data }, openItems);
}

async function step(
  store: EventStore,
  unitId: string,
  name: string,
  command: UnitCommand,
  openItems: Awaited<ReturnType<typeof openItemsOf>>,
): Promise<void> {
  await handleCommand(store, unitDecider, {
    streamId: unitId,
    commandId: `simulation/unit/${unitId}/${name}`,
    correlationId: unitId,
    command,
    context: async () => ({ openItems }),
  });
}
