import { createEffectActivities } from '@dondoc/activities/effect-activities.ts';
import { createProcessActivities } from '@dondoc/activities/process-activities.ts';
import { EFFECTS_QUEUE, PROCESS_QUEUE } from '@dondoc/workflows/task-queues.ts';
import { Context } from '@temporalio/activity';
import {
  Worker,
  type NativeConnection,
  type WorkerDeploymentOptions,
  type WorkflowBundleOption,
} from '@temporalio/worker';
import type { ProcessPort } from '../relay/process-port.ts';
import type { WorkerOptions } from '../worker-options.ts';
import { traceActivities } from './trace-interceptors.ts';

export type TemporalPorts = Pick<WorkerOptions, 'store' | 'now' | 'unitsDue' | 'temporal'>;

export type TemporalWorkers = {
  failed: Promise<never>;
  /** The state of each poller, by task queue; RUNNING: it polls. */
  states(): { queue: string; state: string }[];
  stop(): Promise<void>;
};

/** A unit's workflow weighs about a megabyte in the cache and is short to replay, so the cache stays small. */
export const PROCESS_LIMITS = {
  maxCachedWorkflows: 400,
  maxConcurrentWorkflowTaskExecutions: 40,
  maxConcurrentLocalActivityExecutions: 40,
} as const;

/** Polls both task queues until stopped. `failed` rejects when a poller ended by itself, which a restart may cure. */
export async function startTemporalWorkers(
  { store, now, unitsDue, temporal: { activityInterceptors = [], deployment } }: TemporalPorts,
  at: {
    connection: NativeConnection;
    namespace: string;
    workflowBundle: WorkflowBundleOption;
    process: ProcessPort;
  },
): Promise<TemporalWorkers> {
  const { connection, namespace, workflowBundle } = at;
  const interceptors = { activity: [traceActivities, ...activityInterceptors] };
  const shared = {
    connection,
    namespace,
    interceptors,
    shutdownGraceTime: '2s',
    ...(deployment && { workerDeploymentOptions: versioned(deployment) }),
  } as const;
  const workers = await Promise.all([
    Worker.create({
      ...shared,
      taskQueue: PROCESS_QUEUE,
      workflowBundle,
      activities: createProcessActivities({ store, now }),
      ...PROCESS_LIMITS,
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
    states: () => workers.map((worker) => ({ queue: worker.options.taskQueue, state: worker.getState() })),
    async stop() {
      for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
      await Promise.allSettled(running);
    },
  };
}

/**
 * Every type goes on with the current version: a campaign runs for a year, and no old worker may have to stay for it. Said
 * here and not by the types, because a server refuses it from a worker without a version.
 */
function versioned({ name, buildId }: { name: string; buildId: string }): WorkerDeploymentOptions {
  return {
    useWorkerVersioning: true,
    version: { deploymentName: name, buildId },
    defaultVersioningBehavior: 'AUTO_UPGRADE',
  };
}
