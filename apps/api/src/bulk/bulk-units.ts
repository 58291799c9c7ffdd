import type { BulkFilter, BulkPreview, BulkRequest } from '@dondoc/contracts/bulk.ts';
import type { ActorRef } from '@dondoc/domain/actor.ts';
import { assignmentDecider } from '@dondoc/domain/assignment/assignment.decider.ts';
import type { AssignmentEvent } from '@dondoc/domain/assignment/assignment.events.ts';
import type { BulkUnit } from '@dondoc/domain/bulk/bulk.events.ts';
import { bulkStep, judgedVersion } from '@dondoc/domain/bulk/bulk-step.ts';
import type { Instant } from '@dondoc/domain/calendar/day.ts';
import { fold } from '@dondoc/domain/decider.ts';
import { DomainError } from '@dondoc/domain/domain-error.ts';
import { assignmentContext } from '@dondoc/event-store/write-path/campaign-context.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import { assignmentIdOf } from '@dondoc/event-store/stream-ids.ts';
import { boardCaughtUp } from '../campaigns/board-caught-up.ts';
import { unitIdFrom } from '../units/find-unit.ts';
import type { Views } from '../views.ts';

const WHOLE_PAGE = 500;
type Item = BulkPreview['items'][number];

/** The units the filter means now, in the order of their codes. Throws 503 'board-behind' rather than to leave some out. */
export async function unitsMatching(
  { store, views }: { store: EventStore; views: Views },
  { campaignId, filter, at }: { campaignId: string; filter: BulkFilter; at: Instant },
): Promise<{ unitId: string; code: string }[]> {
  await boardCaughtUp({ store, views });
  const { units, peerGroup, ...asked } = filter;
  const named = units && new Set(units.map(unitIdFrom));
  const matching: { unitId: string; code: string }[] = [];
  for (let after: string | null = null; ;) {
    const page = await views.board({
      ...asked,
      campaignId,
      at,
      sort: 'code',
      limit: WHOLE_PAGE,
      ...(after === null ? {} : { after }),
    });
    for (const row of page.items) {
      if (named?.has(row.unitId) === false) continue;
      if (peerGroup !== undefined && row.peerGroup !== peerGroup) continue;
      matching.push({ unitId: row.unitId, code: row.code });
    }
    if (page.next === null) return matching;
    after = page.next;
  }
}

/** What the operation would do to each of them, decided by the same rules on the same state, and written nowhere. */
export async function previewOf(
  store: EventStore,
  units: readonly { unitId: string; code: string }[],
  call: { campaignId: string; request: BulkRequest; actor: ActorRef; at: Instant },
): Promise<Item[]> {
  const { campaignId, request, actor, at } = call;
  const { operation, reason } = request;
  const context = await assignmentContext(store, campaignId);
  const items: Item[] = [];
  for (const { unitId, code } of units) {
    const { events } = await store.readStream<AssignmentEvent>(assignmentIdOf(campaignId, unitId));
    const state = fold(assignmentDecider, events);
    const version = judgedVersion(operation, state);
    const item = { unitId, code, version };
    try {
      const step = bulkStep(operation, { version, reason, at, actor });
      const isNothing = assignmentDecider.decide(step, state, context).length === 0;
      items.push({ ...item, outcome: isNothing ? 'NOTHING' : 'DONE', refusal: null });
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const refusal = { code: error.code, message: error.message };
      items.push({ ...item, outcome: 'REFUSED', refusal });
    }
  }
  return items;
}

export const unitsOf = (items: readonly Item[]): BulkUnit[] =>
  items.map(({ unitId, code, version }) => ({ unitId, code, version }));

export function counted(items: readonly Item[]) {
  const count = (outcome: Item['outcome']) => items.filter((item) => item.outcome === outcome).length;
  return {
    total: items.length,
    done: count('DONE'),
    nothing: count('NOTHING'),
    refused: count('REFUSED'),
    pending: count('PENDING'),
  };
}
