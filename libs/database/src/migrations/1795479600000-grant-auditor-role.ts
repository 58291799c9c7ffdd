import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What proves the log, and no more: the keys of sealed texts (es.subject_key) stay closed to an auditor. */
const PROOFS = 'es.event, es.stream, es.checkpoint, es.tile';

/** Somebody who checks the log in the database itself needs to read it, and nothing else. See infra/postgres/roles.sql. */
export class GrantAuditorRole1795479600000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    // Without sign-in: whoever wants an auditor gives the role a password.
    await db.query(`
      DO $$ BEGIN
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'dondoc_auditor') THEN CREATE ROLE dondoc_auditor NOLOGIN; END IF;
      EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
      END $$`);
    await db.query(`GRANT USAGE ON SCHEMA es TO dondoc_auditor`);
    await db.query(`GRANT SELECT ON ${PROOFS} TO dondoc_auditor`);
    await db.query(`GRANT EXECUTE ON FUNCTION es.position_at TO dondoc_auditor`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`REVOKE EXECUTE ON FUNCTION es.position_at FROM dondoc_auditor`);
    await db.query(`REVOKE SELECT ON ${PROOFS} FROM dondoc_auditor`);
    await db.query(`REVOKE USAGE ON SCHEMA es FROM dondoc_auditor`);
  }
}
