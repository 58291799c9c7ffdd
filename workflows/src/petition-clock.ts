import { condition, setHandler } from '@temporalio/workflow';
import { look } from './activity-proxies.ts';
import { wakeSignal } from './messages.ts';

export type PetitionClockInput = { campaignId: string; subjectId: string };

/**
 * Keeps the time of one petition: one timer, for the instant at which its answer is late. Over when it is answered, or when its
 * lateness is on record.
 */
export async function petitionClock({ campaignId, subjectId }: PetitionClockInput): Promise<void> {
  let wokenBy = 0;
  let seen = 0;
  setHandler(wakeSignal, (position) => {
    wokenBy = Math.max(wokenBy, position);
  });
  for (;;) {
    const wokenBefore = wokenBy;
    const { done, waitMs, upTo } = await look.settlePetition({ campaignId, subjectId });
    if (done) return;
    seen = Math.max(wokenBefore, upTo);
    await condition(() => wokenBy > seen, waitMs, { summary: 'the answer to the petition is due' });
  }
}
