import type { Clock } from '@dondoc/activities/clock.ts';
import type { UnitsDue } from '@dondoc/activities/effect-activities.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import type { ActivityInterceptorsFactory, NativeConnection, WorkflowBundleOption } from '@temporalio/worker';
import type { CommandTraces } from '@dondoc/telemetry/command-traces.ts';
import type { Follow } from './follow.ts';

export type WorkerOptions = {
  store: EventStore;
  /** The clock that stamps events and measures waits; a simulation's must be that of its Temporal server. */
  now: Clock;
  follow: Follow;
  unitsDue: UnitsDue;
  /** Which trace a command belongs to; default: nothing is traced. */
  traces?: CommandTraces;
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

export type TemporalSight = {
  /** Answers what polls; throws, in an operator's words, what is missing. */
  check(): Promise<string>;
  /** How many workflows run, by type. Null: Temporal is away. */
  openWorkflows(): Promise<Readonly<Record<string, number>> | null>;
};

export type RunningWorker = {
  /** Resolves when the Temporal part runs too. Assigning has begun before that and never waits for it. */
  ready: Promise<void>;
  /** Temporal as this worker sees it. */
  temporal: TemporalSight;
  stop(): Promise<void>;
};
