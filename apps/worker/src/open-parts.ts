import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config } from '@dondoc/config/config.ts';
import { createDataSource } from '@dondoc/database/data-source.ts';
import { startFollower } from '@dondoc/event-store/follower.ts';
import { openPostgresEventStore } from '@dondoc/event-store/postgres/postgres-event-store.ts';
import { createCapturingMailer } from '@dondoc/notifications/mail/capturing-mailer.ts';
import { startMailPump } from '@dondoc/notifications/mail/mail-pump.ts';
import { createSmtpMailer } from '@dondoc/notifications/mail/smtp-mailer.ts';
import { createKafkaPublisher } from '@dondoc/messaging/kafka-publisher.ts';
import { noticesFollower } from '@dondoc/notifications/notices-follower.ts';
import { readModelEntities } from '@dondoc/read-models/all-projections.ts';
import { startProjections } from '@dondoc/read-models/start-projections.ts';
import type { Logger } from '@dondoc/telemetry/logger.ts';
import { NativeConnection, Runtime } from '@temporalio/worker';
import { Pool } from 'pg';
import type { Follow } from './follow.ts';
import { keepKafkaPart } from './kafka/kafka-part.ts';
import { startWorker } from './start-worker.ts';
import type { RunningWorker } from './worker-options.ts';
import { workflowBundle } from './temporal/workflow-bundle.ts';
import { unitsDueFrom } from './units-due.ts';

/** One connection for each follower that is active, and a few for queries. */
const POOL_SIZE = 16;

/** Opens what the worker needs from outside, and starts all that follows the log. Temporal may come up later. */
export async function openParts(config: Config, logger: Logger): Promise<RunningWorker> {
  const { databaseUrl, temporalAddress, temporalNamespace, dataDir } = config;
  const onError = (error: unknown, trouble: object = {}) =>
    logger.warn({ err: error, ...trouble }, 'a part of the worker met a fault');
  const store = await openPostgresEventStore({
    connectionString: databaseUrl,
    sealingKey: config.dataKey,
    logger,
  });
  const pool = new Pool({
    connectionString: databaseUrl,
    application_name: 'dondoc worker',
    max: POOL_SIZE,
  });
  pool.on('error', (error) => logger.warn({ err: error }, 'a database connection was lost'));
  const dataSource = createDataSource({ url: databaseUrl, entities: readModelEntities, poolSize: 4 });
  await dataSource.initialize();

  const now = () => new Date().toISOString();
  let connection: NativeConnection | undefined;
  const projections = startProjections({ pool, store, onError });
  const notices = startFollower({ pool, store, definition: noticesFollower(), onError });
  const mailer =
    config.smtpUrl === undefined
      ? createCapturingMailer({ pool, now })
      : createSmtpMailer({ url: config.smtpUrl, from: config.mailFrom });
  const mail = startMailPump({ pool, mailer, now, onError });
  const follow: Follow = (definition) => Promise.resolve(startFollower({ pool, store, definition, onError }));
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
      workflowBundle: () =>
        workflowBundle({
          cacheDir: join(dataDir ?? tmpdir(), 'dondoc-workflow-bundles'),
          logger: Runtime.instance().logger,
        }),
    },
    onError,
  });
  return {
    ready: worker.ready,
    async stop() {
      await worker.stop();
      await Promise.all([projections.stop(), notices.stop(), mail.stop(), kafka?.stop()]);
      await mailer.close();
      await connection?.close();
      await dataSource.destroy();
      await pool.end();
      await store.close();
    },
  };
}

const isLoopback = (address: string) => /^(127\.|localhost:|\[::1\])/.test(address);
