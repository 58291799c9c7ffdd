import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '@dondoc/activities/clock.ts';
import type { UnitsDue } from '@dondoc/activities/effect-activities.ts';
import { campaignRoster } from '@dondoc/event-store/write-path/campaign-context.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import { followInMemory, type Follow } from '@dondoc/worker/follow.ts';
import { startWorker } from '@dondoc/worker/start-worker.ts';
import { workflowBundle } from '@dondoc/worker/temporal/workflow-bundle.ts';
import type { WorkerOptions } from '@dondoc/worker/worker-options.ts';
import { DefaultLogger, Runtime, type NativeConnection, type WorkflowBundleOption } from '@temporalio/worker';

const bundle = () =>
  workflowBundle({ cacheDir: join(tmpdir(), 'dondoc-test-bundles'), logger: new DefaultLogger('ERROR') });

// What Temporal says to itself would drown what a failing spec says.
Runtime.install({
  logger: new DefaultLogger('ERROR'),
  telemetryOptions: { logging: { filter: { core: 'ERROR', other: 'ERROR' } } },
});

/** Every addressee, in the order of ids: the decider leaves out those that are not due. */
const wholeRoster =
  (store: EventStore): UnitsDue =>
  async ({ campaignId, after, limit }) => {
    const ids = (await campaignRoster(store, campaignId)).map(({ unitId }) => unitId).toSorted();
    return ids.filter((id) => id > (after ?? '')).slice(0, limit);
  };

export type StartedProcess = Awaited<ReturnType<typeof startedProcess>>;

/** The worker of the product on a log in memory. `faults` are those it retried. */
export async function startedProcess(given: {
  store: EventStore;
  now: Clock;
  connection: NativeConnection;
  watchMs?: number;
  /** Default: `default`, the product's own workflows, and no version. */
  namespace?: string;
  workflowBundle?: WorkflowBundleOption;
  deployment?: WorkerOptions['temporal']['deployment'];
  /** Default: in memory. */
  follow?: (onError: (error: unknown) => void) => Follow;
}) {
  const { store, now, connection, watchMs } = given;
  const faults: unknown[] = [];
  const onError = (error: unknown) => void faults.push(error);
  const worker = await startWorker({
    store,
    now,
    onError,
    follow: given.follow?.(onError) ?? followInMemory(store, onError),
    unitsDue: wholeRoster(store),
    temporal: {
      connect: () => Promise.resolve(connection),
      namespace: given.namespace ?? 'default',
      workflowBundle: () => (given.workflowBundle ? Promise.resolve(given.workflowBundle) : bundle()),
      deployment: given.deployment,
      ...(watchMs !== undefined && { watchMs }),
    },
  });
  await worker.ready;
  return { ...worker, faults };
}
