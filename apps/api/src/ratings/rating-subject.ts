import { DomainError } from '@dondoc/domain/domain-error.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import { ratedSubjects, type Rated } from '@dondoc/event-store/write-path/rating/rating-context.ts';
import type { Caller } from '../http/request-context.ts';
import { unitIdFrom } from '../units/find-unit.ts';

/** Finds subjects as people name them: a unit by id or code, a post by id or as `CODE/title`. */
export async function ratedFinder(store: EventStore, campaignId: string) {
  const all = await ratedSubjects(store, campaignId);
  const byId = new Map(all.map((rated) => [rated.subjectId, rated]));
  const byCode = new Map(all.map((rated) => [rated.code, rated]));
  const find = (reference: string): Rated | undefined =>
    byCode.get(reference) ?? byId.get(reference.toLowerCase()) ?? byId.get(unitIdFrom(reference));
  return { all, find };
}

/** Throws 'unknown-rating', naming every one that the campaign does not rate. */
export async function ratedIn(
  store: EventStore,
  campaignId: string,
  references: readonly string[],
): Promise<Rated[]> {
  const { find } = await ratedFinder(store, campaignId);
  const unknown = references.filter((reference) => find(reference) === undefined);
  if (unknown.length > 0) throw unknownRating(unknown);
  return references.flatMap((reference) => find(reference) ?? []);
}

/** The one that a path names, if the caller may know its rating: to a unit, every other unit's does not exist. */
export async function ratedFor(
  store: EventStore,
  { account }: Caller,
  campaignId: string,
  reference: string,
): Promise<Rated> {
  const [rated] = await ratedIn(store, campaignId, [reference]);
  if (rated === undefined || (account.role === 'UNIT' && account.unitId !== rated.unitId)) {
    throw unknownRating([reference]);
  }
  return rated;
}

const unknownRating = (subjects: readonly string[]) =>
  new DomainError('unknown-rating', `The campaign rates no such unit or post: ${subjects.join(', ')}.`, {
    subjects,
  });

/** Of what leads to no level but is one: R-16 leaves it to the authority. */
export const DECIDED_IN_PERSON =
  'A cap, an official level, the answer to a petition and a reopened period are the authority’s own.';
