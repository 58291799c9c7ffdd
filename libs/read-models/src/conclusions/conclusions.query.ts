import type { EntityManager } from 'typeorm';
import { entityOf } from '../entity.ts';
import { keysetPage, type Page, type PageRequest, type SortColumn } from '../keyset.ts';
import { conclusionsProjection, type ConclusionRow } from './conclusions.projection.ts';

export const conclusionsEntity = entityOf(conclusionsProjection);

const SORTS = {
  signedOn: { sql: 'c.signed_on', type: 'date' },
  number: { sql: 'c.number', type: 'text' },
  issuer: { sql: 'c.issuer COLLATE "vi-x-icu"', type: 'text' },
  source: { sql: 'c.source', type: 'text' },
} satisfies Record<string, SortColumn>;
export type ConclusionSort = keyof typeof SORTS;

/** The register of conclusions, the newest first unless told otherwise. */
export function listConclusions(
  db: EntityManager,
  page: PageRequest<ConclusionSort> & { source?: string },
): Promise<Page<ConclusionRow>> {
  const query = db.createQueryBuilder(conclusionsEntity, 'c');
  if (page.source !== undefined) query.andWhere('c.source = :source', page);
  return keysetPage(query, {
    columns: SORTS,
    key: 'c.conclusion_id',
    page: { ...page, sort: page.sort ?? '-signedOn' },
    item: (conclusion) => conclusion,
  });
}
