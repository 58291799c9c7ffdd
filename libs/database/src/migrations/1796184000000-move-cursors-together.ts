import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Cursors of one process pass over events that concern none of them in one statement. */
export class MoveCursorsTogether1796184000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    // Each row against its own epoch and position, as es.advance_cursor does. A row somebody else has locked (a rebuild about to
    // show its tables, another runner's claim) is left out: nobody waits for it but the follower whose it is.
    await db.query(`
      CREATE FUNCTION es.pass_cursors(p_name text[], p_version int[], p_epoch bigint[], p_from bigint[], p_to bigint[])
      RETURNS SETOF bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = es, pg_temp AS $$
      BEGIN
        RETURN QUERY
        WITH ours AS (
          SELECT q.nth, q.pos_to, c.name, c.version
          FROM unnest(p_name, p_version, p_epoch, p_from, p_to) WITH ORDINALITY q(name, version, epoch, pos_from, pos_to, nth)
          JOIN es.cursor c ON c.name = q.name AND c.version = q.version AND c.epoch = q.epoch AND c.position = q.pos_from
          FOR UPDATE OF c SKIP LOCKED)
        UPDATE es.cursor c SET position = ours.pos_to, updated_at = now() FROM ours
        WHERE c.name = ours.name AND c.version = ours.version
        RETURNING ours.nth;
      END $$`);
    await db.query(`REVOKE ALL ON FUNCTION es.pass_cursors FROM PUBLIC`);
    await db.query(`GRANT EXECUTE ON FUNCTION es.pass_cursors TO dondoc_app`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP FUNCTION es.pass_cursors`);
  }
}
