import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The read models: which generation of each is shown, and the first generation, empty. Later ones are made by
 * `rebuildProjection` from the columns the projection names; readers only ever know the views.
 */
export class CreateReadModels1795478700000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE app.projection (
        name text,
        generation int CHECK (generation > 0),
        -- Of the code that fills the tables.
        version int NOT NULL,
        status text NOT NULL CHECK (status IN ('building', 'live', 'retired')),
        changed_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (name, generation))`);
    await db.query(
      `CREATE UNIQUE INDEX projection_one_live_generation ON app.projection (name) WHERE status = 'live'`,
    );
    await this.createCampaigns(db);
    await this.createAssignments(db);
    await this.createUnits(db);
    await this.createDirectives(db);
    for (const name of ['campaigns', 'assignments', 'units', 'directives']) {
      await db.query(`CREATE VIEW app.${name} AS SELECT * FROM app.${name}_g1`);
      await db.query(
        `INSERT INTO app.projection (name, generation, version, status) VALUES ($1, 1, 1, 'live')`,
        [name],
      );
    }
  }

  private async createCampaigns(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE app.campaigns_g1 (
        campaign_id uuid PRIMARY KEY,
        directive_id uuid NOT NULL,
        title text NOT NULL,
        status text NOT NULL,
        paused boolean NOT NULL,
        review_year integer NOT NULL,
        monitoring_year integer NOT NULL,
        zone text NOT NULL,
        calendar jsonb NOT NULL,
        cut_off_on date NOT NULL,
        deadlines jsonb NOT NULL,
        pauses jsonb NOT NULL,
        unit_count integer NOT NULL,
        assigned_count integer NOT NULL,
        drafted_at timestamptz NOT NULL,
        issued_at timestamptz,
        ended_at timestamptz,
        version integer NOT NULL,
        last_position bigint NOT NULL
      ) WITH (fillfactor = 80)`);
  }

  private async createAssignments(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE app.assignments_g1 (
        assignment_id uuid PRIMARY KEY,
        campaign_id uuid NOT NULL,
        unit_id uuid NOT NULL,
        code text NOT NULL,
        category text NOT NULL,
        peer_group text NOT NULL,
        status text NOT NULL,
        open_phases text[] NOT NULL,
        own jsonb NOT NULL,
        assigned_at timestamptz NOT NULL,
        acknowledged_at timestamptz,
        acknowledged_late boolean NOT NULL,
        review_submitted_at timestamptz,
        review_late boolean NOT NULL,
        review_version integer NOT NULL,
        plan_submitted_at timestamptz,
        plan_late boolean NOT NULL,
        plan_version integer NOT NULL,
        standing jsonb NOT NULL,
        escalation_level text NOT NULL,
        escalation_step integer NOT NULL,
        reminders_sent integer NOT NULL,
        exempt boolean NOT NULL,
        score jsonb,
        points numeric(8,2),
        version integer NOT NULL,
        last_position bigint NOT NULL
      ) WITH (fillfactor = 80)`);
    await db.query(`CREATE INDEX ON app.assignments_g1 (campaign_id, unit_id)`);
    await db.query(`CREATE INDEX ON app.assignments_g1 (unit_id)`);
  }

  private async createUnits(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE app.units_g1 (
        unit_id uuid PRIMARY KEY,
        code text NOT NULL,
        name text NOT NULL,
        kind text NOT NULL,
        addressee_category text NOT NULL,
        peer_group text NOT NULL,
        parent_code text,
        mail text,
        valid_from date NOT NULL,
        valid_to date,
        version integer NOT NULL,
        last_position bigint NOT NULL
      ) WITH (fillfactor = 80)`);
    await db.query(`CREATE INDEX ON app.units_g1 (code)`);
    await db.query(`CREATE INDEX ON app.units_g1 (addressee_category)`);
  }

  private async createDirectives(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE app.directives_g1 (
        directive_id uuid PRIMARY KEY,
        number text NOT NULL,
        number_parts jsonb NOT NULL,
        family text,
        abstract text,
        issuer text,
        place text,
        issued_on date NOT NULL,
        version integer NOT NULL,
        last_position bigint NOT NULL
      ) WITH (fillfactor = 80)`);
  }

  async down(db: QueryRunner): Promise<void> {
    for (const name of ['campaigns', 'assignments', 'units', 'directives']) {
      await db.query(`DROP VIEW app.${name}`);
      await db.query(`DROP TABLE app.${name}_g1`);
    }
    await db.query(`DROP TABLE app.projection`);
  }
}
