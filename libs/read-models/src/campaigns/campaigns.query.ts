import type { EntityManager } from 'typeorm';
import { directivesEntity } from '../directives/directives.query.ts';
import { entityOf } from '../entity.ts';
import { keysetPage, type Page, type PageRequest, type SortColumn } from '../keyset.ts';
import { campaignsProjection, type CampaignRow } from './campaigns.projection.ts';

export const campaignsEntity = entityOf(campaignsProjection);

/** A campaign with the name of its directive; null while the directive is not in the register. */
export type CampaignListed = CampaignRow & { directive: { number: string; abstract: string | null } | null };

const SORTS = {
  draftedAt: { sql: 'c.drafted_at', type: 'timestamptz' },
  title: { sql: 'c.title COLLATE "vi-x-icu"', type: 'text' },
  status: { sql: 'c.status', type: 'text' },
  reviewYear: { sql: 'c.review_year', type: 'integer' },
  unitCount: { sql: 'c.unit_count', type: 'integer' },
  cutOffOn: { sql: 'c.cut_off_on', type: 'date' },
} satisfies Record<string, SortColumn>;
export type CampaignSort = keyof typeof SORTS;

/** Every campaign, the newest draft first unless told otherwise; `ids` keeps to those a unit takes part in. */
export function listCampaigns(
  db: EntityManager,
  page: PageRequest<CampaignSort> & { ids?: readonly string[] },
): Promise<Page<CampaignListed>> {
  const query = withDirective(db);
  if (page.ids !== undefined) query.andWhere('c.campaign_id = ANY (:ids)', { ids: page.ids });
  return keysetPage(query, {
    columns: SORTS,
    key: 'c.campaign_id',
    page: { ...page, sort: page.sort ?? '-draftedAt' },
    item: listed,
  });
}

export async function campaignById(db: EntityManager, campaignId: string): Promise<CampaignListed | null> {
  const query = withDirective(db).where('c.campaign_id = :campaignId', { campaignId });
  const { entities, raw } = await query.getRawAndEntities<Record<string, unknown>>();
  const [campaign] = entities;
  return campaign === undefined ? null : listed(campaign, raw[0] ?? {});
}

function withDirective(db: EntityManager) {
  return db
    .createQueryBuilder(campaignsEntity, 'c')
    .leftJoin(directivesEntity.options.name, 'd', 'd.directive_id = c.directive_id')
    .addSelect('d.number', 'directive_number')
    .addSelect('d.abstract', 'directive_abstract');
}

function listed(campaign: CampaignRow, raw: Readonly<Record<string, unknown>>): CampaignListed {
  const number = raw['directive_number'];
  const abstract = raw['directive_abstract'];
  const directive =
    typeof number === 'string' ? { number, abstract: typeof abstract === 'string' ? abstract : null } : null;
  return { ...campaign, directive };
}
