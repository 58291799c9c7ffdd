import type { Day } from '@dondoc/domain/calendar/day.ts';
import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import { entityOf } from '../entity.ts';
import { keysetPage, type Page, type PageRequest, type SortColumn } from '../keyset.ts';
import { unitsEntity } from '../units/units.query.ts';
import { findingsProjection, type FindingRow } from './findings.projection.ts';

export const findingsEntity = entityOf(findingsProjection);

export const OPEN = `f.status NOT IN ('SPLIT', 'TRANSFERRED', 'VERIFIED_CLOSED', 'ACCEPTED_NOT_REMEDIABLE', 'NO_LONGER_APPLICABLE')`;
const OVERDUE = `coalesce(${OPEN} AND f.due_on < :today::date, false)`;
const SORTS = {
  unit: { sql: 'coalesce(u.code, f.unit_id::text)', type: 'text' },
  severity: { sql: `array_position(ARRAY['HIGH', 'MEDIUM', 'LOW'], f.severity)`, type: 'integer' },
  status: { sql: 'f.status', type: 'text' },
  due: { sql: `coalesce(f.due_on, 'infinity'::date)`, type: 'date' },
  amount: { sql: "coalesce(f.amount, '-1')::numeric", type: 'numeric' },
  registeredOn: { sql: 'f.registered_on', type: 'date' },
  theme: { sql: `coalesce(f.theme, '')`, type: 'text' },
} satisfies Record<string, SortColumn>;
export type FindingSort = keyof typeof SORTS;

export type FindingFilter = {
  unitId?: string;
  conclusionId?: string;
  source?: string;
  status?: string;
  severity?: string;
  theme?: string;
  open?: boolean;
  overdue?: boolean;
};
export type FindingLine = FindingRow & { unitCode: string | null; unitName: string | null };

/** Findings as of `today`; by unit unless told otherwise. */
export async function listFindings(
  db: EntityManager,
  request: PageRequest<FindingSort> & FindingFilter & { today: Day },
): Promise<Page<FindingLine>> {
  const query = filtered(
    db
      .createQueryBuilder(findingsEntity, 'f')
      .leftJoin(unitsEntity.options.name, 'u', 'u.unit_id = f.unit_id')
      .addSelect('u.code', 'unit_code')
      .addSelect('u.name', 'unit_name')
      .setParameters({ today: request.today }),
    request,
  );
  return keysetPage(query, {
    columns: SORTS,
    key: 'f.finding_id',
    page: { ...request, sort: request.sort ?? 'unit' },
    item: (finding, raw) => ({
      ...finding,
      unitCode: raw['unit_code'] as string | null,
      unitName: raw['unit_name'] as string | null,
    }),
  });
}

function filtered(
  query: SelectQueryBuilder<FindingRow>,
  { open, overdue, ...equal }: FindingFilter,
): SelectQueryBuilder<FindingRow> {
  const columns = { unitId: 'unit_id', conclusionId: 'conclusion_id' } as const;
  for (const field of ['unitId', 'conclusionId', 'source', 'status', 'severity', 'theme'] as const) {
    const column = field === 'unitId' || field === 'conclusionId' ? columns[field] : field;
    if (equal[field] !== undefined) query.andWhere(`f.${column} = :${field}`, { [field]: equal[field] });
  }
  if (open !== undefined) query.andWhere(`(${OPEN}) = :open`, { open });
  if (overdue !== undefined) query.andWhere(`${OVERDUE} = :overdue`, { overdue });
  return query;
}
