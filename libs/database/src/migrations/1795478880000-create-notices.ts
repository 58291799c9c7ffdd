import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Inbox and mail, and the little the writer of notices must remember: names, addresses, who takes part. */
export class CreateNotices1795478880000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    // The same logical key is the same notice for ever: RFC 9562 version 8, the first 122 free bits of its SHA-256.
    await db.query(`
      CREATE FUNCTION app.notice_id(p_key text) RETURNS uuid LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
        SELECT (substr(h, 1, 12) || '8' || substr(h, 14, 3) || substr('89ab', 1 + get_byte(decode(substr(h, 17, 2), 'hex'), 0) % 4, 1)
                || substr(h, 18, 15))::uuid
        FROM (SELECT encode(sha256(convert_to(p_key, 'UTF8')), 'hex') AS h) digest $$`);
    await db.query(`
      CREATE TABLE app.notice (
        id uuid PRIMARY KEY,
        audience text NOT NULL CHECK (audience IN ('UNIT', 'ADMINISTRATORS')),
        -- Whose inbox it is in; for administrators: whom it is about.
        unit_id uuid NOT NULL,
        campaign_id uuid NOT NULL,
        kind text NOT NULL,
        -- { vi: { subject, body }, en: { subject, body } }: as it was told, whatever the wording is later.
        texts jsonb NOT NULL,
        position bigint NOT NULL,
        created_at timestamptz NOT NULL,
        read_at timestamptz)`);
    await db.query(
      `CREATE INDEX notice_of_unit ON app.notice (unit_id, position DESC) WHERE audience = 'UNIT'`,
    );
    await db.query(
      `CREATE INDEX notice_of_administrators ON app.notice (position DESC) WHERE audience = 'ADMINISTRATORS'`,
    );
    await this.createMail(db);
    await this.createContext(db);
  }

  private async createMail(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE app.mail_delivery (
        -- Of the notice it carries: one mail a notice, however often it is tried.
        id uuid PRIMARY KEY REFERENCES app.notice (id),
        address text NOT NULL,
        state text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'sent', 'captured', 'failed')),
        attempts int NOT NULL DEFAULT 0,
        next_attempt_at timestamptz NOT NULL,
        last_error text,
        finished_at timestamptz)`);
    await db.query(
      `CREATE INDEX mail_delivery_due ON app.mail_delivery (next_attempt_at, id) WHERE state = 'pending'`,
    );
    await db.query(`
      CREATE TABLE app.captured_mail (
        message_id text PRIMARY KEY,
        address text NOT NULL,
        subject text NOT NULL,
        body text NOT NULL,
        captured_at timestamptz NOT NULL)`);
  }

  private async createContext(db: QueryRunner): Promise<void> {
    await db.query(
      `CREATE TABLE app.notice_directive (directive_id uuid PRIMARY KEY, number text NOT NULL, abstract text)`,
    );
    await db.query(`
      CREATE TABLE app.notice_campaign (
        campaign_id uuid PRIMARY KEY,
        directive_id uuid NOT NULL,
        title text NOT NULL,
        -- { REVIEW: '2023-12-20' }: the days in force.
        deadlines jsonb NOT NULL)`);
    await db.query(`
      CREATE TABLE app.notice_contact (unit_id uuid PRIMARY KEY, name text NOT NULL, mail text)`);
    await db.query(`
      CREATE TABLE app.notice_member (
        campaign_id uuid, unit_id uuid, code text NOT NULL, exempt boolean NOT NULL, PRIMARY KEY (campaign_id, unit_id))`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(
      `DROP TABLE app.notice_member, app.notice_contact, app.notice_campaign, app.notice_directive`,
    );
    await db.query(`DROP TABLE app.captured_mail, app.mail_delivery, app.notice`);
    await db.query(`DROP FUNCTION app.notice_id`);
  }
}
