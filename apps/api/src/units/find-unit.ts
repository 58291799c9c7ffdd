import { fold } from '@dondoc/domain/decider.ts';
import { unitDecider } from '@dondoc/domain/unit/unit.decider.ts';
import type { UnitEvent } from '@dondoc/domain/unit/unit.events.ts';
import type { UnitState } from '@dondoc/domain/unit/unit-state.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import { unitIdOf } from '@dondoc/event-store/stream-ids.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** A unit may be named by its id or by its code; the id follows from the code. */
export const unitIdFrom = (reference: string): string =>
  UUID.test(reference) ? reference.toLowerCase() : unitIdOf(reference);

export type KnownUnit = Exclude<UnitState, { status: 'NONE' }>;

/** The unit as its stream says, whatever the directory has caught up to; null: never registered. */
export async function findUnit(store: EventStore, reference: string): Promise<KnownUnit | null> {
  const { events } = await store.readStream<UnitEvent>(unitIdFrom(reference));
  const unit = fold(unitDecider, events);
  return unit.status === 'NONE' ? null : unit;
}
