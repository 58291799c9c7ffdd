import type { MigrationInterface, QueryRunner } from 'typeorm';

const DOORS = [
  'append',
  'position_at',
  'claim_cursor',
  'advance_cursor',
  'reset_cursor',
  'set_cursor_status',
  'park_events',
  'remove_parked',
  'request_unpark',
  'create_subject_keys',
  'shred_subject_key',
];

/** The running application may read the log and go through these doors; its own tables (schema app) it may fill freely. */
export class GrantAppRole1795478640000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    // Roles belong to the whole cluster: another database of it may have made this one already.
    await db.query(`
      DO $$ BEGIN
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'dondoc_app') THEN CREATE ROLE dondoc_app LOGIN; END IF;
      EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
      END $$`);
    await db.query(`REVOKE ALL ON ALL FUNCTIONS IN SCHEMA es FROM PUBLIC`);
    await db.query(`GRANT USAGE ON SCHEMA es, app TO dondoc_app`);
    await db.query(`GRANT SELECT ON ALL TABLES IN SCHEMA es TO dondoc_app`);
    for (const door of DOORS) await db.query(`GRANT EXECUTE ON FUNCTION es.${door} TO dondoc_app`);
    await db.query(`
      ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO dondoc_app`);
    await db.query(`ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT USAGE ON SEQUENCES TO dondoc_app`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`ALTER DEFAULT PRIVILEGES IN SCHEMA app REVOKE ALL ON SEQUENCES FROM dondoc_app`);
    await db.query(`ALTER DEFAULT PRIVILEGES IN SCHEMA app REVOKE ALL ON TABLES FROM dondoc_app`);
    await db.query(`REVOKE ALL ON ALL FUNCTIONS IN SCHEMA es FROM dondoc_app`);
    await db.query(`REVOKE ALL ON ALL TABLES IN SCHEMA es FROM dondoc_app`);
    await db.query(`REVOKE USAGE ON SCHEMA es, app FROM dondoc_app`);
  }
}
