import type { RatingsWritten } from '@dondoc/contracts/ratings.ts';
import type { ActorRef } from '@dondoc/domain/actor.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import { ratedSubjects } from '@dondoc/event-store/write-path/rating/rating-context.ts';
import type { StepsTaken } from '@dondoc/event-store/write-path/rating/rating-steps.ts';
import { ratingRun, RATINGS_AT_ONCE, runRatings } from '@dondoc/event-store/write-path/rating/run-rating.ts';
import { ratingsWritten } from './rating-bulk.ts';

/** Everybody's provisional result, units before the posts in them. */
export async function runCampaign(
  store: EventStore,
  { campaignId, by }: { campaignId: string; by: { at: string; actor: ActorRef } },
): Promise<RatingsWritten> {
  const run = await ratingRun(store, { campaignId, by });
  const rated = await ratedSubjects(store, campaignId);
  const taken: StepsTaken[] = [];
  for (let from = 0; from < rated.length; from += RATINGS_AT_ONCE) {
    taken.push(await runRatings(store, run, { rated: rated.slice(from, from + RATINGS_AT_ONCE), by }));
  }
  return ratingsWritten(rated, taken);
}
