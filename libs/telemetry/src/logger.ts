import { pino, type Logger } from 'pino';
import { loggedError } from './logged-error.ts';

export type { Logger };
export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';

const MAX_WAITING = 2 ** 20;

/**
 * JSON lines on stderr, so that stdout stays free for what a program answers. `name` is the process, e.g. `worker`.
 * An error goes under `err` and comes out as its kind and place; nothing a unit wrote is ever logged. A line that cannot be
 * written (a full disk) waits for the next, and a megabyte waits at most: a program that does its work must not end because
 * it cannot talk about it.
 */
export function createLogger({
  name,
  level,
  to = toStderr(),
}: {
  name: string;
  level: LogLevel;
  to?: { write(line: string): void };
}): Logger {
  // `error` is what Temporal's own lines call it.
  const serializers = { err: loggedError, error: loggedError };
  return pino({ name, level, base: { name, pid: process.pid }, serializers }, to);
}

function toStderr(): { write(line: string): void } {
  const stderr = pino.destination({ dest: 2, sync: true, maxLength: MAX_WAITING });
  stderr.on('error', () => undefined);
  return stderr;
}
