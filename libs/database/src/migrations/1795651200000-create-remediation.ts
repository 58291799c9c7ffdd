import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The read model of approved plans: one row a unit, its actions as lines without the unit's texts. */
export class CreateRemediation1795651200000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE app.remediation_g1 (
        assignment_id uuid PRIMARY KEY,
        campaign_id uuid NOT NULL,
        unit_id uuid NOT NULL,
        actions jsonb NOT NULL,
        folded jsonb NOT NULL,
        version integer NOT NULL,
        last_position bigint NOT NULL
      ) WITH (fillfactor = 80)`);
    await db.query(`CREATE INDEX ON app.remediation_g1 (campaign_id, unit_id)`);
    await db.query(`CREATE VIEW app.remediation AS SELECT * FROM app.remediation_g1`);
    await db.query(
      `INSERT INTO app.projection (name, generation, version, status) VALUES ('remediation', 1, 1, 'live')`,
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP VIEW app.remediation`);
    await db.query(`DROP TABLE app.remediation_g1`);
    await db.query(`DELETE FROM app.projection WHERE name = 'remediation'`);
  }
}
