import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Mail that waits for a reason, the ledger of everything anybody was told, and calendar feeds. */
export class WidenNotices1795741260000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE app.mail_delivery
        ADD COLUMN deferred_for text CHECK (deferred_for IN ('QUIET_HOURS', 'DIGEST')),
        -- The notice whose mail carried this one with it.
        ADD COLUMN carried_by uuid REFERENCES app.notice (id)`);
    await db.query(`CREATE INDEX notice_of_campaign ON app.notice (campaign_id, position DESC)`);
    await this.createLedger(db);
    await db.query(`
      CREATE TABLE app.calendar_feed (
        unit_id uuid PRIMARY KEY,
        -- SHA-256 of the secret in the address: who reads the table cannot read the feed.
        token_hash text NOT NULL UNIQUE,
        created_at timestamptz NOT NULL)`);
  }

  private async createLedger(db: QueryRunner): Promise<void> {
    const notice = `n.id AS notice_id, n.position, n.audience, n.unit_id, c.name AS unit_name, n.campaign_id, n.kind, n.texts, n.created_at`;
    await db.query(`
      CREATE VIEW app.notice_ledger AS
        SELECT app.notice_id(n.id || '/INBOX') AS entry_id, ${notice}, 'INBOX' AS channel, NULL::text AS address,
          CASE WHEN n.read_at IS NULL THEN 'delivered' ELSE 'read' END AS state,
          coalesce(n.read_at, n.created_at) AS state_at, 1 AS attempts, NULL::text AS reason
        FROM app.notice n LEFT JOIN app.notice_contact c USING (unit_id)
        UNION ALL
        SELECT app.notice_id(n.id || '/MAIL'), ${notice}, 'MAIL', d.address,
          CASE WHEN d.state <> 'pending' THEN d.state WHEN d.deferred_for IS NOT NULL AND d.attempts = 0 THEN 'deferred'
            ELSE 'pending' END,
          coalesce(d.finished_at, d.next_attempt_at), d.attempts, coalesce(d.last_error, d.deferred_for)
        FROM app.mail_delivery d JOIN app.notice n USING (id) LEFT JOIN app.notice_contact c USING (unit_id)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TABLE app.calendar_feed`);
    await db.query(`DROP VIEW app.notice_ledger`);
    await db.query(`DROP INDEX app.notice_of_campaign`);
    await db.query(`ALTER TABLE app.mail_delivery DROP COLUMN carried_by, DROP COLUMN deferred_for`);
  }
}
