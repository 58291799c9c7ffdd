import type { Account, AccountStore } from '../accounts/account.ts';
import { verifyPassword } from '../accounts/passwords.ts';
import { refuse } from '../http/problem.ts';
import { newSessionToken, SESSION_HOURS, slidesFrom, tokenHashOf } from './session-token.ts';
import { throttleSignIn, type AttemptCounter } from './sign-in-throttle.ts';

/** Answers the same, after the same time, for an unknown login, a wrong password and a disabled account. */
export async function signIn(
  { accounts, attempts }: { accounts: AccountStore; attempts: AttemptCounter },
  { login, password, address, at }: { login: string; password: string; address: string; at: string },
): Promise<{ account: Account; token: string; expiresAt: string }> {
  const throttle = await throttleSignIn(attempts, { login, address, at });
  const account = await accounts.findByLogin(login);
  const isRight = await verifyPassword(password, account?.passwordHash ?? null);
  if (!account || !isRight || account.disabled) {
    throw refuse(401, 'wrong-credentials', 'Login or password is wrong.');
  }
  await throttle.succeeded();
  const token = newSessionToken();
  const expiresAt = slidesFrom(at, SESSION_HOURS);
  await accounts.startSession({ tokenHash: tokenHashOf(token), accountId: account.id, at, expiresAt });
  return { account, token, expiresAt };
}
