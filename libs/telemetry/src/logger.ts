import { pino, type Logger } from 'pino';

export type { Logger };
export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';

/**
 * JSON lines on stderr, so that stdout stays free for what a program answers. `name` is the process, e.g. `worker`.
 * An error goes under `err`; nothing a unit wrote is ever logged.
 */
export function createLogger({ name, level }: { name: string; level: LogLevel }): Logger {
  return pino({ name, level, base: { name, pid: process.pid } }, pino.destination({ dest: 2, sync: true }));
}
