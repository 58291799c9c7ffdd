import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config } from '@dondoc/config/config.ts';
import { clockCheck } from '@dondoc/database/clock-check.ts';
import { createDataSource } from '@dondoc/database/data-source.ts';
import { openPool } from '@dondoc/database/open-pool.ts';
import { DEFAULT_ZONE } from '@dondoc/domain/calendar/default-zone.ts';
import { calendarFor, NEWEST_CALENDAR } from '@dondoc/domain/calendar/calendars.ts';
import { databaseCheck, migrationsCheck } from '@dondoc/database/readiness-checks.ts';
import { createCursorGroup } from '@dondoc/event-store/cursor-group.ts';
import {
  startFollower,
  type FollowerDefinition,
  type FollowerTrouble,
} from '@dondoc/event-store/follower.ts';
import { openPostgresEventStore } from '@dondoc/event-store/postgres/postgres-event-store.ts';
import { createCapturingMailer } from '@dondoc/notifications/mail/capturing-mailer.ts';
import type { DeliveryPolicy } from '@dondoc/notifications/mail/delivery-policy.ts';
import { startMailPump } from '@dondoc/notifications/mail/mail-pump.ts';
import { createSmtpMailer } from '@dondoc/notifications/mail/smtp-mailer.ts';
import { createKafkaPublisher } from '@dondoc/messaging/kafka-publisher.ts';
import { noticesFollower } from '@dondoc/notifications/notices-follower.ts';
import { createSecretBox } from '@dondoc/notifications/webhook/seal-secret.ts';
import { takeOverWebhooks } from '@dondoc/notifications/webhook/take-over-webhooks.ts';
import { startWebhookPump } from '@dondoc/notifications/webhook/webhook-pump.ts';
import { webhooksFollower } from '@dondoc/notifications/webhook/webhooks-follower.ts';
import { allProjections, readModelEntities } from '@dondoc/read-models/all-projections.ts';
import { cursorName } from '@dondoc/read-models/projection-follower.ts';
import { startProjections } from '@dondoc/read-models/start-projections.ts';
import { forgetOldTraces, noTraces, postgresCommandTraces } from '@dondoc/telemetry/command-traces.ts';
import type { Logger } from '@dondoc/telemetry/logger.ts';
import { createMetrics } from '@dondoc/telemetry/metrics.ts';
import { observeFollower } from '@dondoc/telemetry/observe-follower.ts';
import { appendMetrics, observeStore } from '@dondoc/telemetry/observe-store.ts';
import { startOperationsServer } from '@dondoc/telemetry/operations-server.ts';
import { readinessCheck } from '@dondoc/telemetry/readiness.ts';
import { NativeConnection, Runtime } from '@temporalio/worker';
import { followersCheck } from './followers-check.ts';
import type { Follow } from './follow.ts';
import { keepKafkaPart } from './kafka/kafka-part.ts';
import { startWorker } from './start-worker.ts';
import type { RunningWorker } from './worker-options.ts';
import { workerMetrics } from './worker-metrics.ts';
import { workflowBundle } from './temporal/workflow-bundle.ts';
import { unitsDueFrom } from './units-due.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;

/** Followers that must have a cursor when the worker is up. */
const FOLLOWERS = [
  'assigner',
  'bulk',
  'finding-course',
  'notices',
  'rating-inputs',
  'recounter',
  'succession',
  'temporal',
  'webhooks',
  ...allProjections().map(({ name }) => cursorName(name)),
];
/** One connection for each follower that is active, Kafka's among them, and a few for queries: a follower never gives its own back. */
const POOL_SIZE = FOLLOWERS.length + 8;

