import type { Cadence } from '@dondoc/domain/escalation/cadence.ts';
import type { Addressee } from '@dondoc/domain/campaign/campaign.events.ts';
import type { Day, Instant } from '@dondoc/domain/calendar/day.ts';
import { createDataSource } from '@dondoc/database/data-source.ts';
import { createCursorGroup } from '@dondoc/event-store/cursor-group.ts';
import { startFollower } from '@dondoc/event-store/follower.ts';
import { openPostgresEventStore } from '@dondoc/event-store/postgres/postgres-event-store.ts';
import { directiveIdOf } from '@dondoc/event-store/stream-ids.ts';
import { verifyLog } from '@dondoc/event-store/verify-log.ts';
import { readModelEntities } from '@dondoc/read-models/all-projections.ts';
import { startProjections } from '@dondoc/read-models/start-projections.ts';
import { unitWorkflowId } from '@dondoc/workflows/workflow-ids.ts';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { Pool } from 'pg';
import { createLogger } from '@dondoc/telemetry/logger.ts';
import { Runtime } from '@temporalio/worker';
import { startWorker } from '../start-worker.ts';
import { installTemporalRuntime } from '../temporal/install-runtime.ts';
import { workflowBundle } from '../temporal/workflow-bundle.ts';
import { unitsDueFrom } from '../units-due.ts';
import type { Script } from './behaviour.ts';
import { createPulse } from './pulse.ts';
import { createQuiet } from './quiet.ts';
import type { SimulationReport } from './report.ts';
import { runSimulation } from './run-simulation.ts';
import { createSkippingClock } from './skipping-clock.ts';
import { openEvidenceShelf } from './year/evidence-shelf.ts';
import { replay } from './year/replay.ts';

const FOLLOWERS_MOST = 40;

export type SimulationOptions = {
  ownerUrl: string;
  appUrl: string;
  sealingKey: Buffer;
  /** Path of Temporal's time-skipping server. */
  testServer: string;
  /** Where the workflow bundle is kept. */
  cacheDir: string;
  seed: number;
  from: Day;
  units: readonly Addressee[];
  campaignId: string;
  script?: Script;
  cadence?: Cadence;
  /** How long it goes on, and where its evidence is kept; null: it ends with the scores. */
  year?: { months: number; evidenceFolder: string } | null;
  onProgress: (at: Instant) => void;
  onLongestHistory?: (events: number) => void;
};

/** Composes the real worker around a skipping clock and plays the campaign. Takes down whatever it started. */
export async function simulate(options: SimulationOptions): Promise<SimulationReport> {
  const { campaignId, units, appUrl } = options;
  let now: Instant = '';
  const faults: unknown[] = [];
  const onError = (error: unknown) => void faults.push(error);

  // The report is all that may appear on stdout, and the server of the tests has its own opinions on its version.
  installTemporalRuntime(createLogger({ name: 'simulation', level: 'error' }));
  const env = await TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: 'existing-path', path: options.testServer } },
  });
  const store = await openPostgresEventStore({ connectionString: appUrl, sealingKey: options.sealingKey });
  // Every follower keeps a connection for as long as it follows; an exhausted pool would be waited for without end.
  const pool = new Pool({ connectionString: appUrl, max: FOLLOWERS_MOST, connectionTimeoutMillis: 30_000 });
  const dataSource = await createDataSource({ url: appUrl, entities: readModelEntities }).initialize();
  const pulse = createPulse(() => now);
  const group = createCursorGroup(onError);
  const projections = startProjections({ pool, store, onError, group });
  const worker = await startWorker({
    store,
    now: () => now,
    follow: (definition) => Promise.resolve(startFollower({ pool, store, definition, group, onError })),
    unitsDue: unitsDueFrom(dataSource.manager, store),
    temporal: {
      connect: () => Promise.resolve(env.nativeConnection),
      namespace: env.namespace ?? 'default',
      workflowBundle: () => workflowBundle({ cacheDir: options.cacheDir, logger: Runtime.instance().logger }),
      activityInterceptors: [pulse.interceptor],
    },
    onError,
  });
  try {
    await worker.ready;
    const unitIds = units.map(({ unitId }) => unitId);
    const report = await runSimulation({
      store,
      campaignId,
      directiveId: directiveIdOf({ issuer: 'TU', type: 'CV', term: 'simulation', seq: options.seed + 1 }),
      units,
      seed: options.seed,
      from: options.from,
      script: options.script,
      cadence: options.cadence,
      setNow: (at) => (now = at),
      skip: createSkippingClock(env, pulse),
      year: options.year
        ? {
            months: options.year.months,
            shelf: openEvidenceShelf(options.year.evidenceFolder),
            replay: (events) => replay({ store, pool }, events),
          }
        : null,
      untilQuiet: createQuiet({ store, pool, pulse, campaignId }),
      beats: pulse.beats,
      historyLengths: async () => {
        const lengths: number[] = [];
        for (const unitId of unitIds) {
          const { historyLength } = await env.client.workflow
            .getHandle(unitWorkflowId(campaignId, unitId))
            .describe();
          lengths.push(historyLength);
        }
        return lengths;
      },
      verifyLog: async () => (await verifyLog({ connectionString: options.ownerUrl })).ok,
      onProgress: options.onProgress,
      onLongestHistory: options.onLongestHistory ?? (() => undefined),
    });
    if (faults.length > 0)
      throw new AggregateError(faults, 'The simulation met faults and its report would not be trusted.');
    return report;
  } finally {
    await worker.stop();
    await projections.stop();
    await dataSource.destroy();
    await pool.end();
    await store.close();
    await env.teardown();
  }
}
