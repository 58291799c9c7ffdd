import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Templates of the office's own, and what each notice was made of: its facts, and which template of each language. */
export class AddNoticeTemplates1796090400000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE app.notice_template (
        kind text,
        language text CHECK (language IN ('vi', 'en')),
        -- How often it was changed.
        version int NOT NULL,
        -- Both null: it was reset, and the built-in text counts.
        subject text,
        body text CHECK ((subject IS NULL) = (body IS NULL)),
        PRIMARY KEY (kind, language))`);
    await db.query(`
      ALTER TABLE app.notice
        -- { vi: 2, en: null }; null: the text the product ships, which is all there was before.
        ADD COLUMN templates jsonb NOT NULL DEFAULT '{"vi": null, "en": null}',
        ADD COLUMN facts jsonb`);
    await db.query(`
      ALTER TABLE app.notice_campaign
        ADD COLUMN requirements jsonb,
        ADD COLUMN amendments int NOT NULL DEFAULT 0`);
    await db.query(`ALTER TABLE app.captured_mail ADD COLUMN html text`);
    // A later migration adds channels to the view; a column may only be added at its end.
    await db.query(`DROP VIEW app.notice_ledger`);
    await db.query(ledger('n.texts, n.templates'));
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP VIEW app.notice_ledger`);
    await db.query(ledger('n.texts'));
    await db.query(`ALTER TABLE app.captured_mail DROP COLUMN html`);
    await db.query(`ALTER TABLE app.notice_campaign DROP COLUMN requirements, DROP COLUMN amendments`);
    await db.query(`ALTER TABLE app.notice DROP COLUMN templates, DROP COLUMN facts`);
    await db.query(`DROP TABLE app.notice_template`);
  }
}

function ledger(texts: string): string {
  const notice = `n.id AS notice_id, n.position, n.audience, n.unit_id, c.name AS unit_name, n.campaign_id, n.kind, ${texts}, n.created_at`;
  return `
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
      FROM app.mail_delivery d JOIN app.notice n USING (id) LEFT JOIN app.notice_contact c USING (unit_id)`;
}
