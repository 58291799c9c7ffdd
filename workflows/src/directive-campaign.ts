import {
  condition,
  continueAsNew,
  ParentClosePolicy,
  patched,
  setHandler,
  startChild,
  workflowInfo,
} from '@temporalio/workflow';
import { effects, look } from './activity-proxies.ts';
import { launchShards, shardsFor } from './launch-shards.ts';
import { relaunchSignal, wakeSignal } from './messages.ts';
import { startOnce } from './start-once.ts';
import { scoringWorkflowId } from './workflow-ids.ts';
import { yearEndScoring } from './year-end-scoring.ts';

export type DirectiveCampaignInput = {
  campaignId: string;
  /** The first shard not yet launched; null: all are. Carried when the workflow continues as new. */
  nextShard?: number | null;
  /** The reminder slot last swept. Losing it means one sweep more, which finds nothing to send. */
  sweptUpTo?: string | null;
  /** The calendar the units were last woken for: their instants moved with it. */
  calendarSince?: string | null;
  /** Told to launch again, and the units that ran already are not woken yet. */
  relaunched?: boolean;
};

const LONG_HISTORY = 2_000;
const isLong = () => workflowInfo().continueAsNewSuggested || workflowInfo().historyLength > LONG_HISTORY;

/**
 * Keeps the campaign's time: launches the units' workflows, sweeps reminders on working mornings, opens the rating after the
 * cut-off and has it scored, and lives until the campaign is closed or cancelled. What is the case, the log says.
 */
export async function directiveCampaign(input: DirectiveCampaignInput): Promise<void> {
  const { campaignId } = input;
  let nextShard = input.nextShard === undefined ? 0 : input.nextShard;
  let sweptUpTo = input.sweptUpTo ?? null;
  let calendarSince = input.calendarSince ?? null;
  let relaunched = input.relaunched ?? false;
  let wokenBy = 0;
  let seen = 0;
  let toldToRelaunch = false;
  setHandler(wakeSignal, (position) => {
    wokenBy = Math.max(wokenBy, position);
  });
  setHandler(relaunchSignal, (position) => {
    nextShard = 0;
    relaunched = true;
    // Before, this counted as a position after the newest: the wake-up of the next real event was then taken for an old one.
    if (patched('relaunch-is-no-position')) toldToRelaunch = true;
    else wokenBy = Math.max(wokenBy, position, seen + 1);
  });
  const hasNews = () => toldToRelaunch || wokenBy > seen;

  for (;;) {
    if (isLong()) {
      await continueAsNew<typeof directiveCampaign>({
        campaignId,
        nextShard,
        sweptUpTo,
        calendarSince,
        relaunched,
      });
    }
    const wokenBefore = wokenBy;
    toldToRelaunch = false;
    const campaign = await look.settleCampaign({ campaignId, sweptUpTo });
    seen = Math.max(wokenBefore, campaign.upTo);

    if (campaign.ended) {
      await wakeOpenUnits(campaignId, campaign.upTo);
      return;
    }
    if (nextShard !== null && campaign.assigned) {
      const shards = shardsFor(campaign.units);
      const from = nextShard;
      nextShard = null;
      const launched = await launchShards(campaignId, { from, to: shards, stop: isLong });
      // Told meanwhile to launch again: then from the first.
      nextShard ??= launched < shards ? launched : null;
    } else if (relaunched && campaign.assigned) {
      relaunched = false;
      // Whatever lost some units may have lost the wake-ups of those that still run.
      await wakeOpenUnits(campaignId, campaign.upTo);
    } else if (isLater(campaign.calendarSince, calendarSince) && campaign.assigned) {
      await wakeOpenUnits(campaignId, campaign.upTo);
      calendarSince = campaign.calendarSince;
    } else if (campaign.sweep !== null) {
      await sweep(campaignId, campaign.sweep);
      sweptUpTo = campaign.sweep;
    } else if (campaign.ratingDue) {
      await look.openRating({ campaignId });
    } else {
      const year = campaign.scoringYear;
      if (year !== null) await startScoring(campaignId, year);
      await condition(hasNews, campaign.waitMs, { summary: 'next sweep or cut-off' });
    }
  }
}

/** Absent in a history from before calendars could be taken over. */
const isLater = (instant: string | null | undefined, than: string | null) => (instant ?? '') > (than ?? '');

async function sweep(campaignId: string, slot: string): Promise<void> {
  let after: string | null = null;
  do {
    ({ after } = await effects.sweepReminders({ campaignId, slot, after }));
  } while (after !== null);
}

/** So that they look at the log again: at the campaign's end to finish, after a loss because a wake-up may have been lost. */
async function wakeOpenUnits(campaignId: string, position: number): Promise<void> {
  let offset: number | null = 0;
  while (offset !== null) ({ next: offset } = await effects.wakeUnits({ campaignId, position, offset }));
}

/** Not awaited: ScoringCompleted wakes the campaign, and a scoring that was lost is started again at the next look. */
async function startScoring(campaignId: string, year: number): Promise<void> {
  await startOnce(() =>
    startChild(yearEndScoring, {
      workflowId: scoringWorkflowId(campaignId, year),
      parentClosePolicy: ParentClosePolicy.ABANDON,
      args: [{ campaignId }],
    }),
  );
}
