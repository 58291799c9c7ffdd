import { openActions } from '@dondoc/domain/assignment/succession.ts';
import { waitingOf, type Waiting } from '@dondoc/domain/assignment/waiting.ts';
import { assignmentDecider } from '@dondoc/domain/assignment/assignment.decider.ts';
import type { AssignmentEvent } from '@dondoc/domain/assignment/assignment.events.ts';
import type { Instant } from '@dondoc/domain/calendar/day.ts';
import { fold } from '@dondoc/domain/decider.ts';
import { actionKey, findingKey, stepKey, type OpenItem } from '@dondoc/domain/unit/open-item.ts';
import { unitDecider } from '@dondoc/domain/unit/unit.decider.ts';
import type { UnitEvent } from '@dondoc/domain/unit/unit.events.ts';
import type { UnitState } from '@dondoc/domain/unit/unit-state.ts';
import { assignmentContext } from './campaign-context.ts';
import type { EventStore, RecordedEvent } from '../event-store.ts';
import { openFindingsOf } from './finding-context.ts';
import { assignmentIdOf } from '../stream-ids.ts';

export async function unitState(store: EventStore, unitId: string): Promise<UnitState> {
  const { events } = await store.readStream<UnitEvent>(unitId);
  return fold(unitDecider, events);
}

/** What the unit owes in one campaign: the step of its cycle, and the open actions it carries out. */
export async function waitingIn(
  store: EventStore,
  { campaignId, events }: { campaignId: string; events: readonly RecordedEvent<AssignmentEvent>[] },
  now: Instant,
): Promise<Waiting[]> {
  const context = await assignmentContext(store, campaignId);
  if (context.terms.status === 'CLOSED' || context.terms.status === 'CANCELLED') return [];
  return waitingOf(events, context, now);
}

/** Everything the unit owes in these campaigns and to the findings against it, as a succession must allocate it. */
export async function openItemsOf(
  store: EventStore,
  { unitId, campaigns }: { unitId: string; campaigns: readonly string[] },
  now: Instant,
): Promise<OpenItem[]> {
  const items: OpenItem[] = [];
  for (const campaignId of campaigns) {
    const { events } = await store.readStream<AssignmentEvent>(assignmentIdOf(campaignId, unitId));
    const state = fold(assignmentDecider, events);
    if (state.status === 'NONE') continue;
    const waiting = await waitingIn(store, { campaignId, events }, now);
    const measures = new Map(openActions(state).map(({ action: { id, measure } }) => [id, measure]));
    for (const { actionId, waitsFor, since, dueOn } of waiting) {
      if (actionId !== null) {
        const name = `${actionId}: ${measures.get(actionId) ?? ''}`;
        items.push({ key: actionKey(campaignId, actionId), kind: 'ACTION', name, since, dueOn });
      } else {
        items.push({ key: stepKey(campaignId), kind: 'STEP', name: waitsFor, since, dueOn });
      }
    }
  }
  for (const { findingId, no, origin, registeredOn, due } of await openFindingsOf(store, unitId)) {
    const name = `finding ${no} (${origin.number}, ${origin.item})`;
    const since = `${registeredOn}T00:00:00.000Z`;
    items.push({ key: findingKey(findingId), kind: 'FINDING', name, since, dueOn: due?.on ?? null });
  }
  return items;
}
