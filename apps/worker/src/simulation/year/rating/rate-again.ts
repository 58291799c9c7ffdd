import { campaignDecider } from '@dondoc/domain/campaign/campaign.decider.ts';
import type { CampaignEvent } from '@dondoc/domain/campaign/campaign.events.ts';
import { termsOf } from '@dondoc/domain/campaign/campaign-state.ts';
import { fold } from '@dondoc/domain/decider.ts';
import type { DomainEvent } from '@dondoc/domain/events.ts';
import { contentSha256 } from '@dondoc/event-store/envelope.ts';
import type { EventStore, RecordedEvent } from '@dondoc/event-store/event-store.ts';
import { caseOf, cutOffOf, resultOf } from '@dondoc/event-store/write-path/rating/rate-subject.ts';
import { ratedSubjects, ratingPeriodAsOf } from '@dondoc/event-store/write-path/rating/rating-context.ts';

/** every result on record made again from the events up to its cut, by the policy of then. The digests say whether they are the same. */
export async function rateAgain(
  store: EventStore,
  events: readonly RecordedEvent<DomainEvent>[],
): Promise<{ same: number; different: number }> {
  const ratings = { same: 0, different: 0 };
  for (const event of events) {
    if (event.type !== 'ProvisionalLevelComputed') continue;
    const { campaignId, subjectId, cutPosition: upTo, resultSha256 } = event.data;
    const rated = (await ratedSubjects(store, campaignId)).find((one) => one.subjectId === subjectId);
    if (rated === undefined) continue;
    const campaign = await store.readStream<CampaignEvent>(campaignId, { upTo });
    const terms = termsOf(fold(campaignDecider, campaign.events));
    const period = await ratingPeriodAsOf(store, campaignId, upTo);
    const cut = { upTo, cutOff: cutOffOf(terms) };
    const again = resultOf(await caseOf(store, { campaignId, rated, period, terms, cut }));
    ratings[contentSha256(again) === resultSha256 ? 'same' : 'different'] += 1;
  }
  return ratings;
}
