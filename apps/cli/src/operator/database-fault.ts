import { CliError } from '../cli-error.ts';

const AWAY = new Set(['ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', 'ECONNRESET', '57P03']);

type Fault = { code?: string; cause?: unknown } | null | undefined;

/** A database that does not answer, as one sentence; any other fault as it is. */
export function databaseFault(error: unknown, url: string): unknown {
  for (let at = error as Fault; typeof at === 'object' && at !== null; at = at.cause as Fault) {
    if (at.code === undefined || !AWAY.has(at.code)) continue;
    const { host } = new URL(url);
    return new CliError(
      1,
      `PostgreSQL does not answer at ${host}. Is the system running (npm start)? (${at.code})`,
    );
  }
  return error;
}
