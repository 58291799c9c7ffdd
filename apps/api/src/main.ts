import 'reflect-metadata';
import { loadConfig, type Config } from '@dondoc/config/config.ts';
import { createLogger, type Logger } from '@dondoc/telemetry/logger.ts';
import { startOperationsServer } from '@dondoc/telemetry/operations-server.ts';
import { startTracing } from '@dondoc/telemetry/start-tracing.ts';
import { createApp } from './http/create-app.ts';
import { openPorts } from './open-ports.ts';

const SHUTDOWN_MS = 3_000;

async function start(config: Config, logger: Logger): Promise<void> {
  const tracing = await startTracing({ endpoint: config.otlpEndpoint, service: 'dondoc-api' });
  const { ports, metrics, close } = await openPorts(config, logger);
  const app = await createApp(ports);
  await app.listen(config.port, config.host);
  const { metricsPort } = config;
  const operations =
    metricsPort === undefined
      ? undefined
      : await startOperationsServer({
          host: config.metricsHost,
          port: metricsPort,
          metrics,
          readiness: ports.readiness,
          onFault: (error) => logger.error({ err: error }, 'a question of operations failed'),
        });
  logger.info({ host: config.host, port: config.port }, 'api listens');

  let isStopping = false;
  const stop = async (why: string) => {
    if (isStopping) return;
    isStopping = true;
    logger.info({ why }, 'api stops');
    // A client that keeps its connection open must not keep the process.
    setTimeout(() => process.exit(0), SHUTDOWN_MS).unref();
    await app.close();
    await operations?.close();
    await close();
    await tracing.stop();
    process.exit(0);
  };
  process.once('SIGTERM', () => void stop('SIGTERM'));
  process.once('SIGINT', () => void stop('SIGINT'));
  if (process.env['DONDOC_SUPERVISED'] === '1') {
    // The supervisor holds the other end: when it dies, also by SIGKILL, nothing is left behind.
    process.stdin.resume().once('close', () => void stop('the supervisor is gone'));
  }
}

try {
  const config = loadConfig(process.env);
  const logger = createLogger({ name: 'api', level: config.logLevel });
  await start(config, logger);
} catch (error) {
  // A wrong setting, a busy port or a missing database is one line for the operator; a slip of ours keeps its stack.
  const isOurs =
    !(error instanceof Error) || ['TypeError', 'ReferenceError', 'RangeError'].includes(error.name);
  process.stderr.write(`dondoc api: ${error instanceof Error ? error.message : String(error)}\n`);
  if (isOurs && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  process.exit(1);
}
