import type { ImportFactsRequest, ListPostsRequest } from '@dondoc/contracts/rating-requests.ts';
import type { RatingsWritten } from '@dondoc/contracts/ratings.ts';
import type { ActorRef } from '@dondoc/domain/actor.ts';
import { DomainError } from '@dondoc/domain/domain-error.ts';
import { faultsOfCase } from '@dondoc/domain/rating/check-rating-case.ts';
import type { RatedPost } from '@dondoc/domain/rating/process/period.events.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import type { CommandResult } from '@dondoc/event-store/write-path/handle-command.ts';
import {
  handlePeriodCommand,
  loadRatingContext,
  policyOf,
  type Rated,
} from '@dondoc/event-store/write-path/rating/rating-context.ts';
import { stepRatings } from '@dondoc/event-store/write-path/rating/rating-steps.ts';
import { ratingRun } from '@dondoc/event-store/write-path/rating/run-rating.ts';
import { postIdOf } from '@dondoc/event-store/stream-ids.ts';
import type { Issued } from '../http/request-context.ts';
import { ratingsWritten, refuseWhole } from './rating-bulk.ts';
import { ratedIn } from './rating-subject.ts';

type Call<Request> = { campaignId: string; issued: Issued; actor: ActorRef; request: Request };

/** Every line is checked before any is written; one that cannot be true refuses the whole import by its place. */
export async function importFacts(
  store: EventStore,
  { campaignId, issued: { commandId, at }, actor, request }: Call<ImportFactsRequest>,
): Promise<RatingsWritten> {
  const { source, items } = request;
  const run = await ratingRun(store, { campaignId, by: { at, actor } });
  const rated = await ratedIn(
    store,
    campaignId,
    items.map(({ subject }) => subject),
  );
  const errors = items.flatMap(({ facts }, index) => {
    const subject = rated[index];
    return subject === undefined ? [] : faultsIn(facts, subject, run.period, index);
  });
  const [first] = errors;
  if (first !== undefined) {
    throw new DomainError('facts-invalid', `${first.path} ${first.message}.`, { path: first.path, errors });
  }
  const facts = new Map(rated.map(({ subjectId }, index) => [subjectId, items[index]?.facts ?? {}]));
  if (facts.size < items.length) {
    throw new DomainError('facts-invalid', 'A subject stands twice in one import.', { path: '/items' });
  }
  const taken = await stepRatings(store, {
    campaignId,
    rated,
    allOrNothing: true,
    stepOf: async (subject) => ({
      commandId: `${commandId}/${subject.subjectId}`,
      command: {
        type: 'ImportFacts',
        at,
        actor,
        data: { facts: facts.get(subject.subjectId) ?? {}, source },
      },
      context: await loadRatingContext(store, campaignId, subject),
    }),
  });
  refuseWhole(rated, taken);
  return ratingsWritten(rated, [taken]);
}

function faultsIn(
  facts: ImportFactsRequest['items'][number]['facts'],
  rated: Rated,
  period: Parameters<typeof policyOf>[0],
  index: number,
) {
  const { subjectId: id, post } = rated;
  const subject =
    post === null ? { kind: 'UNIT' as const, id } : { kind: 'PERSON' as const, id, role: post.role };
  return faultsOfCase({ year: period.year, subject, facts }, policyOf(period, rated).document).map(
    ({ path, message }) => ({ path: `/items/${index}${path}`, rule: 'rating-facts', message }),
  );
}

/** Posts are known by unit and title: the same again changes nothing, another peer group or role corrects it. */
export async function listPosts(
  store: EventStore,
  { campaignId, issued: { commandId, at }, actor, request }: Call<ListPostsRequest>,
): Promise<CommandResult> {
  await ratingRun(store, { campaignId, by: { at, actor } });
  const units = await ratedIn(
    store,
    campaignId,
    request.posts.map(({ unit }) => unit),
  );
  const posts = request.posts.map(({ position, role, peerGroup, serviceMonths }, index): RatedPost => {
    const unitId = units[index]?.unitId ?? '';
    return { subjectId: postIdOf(unitId, position), unitId, position, role, peerGroup, serviceMonths };
  });
  return handlePeriodCommand(store, {
    campaignId,
    commandId,
    command: { type: 'ListPosts', at, actor, data: { posts, sourceRef: request.source.ref } },
  });
}
