import type { Instant } from '@dondoc/domain/calendar/day.ts';
import type { EntityManager } from 'typeorm';
import { campaignProgress, type CampaignProgress } from '../assignments/campaign-progress.query.ts';
import { unitsEntity } from '../units/units.query.ts';
import { campaignsEntity } from './campaigns.query.ts';
import type { CampaignRow } from './campaigns.projection.ts';

/** A campaign that a unit launched on to the units below it, and where those stand. */
export type Cascade = Pick<CampaignRow, 'campaignId' | 'status' | 'unitCount'> &
  Pick<CampaignProgress, 'byStatus' | 'overdue'> & { unitId: string; code: string; unitName: string };

/** Every cascade of one campaign with its progress at `now`, by the code of the unit that launched it. */
export async function cascadesOf(db: EntityManager, campaignId: string, now: Instant): Promise<Cascade[]> {
  const { entities, raw } = await db
    .createQueryBuilder(campaignsEntity, 'c')
    .innerJoin(unitsEntity.options.name, 'u', 'u.unit_id = c.parent_unit_id')
    .addSelect('u.code', 'unit_code')
    .addSelect('u.name', 'unit_name')
    .where('c.parent_campaign_id = :campaignId', { campaignId })
    .orderBy('u.code')
    .getRawAndEntities<{ unit_code: string; unit_name: string }>();
  const found: Cascade[] = [];
  for (const [index, { campaignId: id, status, unitCount, parentUnitId }] of entities.entries()) {
    const progress = await campaignProgress(db, id, now);
    const { unit_code: code = '', unit_name: unitName = '' } = raw[index] ?? {};
    found.push({
      campaignId: id,
      status,
      unitCount,
      unitId: parentUnitId ?? '',
      code,
      unitName,
      byStatus: progress?.byStatus ?? {},
      overdue: progress?.overdue ?? {},
    });
  }
  return found;
}

/** The campaigns that a unit launched on to the units below it. */
export async function cascadesBy(db: EntityManager, unitId: string): Promise<string[]> {
  const rows = await db.findBy(campaignsEntity, { parentUnitId: unitId });
  return rows.map(({ campaignId }) => campaignId);
}
