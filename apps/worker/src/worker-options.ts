import type { Clock } from '@dondoc/activities/clock.ts';
import type { UnitsDue } from '@dondoc/activities/effect-activities.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import type { ActivityInterceptorsFactory, NativeConnection, WorkflowBundleOption } from '@temporalio/worker';
import type { Follow } from './follow.ts';

export type WorkerOptions = {
  store: EventStore;
  /** The clock that stamps events and measures waits; a simulation's must be that of its Temporal server. */
  now: Clock;
  follow: Follow;
  unitsDue: UnitsDue;
  temporal: {
    /** Asked until it answers: Temporal may come up after the worker. What it gives is not closed here. */
    connect: () => Promise<NativeConnection>;
    namespace: string;
    workflowBundle: () => Promise<WorkflowBundleOption>;
    /** Which version of the code this worker is; absent: unversioned. See infra/adr/0017. */
    deployment?: Readonly<{ name: string; buildId: string }> | undefined;
    /** Sees every activity that runs: a simulation's clock waits for them. */
    activityInterceptors?: readonly ActivityInterceptorsFactory[];
    /** How often to ask whether this is still the same Temporal; default 5 s. */
    watchMs?: number;
  };
  /** Told of every fault that is retried. */
  onError: (error: unknown) => void;
};

export type RunningWorker = {
  /** Resolves when the Temporal part runs too. Assigning has begun before that and never waits for it. */
  ready: Promise<void>;
  stop(): Promise<void>;
};
