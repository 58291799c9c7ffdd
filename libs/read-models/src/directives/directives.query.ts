import type { EntityManager } from 'typeorm';
import { entityOf } from '../entity.ts';
import { keysetPage, type Page, type PageRequest, type SortColumn } from '../keyset.ts';
import { directivesProjection, type DirectiveRow } from './directives.projection.ts';

export const directivesEntity = entityOf(directivesProjection);

const SORTS = {
  issuedOn: { sql: 'd.issued_on', type: 'date' },
  number: { sql: 'd.number', type: 'text' },
  issuer: { sql: `coalesce(d.issuer, '') COLLATE "vi-x-icu"`, type: 'text' },
} satisfies Record<string, SortColumn>;
export type DirectiveSort = keyof typeof SORTS;

/** The register of directives, the newest first unless told otherwise. */
export function listDirectives(
  db: EntityManager,
  page: PageRequest<DirectiveSort>,
): Promise<Page<DirectiveRow>> {
  return keysetPage(db.createQueryBuilder(directivesEntity, 'd'), {
    columns: SORTS,
    key: 'd.directive_id',
    page: { ...page, sort: page.sort ?? '-issuedOn' },
    item: (directive) => directive,
  });
}

export function directiveById(db: EntityManager, directiveId: string): Promise<DirectiveRow | null> {
  return db.findOneBy(directivesEntity, { directiveId });
}
