import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which trace a command belongs to, for a week, while tracing is on: beside the log and no part of it (ADR 0019). */
export class CreateCommandTraces1795479300000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE app.command_trace (
        command_id text PRIMARY KEY,
        -- W3C Trace Context, level 1.
        traceparent text NOT NULL,
        noted_at timestamptz NOT NULL DEFAULT now())`);
    await db.query('CREATE INDEX command_trace_age ON app.command_trace (noted_at)');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE app.command_trace');
  }
}
