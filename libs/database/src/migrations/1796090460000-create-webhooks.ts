import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Webhooks of units and administrators, and what is delivered to each; the ledger shows them beside inbox and mail. */
export class CreateWebhooks1796090460000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE app.webhook_subscription (
        id uuid PRIMARY KEY,
        -- Whose inbox it mirrors; null: that of the administrators.
        unit_id uuid,
        url text NOT NULL,
        -- What the ledger shows: an address may hold a secret of its own.
        origin text NOT NULL,
        -- Kinds of notices; null: every kind.
        kinds text[],
        -- AES-256-GCM under a key derived from DATA_KEY; gone when it was removed.
        secret bytea,
        previous_secret bytea,
        previous_until timestamptz,
        state text NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'disabled', 'removed')),
        created_by uuid NOT NULL,
        created_at timestamptz NOT NULL,
        last_status int,
        last_success_at timestamptz,
        failing_since timestamptz,
        disabled_reason text,
        CHECK ((state = 'removed') = (secret IS NULL)))`);
    await db.query(
      `CREATE INDEX webhook_subscription_of_owner ON app.webhook_subscription (unit_id) WHERE state <> 'removed'`,
    );
    await db.query(`
      CREATE TABLE app.webhook_delivery (
        id uuid PRIMARY KEY,
        notice_id uuid NOT NULL REFERENCES app.notice (id),
        subscription_id uuid NOT NULL REFERENCES app.webhook_subscription (id),
        state text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'delivered', 'failed')),
        attempts int NOT NULL DEFAULT 0,
        next_attempt_at timestamptz NOT NULL,
        last_status int,
        last_error text,
        finished_at timestamptz)`);
    await db.query(
      `CREATE INDEX webhook_delivery_due ON app.webhook_delivery (subscription_id, next_attempt_at, id) WHERE state = 'pending'`,
    );
    await db.query(`CREATE INDEX webhook_delivery_of_notice ON app.webhook_delivery (notice_id)`);
    await db.query(`DROP VIEW app.notice_ledger`);
    await db.query(ledger({ webhooks: true }));
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP VIEW app.notice_ledger`);
    await db.query(ledger({ webhooks: false }));
    await db.query(`DROP TABLE app.webhook_delivery, app.webhook_subscription`);
  }
}

function ledger({ webhooks }: { webhooks: boolean }): string {
  const notice = `n.id AS notice_id, n.position, n.audience, n.unit_id, c.name AS unit_name, n.campaign_id, n.kind, n.texts, n.templates, n.created_at`;
  const status = (sql: string) => (webhooks ? `, ${sql} AS answer_status` : '');
  const delivered = `
      UNION ALL
      SELECT w.id, ${notice}, 'WEBHOOK', s.origin, w.state, coalesce(w.finished_at, w.next_attempt_at), w.attempts,
        w.last_error, w.last_status
      FROM app.webhook_delivery w JOIN app.webhook_subscription s ON s.id = w.subscription_id
        JOIN app.notice n ON n.id = w.notice_id LEFT JOIN app.notice_contact c ON c.unit_id = n.unit_id`;
  return `
    CREATE VIEW app.notice_ledger AS
      SELECT app.notice_id(n.id || '/INBOX') AS entry_id, ${notice}, 'INBOX' AS channel, NULL::text AS address,
        CASE WHEN n.read_at IS NULL THEN 'delivered' ELSE 'read' END AS state,
        coalesce(n.read_at, n.created_at) AS state_at, 1 AS attempts, NULL::text AS reason${status('NULL::int')}
      FROM app.notice n LEFT JOIN app.notice_contact c USING (unit_id)
      UNION ALL
      SELECT app.notice_id(n.id || '/MAIL'), ${notice}, 'MAIL', d.address,
        CASE WHEN d.state <> 'pending' THEN d.state WHEN d.deferred_for IS NOT NULL AND d.attempts = 0 THEN 'deferred'
          ELSE 'pending' END,
        coalesce(d.finished_at, d.next_attempt_at), d.attempts, coalesce(d.last_error, d.deferred_for)${status('NULL')}
      FROM app.mail_delivery d JOIN app.notice n USING (id) LEFT JOIN app.notice_contact c USING (unit_id)
      ${webhooks ? delivered : ''}`;
}
