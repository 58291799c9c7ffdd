import type { EventStore, Position } from '@dondoc/event-store/event-store.ts';
import { ratingOf, requireRated } from '@dondoc/event-store/write-path/rating/rating-context.ts';
import { handleRatingCommand } from '@dondoc/event-store/write-path/rating/rating-steps.ts';
import { CLOCK_ACTOR, msUntil, type Clock } from './clock.ts';
import { overduePetitionCommandId } from './command-ids.ts';

/** `upTo`: head of the log before this answer was read. */
export type PetitionSettled = { done: boolean; waitMs: number; upTo: Position };

/** Puts on record that the answer to a petition is late, when it is. Safe to repeat. */
export async function settlePetition(
  { store, now }: { store: EventStore; now: Clock },
  { campaignId, subjectId }: { campaignId: string; subjectId: string },
): Promise<PetitionSettled> {
  const upTo = await store.head();
  const { petition } = (await ratingOf(store, { campaignId, subjectId })).state;
  if (petition === null || petition.overdue) return { done: true, waitMs: 0, upTo };
  const at = await now();
  if (at < petition.answerEndsAt) return { done: false, waitMs: msUntil(at, petition.answerEndsAt), upTo };
  await handleRatingCommand(store, {
    campaignId,
    rated: await requireRated(store, campaignId, subjectId),
    commandId: overduePetitionCommandId(campaignId, subjectId, petition.no),
    command: { type: 'RaiseOverduePetition', at, actor: CLOCK_ACTOR, data: {} },
  });
  return { done: true, waitMs: 0, upTo };
}
