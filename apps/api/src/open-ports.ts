import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config } from '@dondoc/config/config.ts';
import { followersNow } from '@dondoc/activities/relay-cursor.ts';
import { listParked } from '@dondoc/event-store/cursors.ts';
import { clamdScanner } from '@dondoc/evidence/clamd-scanner.ts';
import { folderEvidenceStore } from '@dondoc/evidence/folder-store.ts';
import type { EvidenceIntake } from '@dondoc/evidence/receive-evidence.ts';
import { s3EvidenceStore } from '@dondoc/evidence/s3-store.ts';
import { sweepSpool } from '@dondoc/evidence/spool.ts';
import { createDataSource } from '@dondoc/database/data-source.ts';
import { openPool } from '@dondoc/database/open-pool.ts';
import { clockCheck } from '@dondoc/database/clock-check.ts';
import { databaseCheck, migrationsCheck } from '@dondoc/database/readiness-checks.ts';
import { openPostgresEventStore } from '@dondoc/event-store/postgres/postgres-event-store.ts';
import { notificationEntities } from '@dondoc/notifications/outbox.query.ts';
import { createSecretBox } from '@dondoc/notifications/webhook/seal-secret.ts';
import { takeOverWebhooks } from '@dondoc/notifications/webhook/take-over-webhooks.ts';
import { postgresHealth } from '@dondoc/notifications/webhook/webhook-health.ts';
import { postgresVault } from '@dondoc/notifications/webhook/webhook-vault.ts';
import { readModelEntities } from '@dondoc/read-models/all-projections.ts';
import { noTraces, postgresCommandTraces } from '@dondoc/telemetry/command-traces.ts';
import { createMetrics, type Metrics } from '@dondoc/telemetry/metrics.ts';
import { appendMetrics, observeStore } from '@dondoc/telemetry/observe-store.ts';
import { postgresAccounts } from './accounts/postgres-accounts.ts';
import type { Ports } from './app.module.ts';
import { temporalKeepers } from './campaigns/temporal-keepers.ts';
import { temporalCheck } from './health/checks.ts';
import { httpMetrics } from './http/observe-requests.ts';
import { forgetOldKeys, postgresIdempotency } from './http/postgres-idempotency.ts';
import type { Log } from './ports.ts';
import { readModelViews } from './read-model-views.ts';
import { postgresAttempts } from './session/postgres-attempts.ts';

type Opened = { ports: Ports; metrics: Metrics; close: () => Promise<void> };

/** A store in a folder, its spool beside it on the same file system; null when no folder is set. */
async function openEvidence({
  evidenceDir,
  evidenceBucket,
  evidenceMaxBytes,
  clamdAddress,
}: Pick<
  Config,
  'evidenceDir' | 'evidenceBucket' | 'evidenceMaxBytes' | 'clamdAddress'
>): Promise<EvidenceIntake | null> {
  // What goes into a bucket only passes through this machine.
  const folder = evidenceDir ?? (evidenceBucket === undefined ? null : join(tmpdir(), 'dondoc-evidence'));
  if (folder === null) return null;
  const spoolFolder = join(folder, 'spool');
  await sweepSpool(spoolFolder, Date.now());
  return {
    store:
      evidenceBucket === undefined
        ? folderEvidenceStore(join(folder, 'kept'))
        : s3EvidenceStore(evidenceBucket),
    spoolFolder,
    scanner: clamdAddress === undefined ? null : clamdScanner(clamdAddress),
    maxBytes: evidenceMaxBytes,
  };
}

/** Opens what the api needs from outside, as role dondoc_app. */
export async function openPorts(
  config: Pick<
    Config,
    | 'databaseUrl'
    | 'dataKey'
    | 'temporalAddress'
    | 'temporalNamespace'
    | 'otlpEndpoint'
    | 'evidenceDir'
    | 'evidenceBucket'
    | 'evidenceMaxBytes'
    | 'clamdAddress'
    | 'publicUrl'
    | 'webhookTrustedHosts'
  >,
  logger: Log,
): Promise<Opened> {
  const metrics = createMetrics((error, source) =>
    logger.warn({ err: error, source }, 'figures are missing from a scrape'),
  );
  const appends = appendMetrics(metrics.registry);
  const postgres = await openPostgresEventStore({
    connectionString: config.databaseUrl,
    sealingKey: config.dataKey,
    logger,
    onBatch: (events) => appends.batchEvents.observe(events),
  });
  const pool = openPool(
    { connectionString: config.databaseUrl, application_name: 'dondoc api', max: 8 },
    (error) => logger.warn({ err: error }, 'a database connection was lost'),
  );
  const traces =
    config.otlpEndpoint === undefined
      ? noTraces
      : postgresCommandTraces(pool, (error) => logger.warn({ err: error }, 'a trace was not noted'));
  const store = observeStore(postgres, { metrics: appends, traces });
  const dataSource = createDataSource({
    url: config.databaseUrl,
    entities: [...readModelEntities, ...notificationEntities],
    poolSize: 8,
  });
  await dataSource.initialize();
  const temporal = temporalKeepers(config);
  // A database that waits for its migrations must not keep the api from starting and saying so (/health/ready).
  await forgetOldKeys(pool).catch((error: unknown) => logger.warn({ err: error }, 'old keys were not swept'));
  const box = createSecretBox(config.dataKey);
  await takeOverWebhooks({ pool, store, box, now: () => new Date().toISOString() }).catch((error: unknown) =>
    logger.warn({ err: error }, 'webhooks of an earlier release were not put on record'),
  );
  return {
    ports: {
      store,
      accounts: postgresAccounts(pool),
      attempts: postgresAttempts(pool),
      idempotency: postgresIdempotency(pool),
      views: readModelViews(dataSource.manager, pool),
      evidence: await openEvidence(config),
      readiness: [
        databaseCheck(pool),
        migrationsCheck(pool),
        temporalCheck(config.temporalAddress),
        clockCheck(pool, Date.now),
      ],
      clock: () => new Date().toISOString(),
      log: logger,
      httpMetrics: httpMetrics(metrics.registry),
      followers: { lags: () => followersNow(pool), parked: () => listParked(pool) },
      keepers: temporal.keepers,
      publicUrl: config.publicUrl ?? null,
      webhooks: {
        vault: postgresVault(pool, box),
        healthOf: postgresHealth(pool),
        target: { trustedHosts: new Set(config.webhookTrustedHosts) },
      },
    },
    metrics,
    close: async () => {
      await temporal.close();
      await store.close();
      await dataSource.destroy();
      await pool.end();
    },
  };
}
