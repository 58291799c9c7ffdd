import 'reflect-metadata';
import { loadConfig, type Config } from '@dondoc/config/config.ts';
import { ConfigError } from '@dondoc/config/variable-kinds.ts';
import { createLogger, type Logger } from '@dondoc/telemetry/logger.ts';
import { startTracing } from '@dondoc/telemetry/start-tracing.ts';
import { openParts } from './open-parts.ts';
import { installTemporalRuntime } from './temporal/install-runtime.ts';

const SHUTDOWN_MS = 3_500;

async function start(config: Config, logger: Logger): Promise<void> {
  const tracing = await startTracing({ endpoint: config.otlpEndpoint, service: 'dondoc-worker' });
  installTemporalRuntime(logger);
  const worker = await openParts(config, logger);

  let isStopping = false;
  const stop = async (why: string) => {
    if (isStopping) return;
    isStopping = true;
    logger.info({ why }, 'worker stops');
    // What is under way is done again by the next worker; it need not keep this one.
    setTimeout(() => process.exit(0), SHUTDOWN_MS).unref();
    await worker.stop();
    await tracing.stop();
    process.exit(0);
  };
  process.once('SIGTERM', () => void stop('SIGTERM'));
  process.once('SIGINT', () => void stop('SIGINT'));
  if (process.env['DONDOC_SUPERVISED'] === '1') {
    // The supervisor holds the other end: when it dies, also by SIGKILL, nothing is left behind.
    process.stdin.resume().once('close', () => void stop('the supervisor is gone'));
  }

  await worker.ready;
  const { temporalAddress, temporalNamespace } = config;
  process.stdout.write(`${JSON.stringify({ event: 'worker ready', temporalAddress, temporalNamespace })}\n`);
}

try {
  const config = loadConfig(process.env);
  await start(config, createLogger({ name: 'worker', level: config.logLevel }));
} catch (error) {
  // A wrong setting is for the operator to read; anything else keeps its stack.
  const text = error instanceof ConfigError ? error.message : error;
  console.error(text);
  process.exit(1);
}
