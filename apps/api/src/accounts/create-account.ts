import { randomUUID } from 'node:crypto';
import type { AccountRole } from '@dondoc/contracts/session.ts';
import { DomainError } from '@dondoc/domain/domain-error.ts';
import type { Account, AccountStore } from './account.ts';
import { hashPassword, newOneTimePassword } from './passwords.ts';

export type NewAccount = {
  /** NFC and lower case, as the contract's `Login` makes it. */
  login: string;
  role: AccountRole;
  unit: { unitId: string; code: string } | null;
  displayName: string | null;
  at: string;
};

/**
 * Adds an account that must change its one-time password at the first sign-in. The password is answered once and stored nowhere.
 * Throws DomainError 'login-taken'.
 */
export async function createAccount(
  accounts: AccountStore,
  { login, role, unit, displayName, at }: NewAccount,
): Promise<{ id: string; login: string; role: AccountRole; oneTimePassword: string }> {
  const oneTimePassword = newOneTimePassword();
  const id = randomUUID();
  const isNew = await accounts.add({
    id,
    login,
    displayName,
    role,
    unitId: unit?.unitId ?? null,
    unitCode: unit?.code ?? null,
    passwordHash: await hashPassword(oneTimePassword),
    mustChangePassword: true,
    disabled: false,
    createdAt: at,
  });
  if (!isNew) {
    throw new DomainError('login-taken', `There is an account "${login}" already. Choose another login.`, {
      path: '/login',
    });
  }
  return { id, login, role, oneTimePassword };
}

/** A new one-time password for somebody who lost theirs; every session of the account ends. */
export async function resetOneTimePassword(accounts: AccountStore, { id, login, role }: Account) {
  const oneTimePassword = newOneTimePassword();
  await accounts.resetPassword(id, await hashPassword(oneTimePassword));
  return { login, role, oneTimePassword };
}
