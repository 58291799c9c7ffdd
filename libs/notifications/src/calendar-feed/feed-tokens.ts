import type { Instant } from '@dondoc/domain/calendar/day.ts';
import type { EntityManager } from 'typeorm';

/** Whose feed a secret address opens. One a unit; a new one ends the one before. */
export type FeedTokens = {
  replace(feed: { unitId: string; tokenHash: string; at: Instant }): Promise<void>;
  revoke(unitId: string): Promise<void>;
  unitOf(tokenHash: string): Promise<string | null>;
};

export function postgresFeedTokens(db: EntityManager): FeedTokens {
  return {
    async replace({ unitId, tokenHash, at }) {
      await db.query(
        `INSERT INTO app.calendar_feed (unit_id, token_hash, created_at) VALUES ($1, $2, $3)
         ON CONFLICT (unit_id) DO UPDATE SET token_hash = excluded.token_hash, created_at = excluded.created_at`,
        [unitId, tokenHash, at],
      );
    },
    async revoke(unitId) {
      await db.query(`DELETE FROM app.calendar_feed WHERE unit_id = $1`, [unitId]);
    },
    async unitOf(tokenHash) {
      const rows = await db.query<{ unitId: string }[]>(
        `SELECT unit_id AS "unitId" FROM app.calendar_feed WHERE token_hash = $1`,
        [tokenHash],
      );
      return rows[0]?.unitId ?? null;
    },
  };
}
