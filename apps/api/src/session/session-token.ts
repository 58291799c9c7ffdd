import { createHash, randomBytes } from 'node:crypto';

export const SESSION_COOKIE = 'dondoc_session';
export const SESSION_HOURS = 12;

/** 32 random bytes, base64url. Only its hash is kept: who reads the table cannot sign in with it. */
export const newSessionToken = (): string => randomBytes(32).toString('base64url');

/** SHA-256, lower-case hex. The token is random, so a slow hash would protect nothing. */
export const tokenHashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/** When a session used at `at` ends by itself. */
export const slidesFrom = (at: string, hours: number): string =>
  new Date(Date.parse(at) + hours * 3_600_000).toISOString();
