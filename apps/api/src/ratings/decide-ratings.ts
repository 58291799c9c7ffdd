import type { DecideRatingsRequest } from '@dondoc/contracts/rating-requests.ts';
import type { RatingsWritten } from '@dondoc/contracts/ratings.ts';
import type { ActorRef } from '@dondoc/domain/actor.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import { decideLevels, publishLevels } from '@dondoc/event-store/write-path/rating/rating-decisions.ts';
import type { Issued } from '../http/request-context.ts';
import { ratingsWritten, refuseWhole } from './rating-bulk.ts';
import { ratedFinder, ratedIn } from './rating-subject.ts';

type Call = { campaignId: string; issued: Issued; actor: ActorRef };

/** One decision over many, as the request names them. */
export async function decideRatings(
  store: EventStore,
  { campaignId, issued: { commandId, at }, actor, request }: Call & { request: DecideRatingsRequest },
): Promise<RatingsWritten> {
  const { decisionNo, decidedOn, items } = request;
  const rated = await ratedIn(
    store,
    campaignId,
    items.map(({ subject }) => subject),
  );
  const lines = rated.map((subject, index) => {
    const { level, reason } = items[index] ?? {};
    return { rated: subject, level, reason };
  });
  const { taken, passedOver } = await decideLevels(
    store,
    { campaignId, commandId, at, actor },
    { decisionNo, decidedOn, lines },
  );
  refuseWhole(rated, taken);
  const { find } = await ratedFinder(store, campaignId);
  const warned = [...passedOver].map(([subject, units]) => ({
    subject,
    units: units.map((unitId) => find(unitId)?.code ?? unitId),
  }));
  return ratingsWritten(rated, [taken], warned);
}

/** `subjects` null: all that are decided and not published. */
export async function publishRatings(
  store: EventStore,
  { campaignId, issued: { commandId, at }, actor, subjects }: Call & { subjects: readonly string[] | null },
): Promise<RatingsWritten> {
  const { rated, taken } = await publishLevels(
    store,
    { campaignId, commandId, at, actor },
    subjects && (await ratedIn(store, campaignId, subjects)),
  );
  refuseWhole(rated, taken);
  return ratingsWritten(rated, [taken]);
}
