import { readinessCheck, type ReadinessCheck } from '@dondoc/telemetry/readiness.ts';

type Queryable = { query(sql: string): Promise<{ rows: unknown[] }> };

/** Farther off than this a reminder is noticeably late, and what is stamped here stands beside other hours of other machines. */
const TOLERATED_MS = 2_000;

/**
 * By how much this process's clock is ahead of the database's (negative: behind), in milliseconds; good to half of the round trip. `now`:
 * milliseconds since 1970.
 */
export async function clockOffset(db: Queryable, now: () => number): Promise<number> {
  const asked = now();
  const { rows } = await db.query('SELECT extract(epoch FROM clock_timestamp()) * 1000 AS ms');
  const [row] = rows as { ms: string }[];
  return (asked + now()) / 2 - Number(row?.ms);
}

/**
 * This process's clock agrees with the database's. Not required: everything still works, but a worker that is behind arms its timers late
 * by as much (ADR 0005), and records are stamped with a wrong hour.
 */
export const clockCheck = (db: Queryable, now: () => number): ReadinessCheck =>
  readinessCheck(
    'clock',
    async () => {
      const seconds = (await clockOffset(db, now)) / 1_000;
      const text = `${Math.abs(seconds).toFixed(1)} s ${seconds < 0 ? 'behind' : 'ahead of'} the database's`;
      if (Math.abs(seconds) * 1_000 <= TOLERATED_MS) return text;
      throw new Error(`is ${text}: keep both by NTP. Timers armed here come as much too late or too early.`);
    },
    { required: false },
  );
