import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The read models of conclusions and findings, and notices that belong to no campaign. */
export class CreateFindings1795564800000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE app.conclusions_g1 (
        conclusion_id uuid PRIMARY KEY,
        source text NOT NULL,
        number text NOT NULL,
        issuer text NOT NULL,
        signed_on date NOT NULL,
        subject text,
        version integer NOT NULL,
        last_position bigint NOT NULL
      ) WITH (fillfactor = 80)`);
    await db.query(`
      CREATE TABLE app.findings_g1 (
        finding_id uuid PRIMARY KEY,
        unit_id uuid NOT NULL,
        no text NOT NULL,
        status text NOT NULL,
        source text NOT NULL,
        conclusion_id uuid NOT NULL,
        conclusion_number text NOT NULL,
        issuer text NOT NULL,
        signed_on date NOT NULL,
        item text NOT NULL,
        text text,
        text_sha256 text NOT NULL,
        post text,
        severity text NOT NULL,
        amount text,
        recommendation text NOT NULL,
        required_action text,
        due_on date,
        due_basis text,
        responsible text,
        theme text,
        repeats_finding_id uuid,
        parent_id uuid,
        registered_on date NOT NULL,
        closed_at timestamptz,
        version integer NOT NULL,
        last_position bigint NOT NULL
      ) WITH (fillfactor = 80)`);
    for (const column of ['unit_id', 'theme', 'conclusion_id'])
      await db.query(`CREATE INDEX ON app.findings_g1 (${column})`);
    for (const name of ['conclusions', 'findings']) {
      await db.query(`CREATE VIEW app.${name} AS SELECT * FROM app.${name}_g1`);
      await db.query(
        `INSERT INTO app.projection (name, generation, version, status) VALUES ($1, 1, 1, 'live')`,
        [name],
      );
    }
    await db.query(`ALTER TABLE app.notice ALTER campaign_id DROP NOT NULL`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DELETE FROM app.notice WHERE campaign_id IS NULL`);
    await db.query(`ALTER TABLE app.notice ALTER campaign_id SET NOT NULL`);
    for (const name of ['conclusions', 'findings']) {
      await db.query(`DELETE FROM app.projection WHERE name = $1`, [name]);
      await db.query(`DROP VIEW app.${name}`);
      await db.query(`DROP TABLE app.${name}_g1`);
    }
  }
}
