import { condition, continueAsNew, ParentClosePolicy, startChild } from '@temporalio/workflow';
import { look } from './activity-proxies.ts';
import { remediationMonitor } from './remediation-monitor.ts';
import { startOnce } from './start-once.ts';
import { unitCycle } from './unit-cycle.ts';
import { monitorWorkflowId, unitWorkflowId } from './workflow-ids.ts';

export const UNITS_PER_SHARD = 500;
/** Also bounds what may arrive during one workflow task: the server buffers 100 events and no more. */
export const UNITS_PER_PAGE = 100;
/** How long one workflow task stays open to collect children that have started. */
const COLLECT_MS = 1_000;

type Listed = { unitIds: string[]; monitored?: string[] | undefined; more: boolean };
export type ShardLauncherInput = { campaignId: string; shard: number; page: number };

/**
 * Starts the open units of one shard and the monitors of approved plans, a page a run, and waits until each has started, never for its result: with ABANDON
 * they outlive this workflow, and a child that has not started when its parent closes may never exist.
 */
export async function shardLauncher({ campaignId, shard, page }: ShardLauncherInput): Promise<void> {
  const offset = shard * UNITS_PER_SHARD + page * UNITS_PER_PAGE;
  // A launcher from before there were monitors has no `monitored` in its history: it starts none, as it did then.
  const listed: Listed = await look.openUnits({ campaignId, offset, limit: UNITS_PER_PAGE });
  const { unitIds, more } = listed;
  const monitored = listed.monitored ?? [];

  let started = 0;
  const counted = (start: () => Promise<unknown>) =>
    startOnce(start).finally(() => {
      started += 1;
    });
  const parentClosePolicy = ParentClosePolicy.ABANDON;
  const starts = [
    ...unitIds.map((unitId) =>
      counted(() =>
        startChild(unitCycle, {
          workflowId: unitWorkflowId(campaignId, unitId),
          parentClosePolicy,
          args: [{ campaignId, unitId }],
        }),
      ),
    ),
    ...monitored.map((unitId) =>
      counted(() =>
        startChild(remediationMonitor, {
          workflowId: monitorWorkflowId(campaignId, unitId),
          parentClosePolicy,
          args: [{ campaignId, unitId }],
        }),
      ),
    ),
  ];
  const outcomes = Promise.allSettled(starts);
  for (let collected = 0; started < starts.length; collected = started) {
    await condition(() => started > collected);
    if (started < starts.length) await look.collect({ forMs: COLLECT_MS });
  }
  for (const outcome of await outcomes) if (outcome.status === 'rejected') throw outcome.reason;

  if (more && (page + 1) * UNITS_PER_PAGE < UNITS_PER_SHARD) {
    await continueAsNew<typeof shardLauncher>({ campaignId, shard, page: page + 1 });
  }
}
