import { condition, continueAsNew, setHandler, workflowInfo } from '@temporalio/workflow';
import { look } from './activity-proxies.ts';
import { LONG_HISTORY } from './long-history.ts';
import { wakeSignal } from './messages.ts';

export type RemediationMonitorInput = { campaignId: string; unitId: string };

/**
 * Keeps the time of one approved plan through the year that follows: one timer, for the next check-in, reminder, rung or
 * freeze, whichever comes first; an activity decides on the fresh state. Over when every action is settled, when the approval
 * falls, or with the campaign. A year of quarterly reports and a hundred actions is one history; monthly ones over many actions may not be. It knows no fact; a timer that fires early or twice changes nothing.
 */
export async function remediationMonitor({ campaignId, unitId }: RemediationMonitorInput): Promise<void> {
  let wokenBy = 0;
  let seen = 0;
  setHandler(wakeSignal, (position) => {
    wokenBy = Math.max(wokenBy, position);
  });
  const hasNews = () => wokenBy > seen;

  for (;;) {
    const wokenBefore = wokenBy;
    const { done, waitMs, upTo } = await look.settleMonitoring({ campaignId, unitId });
    if (done) return;
    // News that came while the activity ran may already be in what it read.
    seen = Math.max(wokenBefore, upTo);

    const { continueAsNewSuggested, historyLength } = workflowInfo();
    if (continueAsNewSuggested || historyLength > LONG_HISTORY) {
      await continueAsNew<typeof remediationMonitor>({ campaignId, unitId });
    }
    if (waitMs === null) await condition(hasNews);
    else await condition(hasNews, waitMs, { summary: 'next check-in, reminder or rung' });
  }
}
