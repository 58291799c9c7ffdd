import { ChildWorkflowFailure, executeChild, log, ParentClosePolicy, sleep } from '@temporalio/workflow';
import { shardLauncher, UNITS_PER_SHARD } from './shard-launcher.ts';
import { startOnce } from './start-once.ts';
import { shardWorkflowId } from './workflow-ids.ts';

/** Transactions of one parent take one lock: a few launchers side by side, not one and not a hundred. */
const SHARDS_IN_FLIGHT = 8;

export const shardsFor = (units: number) => Math.ceil(units / UNITS_PER_SHARD);

/**
 * Runs the shards `from` … `to - 1`, a few at a time, and answers the first one not yet run: `to`, or earlier when `stop`
 * said that the history is long enough. A shard is over in seconds, so none is left running.
 */
export async function launchShards(
  campaignId: string,
  { from, to, stop }: { from: number; to: number; stop: () => boolean },
): Promise<number> {
  let next = from;
  const lane = async () => {
    while (next < to && !stop()) {
      const shard = next;
      next += 1;
      await runShard(campaignId, shard);
    }
  };
  await Promise.all(Array.from({ length: Math.min(SHARDS_IN_FLIGHT, to - from) }, lane));
  return next;
}

async function runShard(campaignId: string, shard: number): Promise<void> {
  for (;;) {
    try {
      await startOnce(() =>
        executeChild(shardLauncher, {
          workflowId: shardWorkflowId(campaignId, shard),
          parentClosePolicy: ParentClosePolicy.ABANDON,
          args: [{ campaignId, shard, page: 0 }],
        }),
      );
      return;
    } catch (error) {
      // A silent unit without a workflow would never be urged: a shard that somebody terminated is run again.
      if (!(error instanceof ChildWorkflowFailure)) throw error;
      log.warn('shard failed, running it again', { shard, error: error.message });
      await sleep('1 minute');
    }
  }
}
