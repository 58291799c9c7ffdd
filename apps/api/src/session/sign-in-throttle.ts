import { createHash } from 'node:crypto';
import { refuse } from '../http/problem.ts';

export const SIGN_IN_ATTEMPTS = Symbol('AttemptCounter');
export const WINDOW_MINUTES = 15;
const PER_LOGIN_AND_ADDRESS = 5;
const PER_ADDRESS = 200;

/** Attempts under one key in the current window of fifteen minutes. */
export interface AttemptCounter {
  /** Counts one more; answers how many there were with it and when the window ends. Atomic. */
  add(key: string, at: string): Promise<{ count: number; endsAt: string }>;
  /** Forgets the key, and every window that has ended. */
  clear(key: string, at: string): Promise<void>;
}

const keyOf = (...parts: readonly string[]): string =>
  createHash('sha256').update(parts.join('\n')).digest('hex');

/**
 * Counts the attempt before the password is looked at, so that parallel guesses count too. Throws 429 with Retry-After:
 * five for one login from one address, then a wait; and a wider bound on the address against trying many logins.
 */
export async function throttleSignIn(
  attempts: AttemptCounter,
  { login, address, at }: { login: string; address: string; at: string },
): Promise<{ succeeded: () => Promise<void> }> {
  const loginKey = keyOf('login', login, address);
  const addressKey = keyOf('address', address);
  const [byLogin, byAddress] = await Promise.all([attempts.add(loginKey, at), attempts.add(addressKey, at)]);
  refuseAfter(byLogin, PER_LOGIN_AND_ADDRESS, at);
  refuseAfter(byAddress, PER_ADDRESS, at);
  return { succeeded: () => attempts.clear(loginKey, at) };
}

function refuseAfter({ count, endsAt }: { count: number; endsAt: string }, limit: number, at: string): void {
  if (count <= limit) return;
  const seconds = Math.max(1, Math.ceil((Date.parse(endsAt) - Date.parse(at)) / 1_000));
  throw refuse(
    429,
    'too-many-attempts',
    `Too many sign-in attempts. Try again in ${Math.ceil(seconds / 60)} minutes.`,
    {
      retryAfterSeconds: seconds,
    },
  );
}
