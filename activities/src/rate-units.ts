import type { EventStore } from '@dondoc/event-store/event-store.ts';
import { ratedSubjects } from '@dondoc/event-store/write-path/rating/rating-context.ts';
import { ratingRun, RATINGS_AT_ONCE, runRatings } from '@dondoc/event-store/write-path/rating/run-rating.ts';
import { CLOCK_ACTOR, type Clock } from './clock.ts';

/** The provisional results of units and posts from `offset` on, at most `limit`. `next`: offset of the next call; null: all done. */
export async function ratePage(
  { store, now, heartbeat }: { store: EventStore; now: Clock; heartbeat: () => void },
  { campaignId, offset, limit }: { campaignId: string; offset: number; limit: number },
): Promise<{ next: number | null; rated: number }> {
  const by = { at: await now(), actor: CLOCK_ACTOR };
  const run = await ratingRun(store, { campaignId, by });
  const all = await ratedSubjects(store, campaignId);
  const end = Math.min(all.length, offset + limit);
  let rated = 0;
  for (let from = offset; from < end; from += RATINGS_AT_ONCE) {
    const page = all.slice(from, Math.min(end, from + RATINGS_AT_ONCE));
    rated += (await runRatings(store, run, { rated: page, by })).written;
    heartbeat();
  }
  return { next: end < all.length ? end : null, rated };
}
