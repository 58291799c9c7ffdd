/** Errors of a socket that lost its server, or never reached it. */
const SOCKET = /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND)$/;
/** SQLSTATE classes: connection lost, out of resources (a full disk too), server stopping, starting or crashed. */
const STATE = /^(08|53|57P)/;
/** What the driver says when it has no code for it. */
const WORDS = /^(Connection terminated|timeout expired|Client has encountered a connection error)/;

/**
 * Whether the database could not be asked, or ended while it was asked. Nothing is wrong with the request then, and whether it
 * was carried out is found out by sending it again with its key.
 */
export function isDatabaseAway(error: unknown): boolean {
  // By shape: under Jest a system error is of another realm's Error class.
  if (typeof error !== 'object' || error === null || !('message' in error)) return false;
  const { code, cause, driverError, errors } = error as Partial<Record<string, unknown>>;
  if (typeof code === 'string' && (SOCKET.test(code) || STATE.test(code))) return true;
  if (WORDS.test(String(error.message))) return true;
  // TypeORM wraps the driver's error; a name with two addresses gives one error for each.
  return [cause, driverError, ...(Array.isArray(errors) ? (errors as unknown[]) : [])].some(isDatabaseAway);
}
