import { continueAsNew, patched, workflowInfo } from '@temporalio/workflow';
import { effects } from './activity-proxies.ts';

export type YearEndScoringInput = { campaignId: string; offset?: number; scored?: number };

/**
 * Scores every unit of a campaign, page by page, states that it is done, and computes the provisional rating of everybody; what is
 * decided and published on it waits for people, in the log. The cut is the position of RatingOpened in the
 * log, so a scoring that is run again, even on a new Temporal, computes the same scores from the same events.
 */
export async function yearEndScoring({ campaignId, ...from }: YearEndScoringInput): Promise<void> {
  let offset: number | null = from.offset ?? 0;
  let scored = from.scored ?? 0;
  while (offset !== null) {
    if (workflowInfo().continueAsNewSuggested) {
      await continueAsNew<typeof yearEndScoring>({ campaignId, offset, scored });
    }
    const page: { next: number | null; scored: number } = await effects.scoreUnits({ campaignId, offset });
    scored += page.scored;
    offset = page.next;
  }
  await effects.completeScoring({ campaignId, scored });
  if (patched('provisional-ratings')) await rateAll(campaignId);
}

/** A run again, even on a new Temporal, finds the results it wrote and writes nothing. */
async function rateAll(campaignId: string): Promise<void> {
  let offset: number | null = 0;
  while (offset !== null) ({ next: offset } = await effects.rateUnits({ campaignId, offset }));
}
