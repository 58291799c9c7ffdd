import type { Instant } from '@dondoc/domain/calendar/day.ts';
import type { EntityManager } from 'typeorm';
import { campaignProgress, type CampaignProgress } from '../assignments/campaign-progress.query.ts';
import type { CampaignRow } from '../campaigns/campaigns.projection.ts';
import { campaignsEntity } from '../campaigns/campaigns.query.ts';
import { entityOf } from '../entity.ts';
import { unitsEntity } from '../units/units.query.ts';
import { cascadesProjection } from './cascades.projection.ts';

export const cascadesEntity = entityOf(cascadesProjection);

/** A campaign that a unit launched on to the units below it, and where those stand. */
export type Cascade = Pick<CampaignRow, 'campaignId' | 'status' | 'unitCount'> &
  Pick<CampaignProgress, 'byStatus' | 'overdue'> & { unitId: string; code: string; unitName: string };
type Line = Omit<Cascade, 'byStatus' | 'overdue'>;

/** Every cascade of one campaign with its progress at `now`, by the code of the unit that launched it. */
export async function cascadesOf(db: EntityManager, campaignId: string, now: Instant): Promise<Cascade[]> {
  const lines = await db
    .createQueryBuilder(cascadesEntity, 'l')
    .innerJoin(campaignsEntity.options.name, 'c', 'c.campaign_id = l.campaign_id')
    .innerJoin(unitsEntity.options.name, 'u', 'u.unit_id = l.parent_unit_id')
    .select('l.campaign_id', 'campaignId')
    .addSelect('c.status', 'status')
    .addSelect('c.unit_count', 'unitCount')
    .addSelect('l.parent_unit_id', 'unitId')
    .addSelect('u.code', 'code')
    .addSelect('u.name', 'unitName')
    .where('l.parent_campaign_id = :campaignId', { campaignId })
    .orderBy('u.code')
    .getRawMany<Line>();
  const found: Cascade[] = [];
  for (const line of lines) {
    const progress = await campaignProgress(db, line.campaignId, now);
    found.push({ ...line, byStatus: progress?.byStatus ?? {}, overdue: progress?.overdue ?? {} });
  }
  return found;
}

/** The campaigns that a unit launched on to the units below it. */
export async function cascadesBy(db: EntityManager, unitId: string): Promise<string[]> {
  const rows = await db.findBy(cascadesEntity, { parentUnitId: unitId });
  return rows.map(({ campaignId }) => campaignId);
}
