import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whoever stands in for another is told what the other is told, as long as it holds. */
export class CreateNoticeDeputies1796094000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    // Kept by the writer of notices: only deputies who do not read the principal's inbox anyway.
    await db.query(`
      CREATE TABLE app.notice_deputy (
        delegation_id uuid PRIMARY KEY,
        -- NULL: the principal is an administrator.
        principal_unit_id uuid,
        deputy_id text NOT NULL,
        deputy_unit_id uuid,
        -- NULL: in every campaign.
        campaign_id uuid,
        from_at timestamptz NOT NULL,
        until_at timestamptz NOT NULL,
        revoked_at timestamptz)`);
    // An account: the notice is a deputy's, in nobody else's inbox.
    await db.query(`ALTER TABLE app.notice ADD COLUMN deputy_id text`);
    await db.query(
      `CREATE INDEX notice_of_deputy ON app.notice (deputy_id, position DESC) WHERE deputy_id IS NOT NULL`,
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP INDEX app.notice_of_deputy`);
    await db.query(`ALTER TABLE app.notice DROP COLUMN deputy_id`);
    await db.query(`DROP TABLE app.notice_deputy`);
  }
}
