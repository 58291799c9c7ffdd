import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Keys of sealed fields (kept apart from the log, so that a key can be destroyed), and room for the notary's proofs. */
export class CreateKeysAndProofs1795478580000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE es.subject_key (
        subject_id uuid PRIMARY KEY,
        wrapped_key bytea,
        kek_id text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        shredded_at timestamptz,
        CHECK ((wrapped_key IS NULL) = (shredded_at IS NOT NULL)))`);
    await db.query(`
      CREATE TABLE es.checkpoint (
        size bigint PRIMARY KEY, root bytea NOT NULL, note text NOT NULL, tst bytea,
        created_at timestamptz NOT NULL DEFAULT now())`);
    await db.query(`
      CREATE TABLE es.tile (
        level smallint, idx bigint,
        hashes bytea NOT NULL CHECK (octet_length(hashes) % 32 = 0),
        PRIMARY KEY (level, idx))`);
    // Somebody else's key for the same subject wins: the caller reads the table again and uses that one.
    await db.query(`
      CREATE FUNCTION es.create_subject_keys(p_subject uuid[], p_wrapped bytea[], p_kek text) RETURNS void
      LANGUAGE sql SECURITY DEFINER SET search_path = es, pg_temp AS $$
        INSERT INTO es.subject_key (subject_id, wrapped_key, kek_id)
        SELECT q.s, q.w, p_kek FROM unnest(p_subject, p_wrapped) q(s, w) ORDER BY q.s
        ON CONFLICT (subject_id) DO NOTHING $$`);
    await db.query(`
      CREATE FUNCTION es.shred_subject_key(p_subject uuid) RETURNS boolean
      LANGUAGE sql SECURITY DEFINER SET search_path = es, pg_temp AS $$
        WITH u AS (UPDATE es.subject_key SET wrapped_key = NULL, shredded_at = now()
          WHERE subject_id = p_subject AND shredded_at IS NULL RETURNING 1)
        SELECT EXISTS (SELECT 1 FROM u) $$`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP FUNCTION es.shred_subject_key`);
    await db.query(`DROP FUNCTION es.create_subject_keys`);
    await db.query(`DROP TABLE es.tile, es.checkpoint, es.subject_key`);
  }
}
