import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Calendars that a running campaign took over. Campaigns from before have none, so no row needs to be folded again. */
export class AddCalendarAdoptions1795741200000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    for (const { generation } of await this.generations(db)) {
      await db.query(
        `ALTER TABLE app.campaigns_g${generation} ADD COLUMN IF NOT EXISTS adoptions jsonb NOT NULL DEFAULT '[]'`,
      );
    }
    await this.show(db);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP VIEW app.campaigns');
    for (const { generation } of await this.generations(db)) {
      await db.query(`ALTER TABLE app.campaigns_g${generation} DROP COLUMN adoptions`);
    }
    await this.show(db);
  }

  private generations(db: QueryRunner): Promise<{ generation: number }[]> {
    return db.query(
      `SELECT generation FROM app.projection WHERE name = 'campaigns' AND to_regclass('app.campaigns_g' || generation) IS NOT NULL`,
    ) as Promise<{ generation: number }[]>;
  }

  private async show(db: QueryRunner): Promise<void> {
    const [live] = (await db.query(
      `SELECT generation FROM app.projection WHERE name = 'campaigns' AND status = 'live'`,
    )) as { generation: number }[];
    if (live !== undefined) {
      await db.query(
        `CREATE OR REPLACE VIEW app.campaigns AS SELECT * FROM app.campaigns_g${live.generation}`,
      );
    }
  }
}
