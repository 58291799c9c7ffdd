import { condition, continueAsNew, setHandler, workflowInfo } from '@temporalio/workflow';
import { look } from './activity-proxies.ts';
import { LONG_HISTORY } from './long-history.ts';
import { wakeSignal } from './messages.ts';

export type UnitCycleInput = { campaignId: string; unitId: string };

/**
 * Keeps one unit's time from its assignment to its approved plan: sleeps until its next rung or until the log moved, lets an
 * activity decide on the fresh state, sleeps again. It knows no fact; a timer that fires early or twice changes nothing.
 */
export async function unitCycle({ campaignId, unitId }: UnitCycleInput): Promise<void> {
  let wokenBy = 0;
  let seen = 0;
  setHandler(wakeSignal, (position) => {
    wokenBy = Math.max(wokenBy, position);
  });
  const hasNews = () => wokenBy > seen;

  for (;;) {
    const wokenBefore = wokenBy;
    const { done, waitMs, upTo } = await look.settleAssignment({ campaignId, unitId });
    if (done) return;
    // News that came while the activity ran may already be in what it read.
    seen = Math.max(wokenBefore, upTo);

    const { continueAsNewSuggested, historyLength } = workflowInfo();
    if (continueAsNewSuggested || historyLength > LONG_HISTORY) {
      await continueAsNew<typeof unitCycle>({ campaignId, unitId });
    }
    if (waitMs === null) await condition(hasNews);
    else await condition(hasNews, waitMs, { summary: 'next rung' });
  }
}
