import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The log: positions 1, 2, 3 … without a gap, in commit order, and nothing but additions.
 * Each partition carries its own (stream_id, version) fence and truncate trigger, which PostgreSQL does not pass down.
 */
export class CreateEventLog1795478400000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE SCHEMA es`);
    await db.query(`
      CREATE TABLE es.stream (
        stream_id uuid PRIMARY KEY,
        category text NOT NULL,
        version int NOT NULL CHECK (version > 0),
        -- Bounds of the batches that wrote the stream: never too narrow, sometimes too wide.
        first_position bigint NOT NULL,
        last_position bigint NOT NULL,
        head_hash bytea NOT NULL CHECK (octet_length(head_hash) = 32)
      ) WITH (fillfactor = 70)`);
    await db.query(`
      CREATE TABLE es.event (
        position bigint NOT NULL CHECK (position > 0),
        stream_id uuid NOT NULL,
        version int NOT NULL CHECK (version > 0),
        event_id uuid NOT NULL,
        type text NOT NULL,
        committed_at timestamptz NOT NULL,
        -- An entry of a tlog tile is at most 65,535 bytes (C2SP tlog-tiles).
        envelope text NOT NULL CHECK (octet_length(envelope) <= 65535),
        leaf_hash bytea NOT NULL CHECK (octet_length(leaf_hash) = 32),
        PRIMARY KEY (position)
      ) PARTITION BY RANGE (position)`);
    // Compressing text that is mostly short or sealed costs more than it saves; EXTERNAL keeps the bytes plain.
    await db.query(`ALTER TABLE es.event ALTER COLUMN envelope SET STORAGE EXTERNAL`);
    await this.forbidChanges(db);
    await this.partition(db);
  }

  private async forbidChanges(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE FUNCTION es.forbid() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'es.event is append-only: % is not possible', TG_OP USING ERRCODE = 'ES002';
      END $$`);
    await db.query(`
      CREATE TRIGGER event_append_only BEFORE UPDATE OR DELETE ON es.event
      FOR EACH ROW EXECUTE FUNCTION es.forbid()`);
    await db.query(`
      CREATE TRIGGER event_no_truncate BEFORE TRUNCATE ON es.event
      FOR EACH STATEMENT EXECUTE FUNCTION es.forbid()`);
  }

  private async partition(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE FUNCTION es.partition_size() RETURNS bigint LANGUAGE sql IMMUTABLE AS $$ SELECT 10000000::bigint $$`);
    // ATTACH takes a weaker lock than CREATE … PARTITION OF: readers of the log go on while it happens.
    await db.query(`
      CREATE FUNCTION es.ensure_partition(p_position bigint) RETURNS void
      LANGUAGE plpgsql SET search_path = es, pg_temp AS $$
      DECLARE
        v_size bigint := es.partition_size();
        v_number bigint := (p_position - 1) / v_size;
        v_name text := 'event_p' || lpad(v_number::text, 5, '0');
      BEGIN
        IF to_regclass('es.' || v_name) IS NOT NULL THEN RETURN; END IF;
        EXECUTE format('CREATE TABLE es.%I (LIKE es.event INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING STORAGE)', v_name);
        EXECUTE format('CREATE UNIQUE INDEX %I ON es.%I (stream_id, version)', v_name || '_stream', v_name);
        EXECUTE format('CREATE TRIGGER event_no_truncate BEFORE TRUNCATE ON es.%I
                        FOR EACH STATEMENT EXECUTE FUNCTION es.forbid()', v_name);
        EXECUTE format('ALTER TABLE es.event ATTACH PARTITION es.%I FOR VALUES FROM (%s) TO (%s)',
                       v_name, v_number * v_size + 1, (v_number + 1) * v_size + 1);
      END $$`);
    await db.query(`SELECT es.ensure_partition(1)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP SCHEMA es CASCADE`);
  }
}
