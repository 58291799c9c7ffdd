import type { AssignmentEvent } from '@dondoc/domain/assignment/assignment.events.ts';
import { calendarOf } from '@dondoc/domain/calendar/calendar-version.ts';
import type { Instant } from '@dondoc/domain/calendar/day.ts';
import { campaignDecider } from '@dondoc/domain/campaign/campaign.decider.ts';
import type { CampaignEvent } from '@dondoc/domain/campaign/campaign.events.ts';
import { termsOf } from '@dondoc/domain/campaign/campaign-state.ts';
import type { CampaignTerms } from '@dondoc/domain/campaign/campaign-terms.ts';
import { fold } from '@dondoc/domain/decider.ts';
import { DomainError } from '@dondoc/domain/domain-error.ts';
import { policyFor } from '@dondoc/domain/scoring/policies.ts';
import { scoreAssignment } from '@dondoc/domain/scoring/score-assignment.ts';
import { assignmentContext } from '@dondoc/event-store/write-path/campaign-context.ts';
import type { EventStore, Position } from '@dondoc/event-store/event-store.ts';
import { assignmentIdOf } from '@dondoc/event-store/stream-ids.ts';
import { CLOCK_ACTOR } from './clock.ts';
import { scoreCommandId } from './command-ids.ts';
import { decideInBulk } from './decide-in-bulk.ts';

/** Where the log is cut for a score, and the campaign as it stood there. */
export type RatingCut = { cutPosition: Position; terms: CampaignTerms };

/**
 * The cut is RatingOpened itself: a fact of the log, so whoever scores again, on whatever machine, cuts at the same place.
 * Throws DomainError 'rating-not-open'.
 */
export async function ratingCut(store: EventStore, campaignId: string): Promise<RatingCut> {
  const { events } = await store.readStream<CampaignEvent>(campaignId);
  const opened = events.findLast(({ type }) => type === 'RatingOpened');
  if (!opened) {
    throw new DomainError('rating-not-open', 'The rating is not open: wait for the cut-off.', { campaignId });
  }
  const upToCut = events.filter(({ position }) => position <= opened.position);
  return { cutPosition: opened.position, terms: termsOf(fold(campaignDecider, upToCut)) };
}

/** Computes and records the scores of some units; answers how many of them have one now. Safe to repeat. */
export async function scorePage(
  store: EventStore,
  page: { campaignId: string; unitIds: readonly string[]; cut: RatingCut; at: Instant },
): Promise<number> {
  const { campaignId, unitIds, at } = page;
  const { cutPosition, terms } = page.cut;
  const calendar = calendarOf(terms);
  const policy = policyFor(terms.policy);
  let scored = 0;
  await decideInBulk(store, {
    campaignId,
    unitIds,
    context: await assignmentContext(store, campaignId),
    stepOf: async (unitId) => {
      const streamId = assignmentIdOf(campaignId, unitId);
      const { events } = await store.readStream<AssignmentEvent>(streamId, { upTo: cutPosition });
      const score = scoreAssignment({ events, policy, calendar, terms, cutPosition });
      // Exempted, or joined after the cut: there is nothing to score.
      if (score === null) return null;
      scored += 1;
      const command = { type: 'RecordScore', at, actor: CLOCK_ACTOR, data: { score } } as const;
      return { commandId: scoreCommandId({ campaignId, unitId }, cutPosition), command };
    },
  });
  return scored;
}
