import type { Logger } from '@dondoc/telemetry/logger.ts';
import { Runtime, type LogLevel } from '@temporalio/worker';

const LEVELS = { TRACE: 'trace', DEBUG: 'debug', INFO: 'debug', WARN: 'warn', ERROR: 'error' } as const;

/** Once a process: Temporal's own lines go into our log, a step quieter, and its signal handlers stay out of our way. */
export function installTemporalRuntime(logger: Logger): void {
  const line = (level: LogLevel, message: string, meta: object = {}) => logger[LEVELS[level]](meta, message);
  Runtime.install({
    shutdownSignals: [],
    logger: {
      log: line,
      trace: (message, meta) => line('TRACE', message, meta),
      debug: (message, meta) => line('DEBUG', message, meta),
      info: (message, meta) => line('INFO', message, meta),
      warn: (message, meta) => line('WARN', message, meta),
      error: (message, meta) => line('ERROR', message, meta),
    },
    telemetryOptions: { logging: { filter: { core: 'WARN', other: 'WARN' }, forward: {} } },
  });
}
