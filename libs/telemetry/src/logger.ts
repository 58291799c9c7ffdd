import { pino, type Logger } from 'pino';
import { loggedError } from './logged-error.ts';

export type { Logger };
export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';

/**
 * JSON lines on stderr, so that stdout stays free for what a program answers. `name` is the process, e.g. `worker`.
 * An error goes under `err` and comes out as its kind and place; nothing a unit wrote is ever logged.
 */
export function createLogger({
  name,
  level,
  to = pino.destination({ dest: 2, sync: true }),
}: {
  name: string;
  level: LogLevel;
  to?: { write(line: string): void };
}): Logger {
  // `error` is what Temporal's own lines call it.
  const serializers = { err: loggedError, error: loggedError };
  return pino({ name, level, base: { name, pid: process.pid }, serializers }, to);
}
