import { condition, continueAsNew, ParentClosePolicy, startChild } from '@temporalio/workflow';
import { effects, look } from './activity-proxies.ts';
import { remediationMonitor } from './remediation-monitor.ts';
import { startOnce } from './start-once.ts';
import { unitCycle } from './unit-cycle.ts';
import { monitorWorkflowId, unitWorkflowId } from './workflow-ids.ts';

export const UNITS_PER_SHARD = 500;
/** Also bounds what may arrive during one workflow task: the server buffers 100 events and no more. */
export const UNITS_PER_PAGE = 100;
/** How long one workflow task stays open to collect children that have started. */
const COLLECT_MS = 1_000;

type Listed = {
  unitIds: string[];
  monitored?: string[] | undefined;
  more: boolean;
  upTo?: number | undefined;
};
export type ShardLauncherInput = { campaignId: string; shard: number; page: number };

/**
 * Starts the open units of one shard and the monitors of approved plans, a page a run, and waits until each has started, never for its result: with ABANDON
 * they outlive this workflow, and a child that has not started when its parent closes may never exist.
 *
 * Who ran before is woken: in a rebuild the relay leaves to the launch all that came before it, and a unit that the relay of a lost
 * Temporal had started in the new one may have looked before that.
 */
export async function shardLauncher({ campaignId, shard, page }: ShardLauncherInput): Promise<void> {
  const offset = shard * UNITS_PER_SHARD + page * UNITS_PER_PAGE;
  // A launcher from before there were monitors has no `monitored` in its history: it starts none, as it did then. One from before
  // those that ran were woken has no `upTo`, and wakes none.
  const listed: Listed = await look.openUnits({ campaignId, offset, limit: UNITS_PER_PAGE });
  const { unitIds, more } = listed;
  const monitored = listed.monitored ?? [];
  const ran = { unitIds: new Array<string>(), monitored: new Array<string>() };

  let started = 0;
  const counted = async (unitId: string, runs: string[], start: () => Promise<unknown>) => {
    try {
      if (!(await startOnce(start))) runs.push(unitId);
    } finally {
      started += 1;
    }
  };
  const parentClosePolicy = ParentClosePolicy.ABANDON;
  const starts = [
    ...unitIds.map((unitId) =>
      counted(unitId, ran.unitIds, () =>
        startChild(unitCycle, {
          workflowId: unitWorkflowId(campaignId, unitId),
          parentClosePolicy,
          args: [{ campaignId, unitId }],
        }),
      ),
    ),
    ...monitored.map((unitId) =>
      counted(unitId, ran.monitored, () =>
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

  if (listed.upTo !== undefined && ran.unitIds.length + ran.monitored.length > 0) {
    await effects.wakeRunning({ campaignId, ...ran, position: listed.upTo });
  }
  if (more && (page + 1) * UNITS_PER_PAGE < UNITS_PER_SHARD) {
    await continueAsNew<typeof shardLauncher>({ campaignId, shard, page: page + 1 });
  }
}