/** Opens what the worker needs from outside, and starts all that follows the log. Temporal may come up later. */
export async function openParts(config: Config, logger: Logger): Promise<RunningWorker> {
  const { databaseUrl, temporalAddress, temporalNamespace, temporalDeployment, dataDir } = config;
  const metrics = createMetrics((error, source) =>
    logger.warn({ err: error, source }, 'figures are missing from a scrape'),
  );
  const appends = appendMetrics(metrics.registry);
  const postgres = await openPostgresEventStore({
    connectionString: databaseUrl,
    sealingKey: config.dataKey,
    logger,
    onBatch: (events) => appends.batchEvents.observe(events),
  });
  const pool = openPool(
    { connectionString: databaseUrl, application_name: 'dondoc worker', max: POOL_SIZE },
    (error) => logger.warn({ err: error }, 'a database connection was lost'),
  );
  const dataSource = createDataSource({ url: databaseUrl, entities: readModelEntities, poolSize: 4 });
  await dataSource.initialize();

  const now = () => new Date().toISOString();
  let running: RunningWorker | undefined;
  const measured = workerMetrics(metrics, {
    pool,
    db: dataSource.manager,
    temporal: () => running?.temporal ?? null,
    now,
  });
  const onError = (error: unknown, trouble?: FollowerTrouble) => {
    if (trouble !== undefined) measured.trouble(trouble);
    logger.warn({ err: error, ...trouble }, 'a part of the worker met a fault');
  };
  const traces =
    config.otlpEndpoint === undefined
      ? noTraces
      : postgresCommandTraces(pool, (error) => logger.warn({ err: error }, 'a trace was not carried on'));
  const forget = () => {
    if (config.otlpEndpoint !== undefined) forgetOldTraces(pool).catch(onError);
  };
  forget();
  const forgetting = setInterval(forget, DAY_MS);
  const store = observeStore(postgres, { metrics: appends, traces });
  const group = createCursorGroup(onError);
  const observe = (definition: FollowerDefinition) => observeFollower(definition, traces);
  const started = (definition: FollowerDefinition) =>
    startFollower({ pool, store, definition: observe(definition), group, onError });
  const follow: Follow = (definition) => Promise.resolve(started(definition));
  let connection: NativeConnection | undefined;
  const projections = startProjections({ pool, store, onError, observe, group });
  const notices = started(noticesFollower());
  const box = createSecretBox(config.dataKey);
  await takeOverWebhooks({ pool, store, box, now }).catch(onError);
  const webhookRows = started(webhooksFollower());
  const mailer =
    config.smtpUrl === undefined
      ? createCapturingMailer({ pool, now })
      : createSmtpMailer({ url: config.smtpUrl, from: config.mailFrom });
  const mail = startMailPump({
    pool,
    mailer,
    now,
    onError,
    policy: mailPolicyOf(config),
    publicUrl: config.publicUrl,
  });
  const webhooks = startWebhookPump({
    pool,
    store,
    box,
    policy: { trustedHosts: new Set(config.webhookTrustedHosts) },
    now,
    onError,
  });
  const kafka =
    config.kafka &&
    keepKafkaPart({
      topic: config.kafka.topic,
      publisher: createKafkaPublisher(config.kafka),
      follow,
      onError,
    });
  const worker = await startWorker({
    store,
    now,
    traces,
    follow,
    unitsDue: unitsDueFrom(dataSource.manager, store),
    temporal: {
      async connect() {
        connection ??= await NativeConnection.connect({
          address: temporalAddress,
          // Compressing what stays on the machine costs more than it saves.
          ...(isLoopback(temporalAddress) && { grpcCompression: { codec: 'none' } }),
        });
        return connection;
      },
      namespace: temporalNamespace,
      deployment: temporalDeployment,
      workflowBundle: () =>
        workflowBundle({
          cacheDir: join(dataDir ?? tmpdir(), 'dondoc-workflow-bundles'),
          logger: Runtime.instance().logger,
        }),
    },
    onError,
  });
  running = worker;
  const operations =
    config.metricsPort === undefined
      ? undefined
      : await startOperationsServer({
          host: config.metricsHost,
          port: config.metricsPort,
          metrics,
          readiness: [
            databaseCheck(pool),
            migrationsCheck(pool),
            readinessCheck('temporal', () => worker.temporal.check()),
            followersCheck(pool, FOLLOWERS),
            clockCheck(pool, Date.now),
          ],
          onFault: onError,
        });
  return {
    ready: worker.ready,
    temporal: worker.temporal,
    async stop() {
      clearInterval(forgetting);
      await operations?.close();
      await worker.stop();
      await Promise.all([projections.stop(), notices.stop(), webhookRows.stop()]);
      await Promise.all([mail.stop(), webhooks.stop(), kafka?.stop()]);
      await mailer.close();
      await connection?.close();
      await dataSource.destroy();
      await pool.end();
      await store.close();
    },
  };
}

/** One calendar for all mail: it belongs to no campaign when it gathers several. */
const mailPolicyOf = ({ mailPolicy }: Config): DeliveryPolicy => ({
  urgentAlways: true,
  ...mailPolicy,
  calendar: calendarFor(NEWEST_CALENDAR),
  zone: DEFAULT_ZONE,
});

const isLoopback = (address: string) => /^(127\.|localhost:|\[::1\])/.test(address);
