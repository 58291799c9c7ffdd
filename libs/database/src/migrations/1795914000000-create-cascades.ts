import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The read model of cascades: which campaign a unit launched on, and as which of its own. */
export class CreateCascades1795914000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE app.cascades_g1 (
        campaign_id uuid PRIMARY KEY,
        parent_campaign_id uuid NOT NULL,
        parent_unit_id uuid NOT NULL,
        last_position bigint NOT NULL
      ) WITH (fillfactor = 80)`);
    await db.query(`CREATE INDEX ON app.cascades_g1 (parent_campaign_id)`);
    await db.query(`CREATE INDEX ON app.cascades_g1 (parent_unit_id)`);
    await db.query(`CREATE VIEW app.cascades AS SELECT * FROM app.cascades_g1`);
    await db.query(
      `INSERT INTO app.projection (name, generation, version, status) VALUES ('cascades', 1, 1, 'live')`,
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP VIEW app.cascades`);
    await db.query(`DROP TABLE app.cascades_g1`);
    await db.query(`DELETE FROM app.projection WHERE name = 'cascades'`);
  }
}
