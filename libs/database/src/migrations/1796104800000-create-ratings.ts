import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The read model of ratings: everybody a campaign rates, and how far. Its follower fills it from the whole log. */
export class CreateRatings1796104800000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE app.ratings_g1 (
        rating_id uuid PRIMARY KEY,
        campaign_id uuid NOT NULL,
        subject_id uuid NOT NULL,
        unit_id uuid NOT NULL,
        code text,
        post text,
        peer_group text NOT NULL,
        status text NOT NULL,
        -- The decimal as the result states it.
        score text,
        provisional text,
        stale boolean NOT NULL,
        capped text,
        official text,
        decision_no text,
        decided_on date,
        voided boolean NOT NULL,
        published_on date,
        petition_no integer,
        answer_by date,
        answer_overdue boolean NOT NULL,
        version integer NOT NULL,
        last_position bigint NOT NULL
      ) WITH (fillfactor = 80)`);
    await db.query(`CREATE INDEX ON app.ratings_g1 (campaign_id, subject_id)`);
    await db.query(`CREATE VIEW app.ratings AS SELECT * FROM app.ratings_g1`);
    await db.query(
      `INSERT INTO app.projection (name, generation, version, status) VALUES ('ratings', 1, 1, 'live')`,
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP VIEW app.ratings`);
    await db.query(`DROP TABLE app.ratings_g1`);
    await db.query(`DELETE FROM app.projection WHERE name = 'ratings'`);
  }
}
