import type { SelectExcellentRequest } from '@dondoc/contracts/rating-requests.ts';
import type { RatingsWritten } from '@dondoc/contracts/ratings.ts';
import type { ActorRef } from '@dondoc/domain/actor.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import { capPeerGroup } from '@dondoc/event-store/write-path/rating/rating-decisions.ts';
import type { Issued } from '../http/request-context.ts';
import { ratingsWritten } from './rating-bulk.ts';
import { ratedIn } from './rating-subject.ts';

/** The cap of one peer group, and who takes its places; people name units and posts as they call them. */
export async function selectExcellent(
  store: EventStore,
  {
    campaignId,
    issued: { commandId, at },
    actor,
    request: { group, choice, exceptional },
  }: { campaignId: string; issued: Issued; actor: ActorRef; request: SelectExcellentRequest },
): Promise<RatingsWritten> {
  const chosen =
    choice && (await ratedIn(store, campaignId, choice.selected)).map(({ subjectId }) => subjectId);
  const { rated, taken } = await capPeerGroup(
    store,
    { campaignId, commandId, at, actor },
    {
      group,
      choice: choice && chosen ? { selected: chosen, reason: choice.reason } : null,
      exceptional: exceptional
        ? { ratio: exceptional.ratio ?? null, decisionNo: exceptional.decisionNo }
        : null,
    },
  );
  return ratingsWritten(rated, [taken]);
}
