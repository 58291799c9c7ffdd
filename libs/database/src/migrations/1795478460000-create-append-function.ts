import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The only door into the log. One call writes a batch: requests (p_*) and their events (e_*) one after another, in the
 * order of the requests. A request that lost its race is named in `lost` (1-based) and leaves nothing; the others are kept.
 */
export class CreateAppendFunction1795478460000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await this.refuseMalformedBatches(db);
    await db.query(`
      CREATE FUNCTION es.append(
        p_stream uuid[], p_category text[], p_expected int[], p_count int[], p_previous bytea[],
        e_id uuid[], e_type text[], e_envelope text[], e_leaf bytea[])
      RETURNS TABLE (base bigint, committed timestamptz, lost int[])
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = es, pg_temp AS $$
      DECLARE
        v_base bigint; v_at timestamptz; v_lost int[]; v_written bigint; v_half bigint := es.partition_size() / 2;
      BEGIN
        PERFORM es.check_batch(p_stream, p_category, p_expected, p_count, p_previous, e_id, e_type, e_envelope, e_leaf);
        -- One appender at a time until its commit is visible: commit order is position order, and no number is lost.
        PERFORM pg_advisory_xact_lock(7301);
        SELECT t.position, t.committed_at INTO v_base, v_at FROM event t ORDER BY t.position DESC LIMIT 1;
        v_base := coalesce(v_base, 0);
        v_at := greatest(v_at, date_trunc('milliseconds', clock_timestamp()));

        WITH r AS (
          SELECT q.*, sum(q.n) OVER (ORDER BY q.o) AS upto
          FROM unnest(p_stream, p_category, p_expected, p_count, p_previous) WITH ORDINALITY q(s, c, x, n, prev, o)
        ), h AS (
          SELECT r.*, e.leaf FROM r JOIN unnest(e_leaf) WITH ORDINALITY e(leaf, o) ON e.o = r.upto
        ), i AS (
          INSERT INTO stream AS t (stream_id, category, version, first_position, last_position, head_hash)
          SELECT h.s, h.c, h.n, v_base + 1, v_base + cardinality(e_id), h.leaf FROM h WHERE h.x = 0 AND h.prev = ''
          ON CONFLICT DO NOTHING RETURNING t.stream_id
        ), u AS (
          UPDATE stream t SET version = h.x + h.n, head_hash = h.leaf, last_position = v_base + cardinality(e_id)
          FROM h WHERE h.x > 0 AND t.stream_id = h.s AND t.version = h.x AND t.head_hash = h.prev AND t.category = h.c
          RETURNING t.stream_id
        ), w AS (SELECT i.stream_id FROM i UNION ALL SELECT u.stream_id FROM u)
        SELECT array_agg(r.o::int ORDER BY r.o) INTO v_lost
        FROM r LEFT JOIN w ON w.stream_id = r.s WHERE w.stream_id IS NULL;

        INSERT INTO event (position, stream_id, version, event_id, type, committed_at, envelope, leaf_hash)
        SELECT v_base + row_number() OVER (ORDER BY e.o), r.s, r.x + k, e.id, e.type, v_at, e.envelope, e.leaf
        FROM (
          SELECT q.*, sum(q.n) OVER (ORDER BY q.o) - q.n AS before
          FROM unnest(p_stream, p_expected, p_count) WITH ORDINALITY q(s, x, n, o)
        ) r
        CROSS JOIN LATERAL generate_series(1, r.n) k
        JOIN unnest(e_id, e_type, e_envelope, e_leaf) WITH ORDINALITY e(id, type, envelope, leaf, o) ON e.o = r.before + k
        WHERE v_lost IS NULL OR r.o <> ALL (v_lost);
        GET DIAGNOSTICS v_written = ROW_COUNT;

        -- Half-way through a partition the next one is made, long before an append needs it.
        IF v_base / v_half <> (v_base + v_written) / v_half THEN
          PERFORM es.ensure_partition(v_base + v_written + v_half + 1);
        END IF;
        RETURN QUERY SELECT v_base, v_at, v_lost;
      END $$`);
  }

  private async refuseMalformedBatches(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE FUNCTION es.check_batch(
        p_stream uuid[], p_category text[], p_expected int[], p_count int[], p_previous bytea[],
        e_id uuid[], e_type text[], e_envelope text[], e_leaf bytea[]) RETURNS void LANGUAGE plpgsql AS $$
      BEGIN
        -- Under any other level max(position) could be an old one.
        IF current_setting('transaction_isolation') <> 'read committed' THEN
          RAISE EXCEPTION 'es.append runs in READ COMMITTED only' USING ERRCODE = 'ES004';
        END IF;
        IF ARRAY[cardinality(p_category), cardinality(p_expected), cardinality(p_count), cardinality(p_previous)]
             IS DISTINCT FROM array_fill(cardinality(p_stream), ARRAY[4])
           OR ARRAY[cardinality(e_type), cardinality(e_envelope), cardinality(e_leaf)]
             IS DISTINCT FROM array_fill(cardinality(e_id), ARRAY[3])
           OR (SELECT sum(n) FROM unnest(p_count) n) IS DISTINCT FROM cardinality(e_id) THEN
          RAISE EXCEPTION 'es.append: arrays of unequal length' USING ERRCODE = 'ES003';
        END IF;
        IF EXISTS (SELECT FROM unnest(p_stream, p_expected, p_count) q(s, x, n)
                   GROUP BY s HAVING count(*) > 1 OR s IS NULL OR min(x) IS NULL OR min(x) < 0 OR min(n) < 1) THEN
          RAISE EXCEPTION 'es.append: a stream twice, a negative version or a request without events' USING ERRCODE = 'ES003';
        END IF;
        IF EXISTS (SELECT FROM unnest(e_envelope, e_leaf) e(bytes, leaf)
                   WHERE e.leaf IS DISTINCT FROM sha256('\\x00'::bytea || convert_to(e.bytes, 'UTF8'))) THEN
          RAISE EXCEPTION 'es.append: a leaf hash is not the hash of its envelope' USING ERRCODE = 'ES003';
        END IF;
      END $$`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP FUNCTION es.append`);
    await db.query(`DROP FUNCTION es.check_batch`);
  }
}
