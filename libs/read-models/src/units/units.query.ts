import type { EntityManager } from 'typeorm';
import { entityOf } from '../entity.ts';
import { keysetPage, type Page, type PageRequest, type SortColumn } from '../keyset.ts';
import { unitsProjection, type UnitRow } from './units.projection.ts';

export const unitsEntity = entityOf(unitsProjection);

// Names sort as a Vietnamese reader expects (a ă â b c d đ …), codes by their characters.
const SORTS = {
  code: { sql: 'u.code', type: 'text' },
  name: { sql: 'u.name COLLATE "vi-x-icu"', type: 'text' },
  category: { sql: 'u.addressee_category', type: 'text' },
  kind: { sql: 'u.kind', type: 'text' },
  peerGroup: { sql: 'u.peer_group', type: 'text' },
  validFrom: { sql: 'u.valid_from', type: 'date' },
} satisfies Record<string, SortColumn>;
export type UnitSort = keyof typeof SORTS;

/** The directory. `q`: part of a code or a name, in any case. */
export function listUnits(
  db: EntityManager,
  filter: PageRequest<UnitSort> & { category?: string; q?: string },
): Promise<Page<UnitRow>> {
  const query = db.createQueryBuilder(unitsEntity, 'u');
  if (filter.category !== undefined) query.andWhere('u.addressee_category = :category', filter);
  if (filter.q !== undefined) {
    const part = `%${filter.q.normalize('NFC').replace(/[\\%_]/g, '\\$&')}%`;
    query.andWhere('(u.code ILIKE :part OR u.name ILIKE :part)', { part });
  }
  return keysetPage(query, {
    columns: SORTS,
    key: 'u.unit_id',
    page: { ...filter, sort: filter.sort ?? 'code' },
    item: (unit) => unit,
  });
}

/** By id, or by the code in force. */
export function unitOf(
  db: EntityManager,
  reference: { unitId: string } | { code: string },
): Promise<UnitRow | null> {
  return db.findOne(unitsEntity, { where: reference, order: { validFrom: 'DESC' } });
}
