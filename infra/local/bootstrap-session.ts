// The first start acts through the API like everybody else, but must not use up the one-time password that a person is given:
// it has an administrator account of its own, which nobody can sign in to and which is switched off when it is done.
import { randomBytes, randomUUID } from 'node:crypto';

import { hashPassword } from '@dondoc/api/accounts/passwords.ts';
import { postgresAccounts } from '@dondoc/api/accounts/postgres-accounts.ts';
import { newSessionToken, tokenHashOf } from '@dondoc/api/session/session-token.ts';
import type { Pool } from 'pg';

import { createApiClient } from './api-client.ts';
import type { ApiClient } from './api-client.ts';

const LOGIN = 'first-start';
const VALID_MS = 30 * 60_000;

export async function asBootstrap<Result>(
  pool: Pool,
  url: string,
  work: (api: ApiClient) => Promise<Result>,
): Promise<Result> {
  const accounts = postgresAccounts(pool);
  const now = Date.now();
  const at = new Date(now).toISOString();
  await accounts.add({
    id: randomUUID(),
    login: LOGIN,
    displayName: 'First start',
    role: 'ADMINISTRATOR',
    unitId: null,
    unitCode: null,
    // Of a password that is thrown away here: this account has a session, never a sign-in.
    passwordHash: await hashPassword(randomBytes(32).toString('base64url')),
    mustChangePassword: false,
    disabled: false,
    createdAt: at,
  });
  const account = await accounts.findByLogin(LOGIN);
  if (account === null) throw new Error(`the account ${LOGIN} was made and is not there`);
  await pool.query('UPDATE app.accounts SET disabled = false WHERE id = $1', [account.id]);
  const token = newSessionToken();
  const tokenHash = tokenHashOf(token);
  const expiresAt = new Date(now + VALID_MS).toISOString();
  await accounts.startSession({ tokenHash, accountId: account.id, at, expiresAt });
  try {
    return await work(createApiClient(url, token));
  } finally {
    await accounts.endSession(tokenHash);
    await pool.query('UPDATE app.accounts SET disabled = true WHERE id = $1', [account.id]);
  }
}
