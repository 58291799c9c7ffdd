import { CLOCK_ACTOR, type Clock } from '@dondoc/activities/clock.ts';
import { recomputeCommandId } from '@dondoc/activities/command-ids.ts';
import { decideInBulk } from '@dondoc/activities/decide-in-bulk.ts';
import {
  assignmentContext,
  campaignRoster,
  campaignTerms,
} from '@dondoc/event-store/write-path/campaign-context.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import type { FollowerTransaction } from '@dondoc/event-store/follower-session.ts';
import type { FollowerDefinition } from '@dondoc/event-store/follower.ts';
import { byEventType } from './by-event-type.ts';

const BATCH = 500;

/**
 * when a campaign takes over a calendar, the deadlines single units were given are counted again, each move its own
 * event. The campaign's own deadlines moved with the adoption itself. A redo finds nothing left to move.
 */
export function createRecounter({ store, now }: { store: EventStore; now: Clock }): FollowerDefinition {
  return {
    name: 'recounter',
    version: 1,
    ...byEventType({
      CalendarVersionAdopted: ({ data }, tx) => recount(store, data.campaignId, now, tx),
      // In a pause nothing moves, so a pause that came right after the adoption is made up for at its end.
      CampaignResumed: ({ data }, tx) => recount(store, data.campaignId, now, tx),
    }),
  };
}

async function recount(
  store: EventStore,
  campaignId: string,
  now: Clock,
  tx: FollowerTransaction,
): Promise<void> {
  const { adoptions } = await campaignTerms(store, campaignId);
  if (adoptions.length === 0) return;
  const roster = await campaignRoster(store, campaignId);
  for (let from = 0; from < roster.length; from += BATCH) {
    // Fresh for each batch: a calendar taken over meanwhile is the one that counts.
    const context = await assignmentContext(store, campaignId);
    const at = await now();
    // The cursor's transaction is ended by the server when it says nothing for long.
    await tx.query('SELECT 1');
    await decideInBulk(store, {
      campaignId,
      unitIds: roster.slice(from, from + BATCH).map(({ unitId }) => unitId),
      context,
      stepOf: (unitId) => ({
        commandId: recomputeCommandId({ campaignId, unitId }, context.terms.calendar),
        command: { type: 'RecomputeDeadlines', at, actor: CLOCK_ACTOR, data: {} },
      }),
    });
  }
}
