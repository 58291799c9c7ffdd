import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Local accounts, their sessions, what slows down guessing, and which request an idempotency key stands for. */
export class CreateAccounts1795478820000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE app.accounts (
        id uuid PRIMARY KEY,
        login text NOT NULL CONSTRAINT accounts_one_login UNIQUE
          CONSTRAINT accounts_login_is_normal CHECK (login = lower(normalize(login, NFC)) AND length(login) BETWEEN 2 AND 64),
        display_name text,
        role text NOT NULL CHECK (role IN ('ADMINISTRATOR', 'UNIT', 'AUDITOR')),
        unit_id uuid,
        unit_code text,
        password_hash text NOT NULL CHECK (password_hash LIKE '$argon2id$%'),
        must_change_password boolean NOT NULL,
        disabled boolean NOT NULL DEFAULT false,
        created_at timestamptz NOT NULL,
        CONSTRAINT accounts_unit_has_unit CHECK ((role = 'UNIT') = (unit_id IS NOT NULL)),
        CONSTRAINT accounts_unit_is_named CHECK ((unit_id IS NULL) = (unit_code IS NULL)))`);
    await db.query(`
      CREATE TABLE app.sessions (
        -- SHA-256 of the token, hex: the token itself is nowhere.
        token_hash text PRIMARY KEY,
        account_id uuid NOT NULL REFERENCES app.accounts (id) ON DELETE CASCADE,
        started_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL)`);
    await db.query(`CREATE INDEX sessions_of_account ON app.sessions (account_id)`);
    await db.query(`
      CREATE TABLE app.sign_in_attempts (
        -- A hash: logins that were tried and addresses they came from are not kept readable.
        key text PRIMARY KEY,
        count int NOT NULL,
        ends_at timestamptz NOT NULL)`);
    await db.query(`
      CREATE TABLE app.idempotency_keys (
        command_id text PRIMARY KEY,
        fingerprint text NOT NULL,
        used_at timestamptz NOT NULL)`);
    // So that the running application can say which changes it still waits for.
    await db.query(`GRANT SELECT ON app.migration TO dondoc_app`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`REVOKE SELECT ON app.migration FROM dondoc_app`);
    await db.query(`DROP TABLE app.idempotency_keys, app.sign_in_attempts, app.sessions, app.accounts`);
  }
}
