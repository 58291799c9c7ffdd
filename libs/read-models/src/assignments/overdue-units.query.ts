import type { Instant } from '@dondoc/domain/calendar/day.ts';
import { PHASES, type Phase } from '@dondoc/domain/deadline/deadline.ts';
import { In, type EntityManager } from 'typeorm';
import { campaignsEntity } from '../campaigns/campaigns.query.ts';
import { campaignProgress } from './campaign-progress.query.ts';

/** Units late at `now` in every campaign whose clock runs, by phase; a phase nobody is late in counts 0. */
export async function overdueUnits(
  db: EntityManager,
  now: Instant,
): Promise<{ campaignId: string; phase: Phase; count: number }[]> {
  const running = await db.find(campaignsEntity, {
    where: { status: In(['REVIEWING', 'RATING', 'MONITORING']) },
  });
  const rows = [];
  for (const { campaignId } of running) {
    const late = (await campaignProgress(db, campaignId, now))?.overdue ?? {};
    rows.push(...PHASES.map((phase) => ({ campaignId, phase, count: late[phase] ?? 0 })));
  }
  return rows;
}
