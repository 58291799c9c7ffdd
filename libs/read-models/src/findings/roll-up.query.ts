import type { Day } from '@dondoc/domain/calendar/day.ts';
import { AGE_BUCKETS, type AgeBucket } from '@dondoc/domain/finding/ageing.ts';
import type { EntityManager } from 'typeorm';
import { OPEN } from './findings.query.ts';

/** The same weakness over many units. Parts count, what was split into them does not. */
export type ThemeLine = {
  /** Null: findings that name no theme. */
  theme: string | null;
  units: number;
  findings: number;
  open: number;
  high: number;
  medium: number;
  low: number;
  repeated: number;
  /** Whole đồng over all of them, decimal digits. */
  amount: string;
  /** Codes of the units, each with how many findings and how many of them open; the most first. */
  byUnit: readonly { unit: string; findings: number; open: number }[];
};
export type RollUp = {
  themes: ThemeLine[];
  /** Open findings with a due day, by how long they are overdue; the rest have none. */
  ageing: Record<AgeBucket, number>;
  withoutDue: number;
};

/** Themes seen at the most units first. `today` decides the buckets. */
export async function rollUpFindings(db: EntityManager, today: Day): Promise<RollUp> {
  const themes = await db.query<ThemeLine[]>(`
    WITH counted AS (
      SELECT f.theme, coalesce(u.code, f.unit_id::text) AS unit, count(*)::int AS findings,
             count(*) FILTER (WHERE ${OPEN})::int AS open,
             count(*) FILTER (WHERE f.severity = 'HIGH')::int AS high,
             count(*) FILTER (WHERE f.severity = 'MEDIUM')::int AS medium,
             count(*) FILTER (WHERE f.severity = 'LOW')::int AS low,
             count(f.repeats_finding_id)::int AS repeated,
             coalesce(sum(f.amount::numeric), 0) AS amount
      FROM app.findings f LEFT JOIN app.units u USING (unit_id)
      WHERE f.status <> 'SPLIT' GROUP BY 1, 2)
    SELECT theme, count(*)::int AS units, sum(findings)::int AS findings, sum(open)::int AS open,
           sum(high)::int AS high, sum(medium)::int AS medium, sum(low)::int AS low,
           sum(repeated)::int AS repeated, sum(amount)::text AS amount,
           jsonb_agg(jsonb_build_object('unit', unit, 'findings', findings, 'open', open)
             ORDER BY findings DESC, unit) AS "byUnit"
    FROM counted GROUP BY theme ORDER BY units DESC, findings DESC, theme`);
  const [ages] = await db.query<[{ withoutDue: number } & Record<AgeBucket, number>]>(
    `SELECT count(*) FILTER (WHERE due_on IS NULL)::int AS "withoutDue",
            count(*) FILTER (WHERE days <= 0)::int AS "NOT_DUE",
            count(*) FILTER (WHERE days BETWEEN 1 AND 30)::int AS "0-30",
            count(*) FILTER (WHERE days BETWEEN 31 AND 90)::int AS "31-90",
            count(*) FILTER (WHERE days BETWEEN 91 AND 180)::int AS "91-180",
            count(*) FILTER (WHERE days BETWEEN 181 AND 365)::int AS "181-365",
            count(*) FILTER (WHERE days > 365)::int AS ">365"
     FROM (SELECT f.due_on, $1::date - f.due_on AS days FROM app.findings f WHERE ${OPEN}) aged`,
    [today],
  );
  const ageing = Object.fromEntries(AGE_BUCKETS.map((bucket) => [bucket, ages[bucket]]));
  return { themes, ageing: ageing as RollUp['ageing'], withoutDue: ages.withoutDue };
}
