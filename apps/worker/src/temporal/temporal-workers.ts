import { createEffectActivities } from '@dondoc/activities/effect-activities.ts';
import { createProcessActivities } from '@dondoc/activities/process-activities.ts';
import { EFFECTS_QUEUE, PROCESS_QUEUE } from '@dondoc/workflows/task-queues.ts';
import { Context } from '@temporalio/activity';
import { Worker, type NativeConnection, type WorkflowBundleOption } from '@temporalio/worker';
import type { ProcessPort } from '../relay/process-port.ts';
import type { WorkerOptions } from '../worker-options.ts';

export type TemporalPorts = Pick<WorkerOptions, 'store' | 'now' | 'unitsDue' | 'temporal'>;

/**
 * Polls both task queues until stopped. `failed` rejects when a poller ended by itself, which a restart may cure.
 * A unit's workflow weighs about a megabyte in the cache and is short to replay, so the cache stays small.
 */
export async function startTemporalWorkers(
  { store, now, unitsDue, temporal: { activityInterceptors = [] } }: TemporalPorts,
  at: {
    connection: NativeConnection;
    namespace: string;
    workflowBundle: WorkflowBundleOption;
    process: ProcessPort;
  },
): Promise<{ failed: Promise<never>; stop(): Promise<void> }> {
  const { connection, namespace, workflowBundle } = at;
  const interceptors = { activity: [...activityInterceptors] };
  const shared = { connection, namespace, interceptors, shutdownGraceTime: '2s' } as const;
  const workers = await Promise.all([
    Worker.create({
      ...shared,
      taskQueue: PROCESS_QUEUE,
      workflowBundle,
      activities: createProcessActivities({ store, now }),
      maxCachedWorkflows: 400,
      maxConcurrentWorkflowTaskExecutions: 40,
      maxConcurrentLocalActivityExecutions: 40,
    }),
    Worker.create({
      ...shared,
      taskQueue: EFFECTS_QUEUE,
      activities: createEffectActivities({
        store,
        now,
        unitsDue,
        async wakeUnit({ campaignId, unitId, position }) {
          await at.process.wakeUnit(campaignId, unitId, position);
        },
        async wakeMonitor({ campaignId, unitId, position }) {
          await at.process.wakeMonitor(campaignId, unitId, position);
        },
        heartbeat: () => Context.current().heartbeat(),
      }),
      maxConcurrentActivityTaskExecutions: 8,
    }),
  ]);
  const running = workers.map((worker) => worker.run());
  const failed = new Promise<never>((_, reject) => {
    for (const run of running) run.catch(reject);
  });
  // Whoever starts the workers may stop them without ever asking whether they failed.
  failed.catch(() => undefined);
  return {
    failed,
    async stop() {
      for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
      await Promise.allSettled(running);
    },
  };
}
