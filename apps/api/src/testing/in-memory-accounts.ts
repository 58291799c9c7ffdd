import type { Account, AccountStore } from '../accounts/account.ts';
import type { IdempotencyMemory } from '../ports.ts';
import { WINDOW_MINUTES, type AttemptCounter } from '../session/sign-in-throttle.ts';

export function inMemoryAccounts(): AccountStore {
  const accounts = new Map<string, Account>();
  const sessions = new Map<string, { accountId: string; expiresAt: string }>();
  function change(accountId: string, changes: Partial<Account>, keepTokenHash?: string) {
    const account = accounts.get(accountId);
    if (account) accounts.set(accountId, { ...account, ...changes });
    for (const [hash, session] of sessions) {
      if (session.accountId === accountId && hash !== keepTokenHash) sessions.delete(hash);
    }
  }
  return {
    async add(account) {
      if ([...accounts.values()].some(({ login }) => login === account.login)) return false;
      accounts.set(account.id, account);
      return true;
    },
    async findByLogin(login) {
      return [...accounts.values()].find((account) => account.login === login) ?? null;
    },
    async findByIds(ids) {
      return [...accounts.values()].filter(({ id }) => ids.includes(id));
    },
    async list(after, limit) {
      const sorted = [...accounts.values()].sort((a, b) => (a.login < b.login ? -1 : 1));
      return sorted.filter(({ login }) => login > after).slice(0, limit);
    },
    async changePassword(accountId, passwordHash, keepTokenHash) {
      change(accountId, { passwordHash, mustChangePassword: false }, keepTokenHash);
    },
    async resetPassword(accountId, passwordHash) {
      change(accountId, { passwordHash, mustChangePassword: true });
    },
    async setDisabled(accountId, disabled) {
      change(accountId, { disabled });
    },
    async startSession({ tokenHash, accountId, expiresAt }) {
      sessions.set(tokenHash, { accountId, expiresAt });
    },
    async findSession(tokenHash, at) {
      const session = sessions.get(tokenHash);
      const account = session && accounts.get(session.accountId);
      return session && account && session.expiresAt > at ? { account, expiresAt: session.expiresAt } : null;
    },
    async extendSession(tokenHash, expiresAt) {
      const session = sessions.get(tokenHash);
      if (session) sessions.set(tokenHash, { ...session, expiresAt });
    },
    async endSession(tokenHash) {
      sessions.delete(tokenHash);
    },
  };
}

export function inMemoryAttempts(): AttemptCounter {
  const windows = new Map<string, { count: number; endsAt: string }>();
  return {
    async add(key, at) {
      const known = windows.get(key);
      const fresh = { count: 1, endsAt: new Date(Date.parse(at) + WINDOW_MINUTES * 60_000).toISOString() };
      const next = known && known.endsAt > at ? { ...known, count: known.count + 1 } : fresh;
      windows.set(key, next);
      return next;
    },
    async clear(key) {
      windows.delete(key);
    },
  };
}

export function inMemoryIdempotency(): IdempotencyMemory {
  const known = new Map<string, string>();
  return {
    async recall(commandId) {
      return known.get(commandId) ?? null;
    },
    async remember(commandId, fingerprint) {
      if (!known.has(commandId)) known.set(commandId, fingerprint);
      return known.get(commandId) ?? fingerprint;
    },
  };
}
