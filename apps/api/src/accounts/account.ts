import type { AccountRole } from '@dondoc/contracts/session.ts';

export const ACCOUNTS = Symbol('AccountStore');

export type Account = {
  /** Pseudonymous: the log names people by this id and by nothing else. */
  id: string;
  /** NFC, lower case, unique. */
  login: string;
  displayName: string | null;
  role: AccountRole;
  unitId: string | null;
  unitCode: string | null;
  passwordHash: string;
  mustChangePassword: boolean;
  disabled: boolean;
  createdAt: string;
};

type Session = { account: Account; expiresAt: string };

/** Local accounts and their sessions. A session is known by the hash of its token only. */
export interface AccountStore {
  /** False: the login is taken. */
  add(account: Account): Promise<boolean>;
  findByLogin(login: string): Promise<Account | null>;
  /** Those that there are, in any order; an id may be any text. */
  findByIds(ids: readonly string[]): Promise<Account[]>;
  /** In the order of logins, after `after`. */
  list(after: string, limit: number): Promise<Account[]>;
  /** Sets a password of the owner's choice and ends every session but the one named. */
  changePassword(accountId: string, passwordHash: string, keepTokenHash: string): Promise<void>;

  /** A new one-time password; ends every session of the account. */
  resetPassword(accountId: string, passwordHash: string): Promise<void>;
  /** A disabled account cannot sign in; its sessions end. */
  setDisabled(accountId: string, disabled: boolean): Promise<void>;

  startSession(session: {
    tokenHash: string;
    accountId: string;
    at: string;
    expiresAt: string;
  }): Promise<void>;
  /** Null: unknown, ended, or expired at `at`. */
  findSession(tokenHash: string, at: string): Promise<Session | null>;
  extendSession(tokenHash: string, expiresAt: string): Promise<void>;
  endSession(tokenHash: string): Promise<void>;
}
