import type { Pool } from 'pg';
import type { Account, AccountStore } from './account.ts';

const COLUMNS = `a.id, a.login, a.display_name AS "displayName", a.role, a.unit_id AS "unitId", a.unit_code AS "unitCode",
  a.password_hash AS "passwordHash", a.must_change_password AS "mustChangePassword", a.disabled, a.created_at AS "createdAt"`;

type AccountRow = Omit<Account, 'createdAt'> & { createdAt: Date };
const accountOf = (row: AccountRow): Account => ({ ...row, createdAt: row.createdAt.toISOString() });

/** Accounts and sessions in `app.accounts` and `app.sessions`. */
export function postgresAccounts(pool: Pool): AccountStore {
  return {
    async add(account) {
      const { rowCount } = await pool.query(
        `INSERT INTO app.accounts (id, login, display_name, role, unit_id, unit_code, password_hash, must_change_password,
           disabled, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (login) DO NOTHING`,
        [
          account.id,
          account.login,
          account.displayName,
          account.role,
          account.unitId,
          account.unitCode,
          account.passwordHash,
          account.mustChangePassword,
          account.disabled,
          account.createdAt,
        ],
      );
      return rowCount === 1;
    },

    async findByLogin(login) {
      const { rows } = await pool.query<AccountRow>(
        `SELECT ${COLUMNS} FROM app.accounts a WHERE a.login = $1`,
        [login],
      );
      return rows[0] ? accountOf(rows[0]) : null;
    },

    async findByIds(ids) {
      const { rows } = await pool.query<AccountRow>(
        `SELECT ${COLUMNS} FROM app.accounts a WHERE a.id::text = ANY ($1)`,
        [ids],
      );
      return rows.map(accountOf);
    },

    async list(after, limit) {
      const { rows } = await pool.query<AccountRow>(
        `SELECT ${COLUMNS} FROM app.accounts a WHERE a.login > $1 ORDER BY a.login LIMIT $2`,
        [after, limit],
      );
      return rows.map(accountOf);
    },

    async changePassword(accountId, passwordHash, keepTokenHash) {
      // One statement, so that no other session outlives the password it was opened with.
      await pool.query(
        `WITH changed AS (
           UPDATE app.accounts SET password_hash = $2, must_change_password = false WHERE id = $1
         )
         DELETE FROM app.sessions WHERE account_id = $1 AND token_hash <> $3`,
        [accountId, passwordHash, keepTokenHash],
      );
    },

    async resetPassword(accountId, passwordHash) {
      await pool.query(
        `WITH changed AS (
           UPDATE app.accounts SET password_hash = $2, must_change_password = true WHERE id = $1
         )
         DELETE FROM app.sessions WHERE account_id = $1`,
        [accountId, passwordHash],
      );
    },

    async setDisabled(accountId, disabled) {
      await pool.query(
        `WITH changed AS (UPDATE app.accounts SET disabled = $2 WHERE id = $1)
         DELETE FROM app.sessions WHERE account_id = $1`,
        [accountId, disabled],
      );
    },

    async startSession({ tokenHash, accountId, at, expiresAt }) {
      // Signing in is rare enough to sweep away what has expired.
      await pool.query(
        `WITH swept AS (DELETE FROM app.sessions WHERE expires_at <= $3)
         INSERT INTO app.sessions (token_hash, account_id, started_at, expires_at) VALUES ($1, $2, $3, $4)`,
        [tokenHash, accountId, at, expiresAt],
      );
    },

    async findSession(tokenHash, at) {
      const { rows } = await pool.query<AccountRow & { expiresAt: Date }>(
        `SELECT ${COLUMNS}, s.expires_at AS "expiresAt"
         FROM app.sessions s JOIN app.accounts a ON a.id = s.account_id
         WHERE s.token_hash = $1 AND s.expires_at > $2`,
        [tokenHash, at],
      );
      if (!rows[0]) return null;
      const { expiresAt, ...account } = rows[0];
      return { account: accountOf(account), expiresAt: expiresAt.toISOString() };
    },

    async extendSession(tokenHash, expiresAt) {
      await pool.query('UPDATE app.sessions SET expires_at = $2 WHERE token_hash = $1', [
        tokenHash,
        expiresAt,
      ]);
    },

    async endSession(tokenHash) {
      await pool.query('DELETE FROM app.sessions WHERE token_hash = $1', [tokenHash]);
    },
  };
}
