import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which amendment of its campaign each unit has in hand: one row a unit that acknowledged any. */
export class CreateAmendments1795827600000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE app.amendments_g1 (
        assignment_id uuid PRIMARY KEY,
        campaign_id uuid NOT NULL,
        unit_id uuid NOT NULL,
        amended integer NOT NULL,
        version integer NOT NULL,
        last_position bigint NOT NULL
      ) WITH (fillfactor = 80)`);
    await db.query(`CREATE INDEX ON app.amendments_g1 (campaign_id, unit_id)`);
    await db.query(`CREATE VIEW app.amendments AS SELECT * FROM app.amendments_g1`);
    await db.query(
      `INSERT INTO app.projection (name, generation, version, status) VALUES ('amendments', 1, 1, 'live')`,
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP VIEW app.amendments`);
    await db.query(`DROP TABLE app.amendments_g1`);
    await db.query(`DELETE FROM app.projection WHERE name = 'amendments'`);
  }
}
