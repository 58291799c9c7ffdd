import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where each follower stands, which events it set aside, and as-of by time. */
export class CreateCursors1795478520000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE es.cursor (
        name text, version int,
        position bigint NOT NULL DEFAULT 0 CHECK (position >= 0),
        -- Goes up with every claim: whoever holds an older one can no longer move the cursor.
        epoch bigint NOT NULL DEFAULT 0,
        status text NOT NULL DEFAULT 'building' CHECK (status IN ('building', 'live', 'retired', 'halted')),
        state_hash bytea,
        updated_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (name, version))`);
    await db.query(`
      CREATE TABLE es.parked (
        cursor_name text, cursor_version int, stream_id uuid, position bigint,
        reason text NOT NULL,
        attempts int NOT NULL DEFAULT 1,
        retry_requested boolean NOT NULL DEFAULT false,
        parked_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (cursor_name, cursor_version, stream_id, position))`);
    await this.moveCursors(db);
    await this.parkEvents(db);
    // Positions are dense and committed_at never falls, so halving finds the answer without an index.
    await db.query(`
      CREATE FUNCTION es.position_at(p_at timestamptz) RETURNS bigint LANGUAGE plpgsql STABLE AS $$
      DECLARE v_low bigint := 0; v_high bigint; v_middle bigint; v_at timestamptz;
      BEGIN
        SELECT coalesce(max(position), 0) INTO v_high FROM es.event;
        WHILE v_low < v_high LOOP
          v_middle := (v_low + v_high + 1) / 2;
          SELECT committed_at INTO v_at FROM es.event WHERE position = v_middle;
          IF v_at <= p_at THEN v_low := v_middle; ELSE v_high := v_middle - 1; END IF;
        END LOOP;
        RETURN v_low;
      END $$`);
  }

  private async moveCursors(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE FUNCTION es.claim_cursor(p_name text, p_version int) RETURNS TABLE (pos bigint, ep bigint)
      LANGUAGE sql SECURITY DEFINER SET search_path = es, pg_temp AS $$
        INSERT INTO es.cursor (name, version, epoch) VALUES (p_name, p_version, 1)
        ON CONFLICT (name, version) DO UPDATE SET epoch = es.cursor.epoch + 1, updated_at = now()
        RETURNING position, epoch $$`);
    await db.query(`
      CREATE FUNCTION es.advance_cursor(p_name text, p_version int, p_epoch bigint, p_from bigint, p_to bigint) RETURNS boolean
      LANGUAGE sql SECURITY DEFINER SET search_path = es, pg_temp AS $$
        WITH u AS (UPDATE es.cursor SET position = p_to, updated_at = now()
          WHERE name = p_name AND version = p_version AND epoch = p_epoch AND position = p_from RETURNING 1)
        SELECT EXISTS (SELECT 1 FROM u) $$`);
    // A new epoch as well: a running follower notices, and starts again from here.
    await db.query(`
      CREATE FUNCTION es.reset_cursor(p_name text, p_version int, p_to bigint) RETURNS void
      LANGUAGE sql SECURITY DEFINER SET search_path = es, pg_temp AS $$
        INSERT INTO es.cursor (name, version, position, epoch) VALUES (p_name, p_version, p_to, 1)
        ON CONFLICT (name, version)
          DO UPDATE SET position = p_to, epoch = es.cursor.epoch + 1, state_hash = NULL, updated_at = now();
        DELETE FROM es.parked WHERE cursor_name = p_name AND cursor_version = p_version AND position > p_to $$`);
    await db.query(`
      CREATE FUNCTION es.set_cursor_status(p_name text, p_version int, p_status text, p_state_hash bytea) RETURNS void
      LANGUAGE sql SECURITY DEFINER SET search_path = es, pg_temp AS $$
        UPDATE es.cursor SET status = p_status, state_hash = coalesce(p_state_hash, state_hash), updated_at = now()
        WHERE name = p_name AND version = p_version $$`);
  }

  private async parkEvents(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE FUNCTION es.park_events(p_name text, p_version int, p_stream uuid[], p_position bigint[], p_reason text)
      RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = es, pg_temp AS $$
        INSERT INTO es.parked (cursor_name, cursor_version, stream_id, position, reason)
        SELECT p_name, p_version, q.s, q.p, p_reason FROM unnest(p_stream, p_position) q(s, p)
        ON CONFLICT (cursor_name, cursor_version, stream_id, position) DO UPDATE
          SET attempts = es.parked.attempts + 1, reason = excluded.reason, retry_requested = false $$`);
    await db.query(`
      CREATE FUNCTION es.remove_parked(p_name text, p_version int, p_stream uuid, p_position bigint) RETURNS void
      LANGUAGE sql SECURITY DEFINER SET search_path = es, pg_temp AS $$
        DELETE FROM es.parked
        WHERE cursor_name = p_name AND cursor_version = p_version AND stream_id = p_stream AND position = p_position $$`);
    await db.query(`
      CREATE FUNCTION es.request_unpark(p_name text, p_version int, p_stream uuid) RETURNS bigint
      LANGUAGE sql SECURITY DEFINER SET search_path = es, pg_temp AS $$
        WITH u AS (UPDATE es.parked SET retry_requested = true
          WHERE cursor_name = p_name AND cursor_version = p_version AND stream_id = p_stream RETURNING 1)
        SELECT count(*) FROM u $$`);
  }

  async down(db: QueryRunner): Promise<void> {
    for (const name of [
      'request_unpark',
      'remove_parked',
      'park_events',
      'set_cursor_status',
      'reset_cursor',
    ]) {
      await db.query(`DROP FUNCTION es.${name}`);
    }
    for (const name of ['advance_cursor', 'claim_cursor', 'position_at'])
      await db.query(`DROP FUNCTION es.${name}`);
    await db.query(`DROP TABLE es.parked, es.cursor`);
  }
}
