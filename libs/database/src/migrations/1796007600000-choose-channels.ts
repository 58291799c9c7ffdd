import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A campaign chooses by which channels its notices go and when its mail is quiet. */
export class ChooseChannels1796007600000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    // NULL: every channel there is, as before.
    await db.query(`ALTER TABLE app.notice ADD COLUMN channels text[]`);
    // { from, to, daysOff } and the zone they are meant in; NULL: the quiet hours of the installation.
    await db.query(`ALTER TABLE app.notice_campaign ADD COLUMN quiet jsonb, ADD COLUMN zone text`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE app.notice_campaign DROP COLUMN zone, DROP COLUMN quiet`);
    await db.query(`ALTER TABLE app.notice DROP COLUMN channels`);
  }
}
