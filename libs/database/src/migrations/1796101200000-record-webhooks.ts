import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Webhooks become facts of the log; their rows follow it. What the log must not hold, the secret and the address in full, moves into a
 * table of its own. Rows from before keep `url` and `secret` until they are taken over into the log (ADR 0048).
 */
export class RecordWebhooks1796101200000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE app.webhook_secret (
        -- As events name it: a secret, or an address in full.
        id uuid PRIMARY KEY,
        webhook_id uuid NOT NULL,
        -- AES-256-GCM under a key derived from DATA_KEY; gone with the webhook.
        sealed bytea NOT NULL)`);
    await db.query(`CREATE INDEX webhook_secret_of_webhook ON app.webhook_secret (webhook_id)`);
    await db.query(`
      ALTER TABLE app.webhook_subscription
        ADD COLUMN address_id uuid,
        -- NULL: not in the log yet.
        ADD COLUMN secret_id uuid,
        ADD COLUMN previous_secret_id uuid,
        -- Told is what comes after it: where it was added, or resumed.
        ADD COLUMN since_position bigint NOT NULL DEFAULT 0,
        -- Of its stream, as far as it is in this row.
        ADD COLUMN version bigint NOT NULL DEFAULT 0,
        ALTER COLUMN url DROP NOT NULL,
        ALTER COLUMN created_by DROP NOT NULL,
        DROP CONSTRAINT webhook_subscription_check`);
  }

  async down(db: QueryRunner): Promise<void> {
    // The release before reads nothing of what is in the log only: such a webhook ends.
    await db.query(
      `UPDATE app.webhook_subscription SET state = 'removed', url = coalesce(url, origin), secret = NULL,
         created_by = coalesce(created_by, id) WHERE secret IS NULL OR url IS NULL OR created_by IS NULL`,
    );
    await db.query(`
      ALTER TABLE app.webhook_subscription
        DROP COLUMN address_id, DROP COLUMN secret_id, DROP COLUMN previous_secret_id, DROP COLUMN since_position,
        DROP COLUMN version, ALTER COLUMN url SET NOT NULL, ALTER COLUMN created_by SET NOT NULL,
        ADD CONSTRAINT webhook_subscription_check CHECK ((state = 'removed') = (secret IS NULL))`);
    await db.query(`DROP TABLE app.webhook_secret`);
  }
}
