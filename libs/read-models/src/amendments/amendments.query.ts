import type { EntityManager } from 'typeorm';
import { assignmentsEntity } from '../assignments/assignments.query.ts';
import { entityOf } from '../entity.ts';
import { amendmentsProjection } from './amendments.projection.ts';

export const amendmentsEntity = entityOf(amendmentsProjection);

/** Units that take part in the campaign and have not acknowledged amendment `number`: how many, and the first `limit` codes. */
export async function unitsWithoutAmendment(
  db: EntityManager,
  { campaignId, number, limit }: { campaignId: string; number: number; limit: number },
): Promise<{ waiting: number; waitingFor: string[] }> {
  const waiting = () =>
    db
      .createQueryBuilder(assignmentsEntity, 'a')
      .leftJoin(amendmentsEntity.options.name, 'm', 'm.assignment_id = a.assignment_id')
      .where('a.campaign_id = :campaignId', { campaignId })
      .andWhere(`a.status NOT IN ('EXEMPTED', 'TRANSFERRED')`)
      .andWhere('coalesce(m.amended, 0) < :number', { number });
  const count = await waiting().getCount();
  const rows = await waiting()
    .select('a.code', 'code')
    .orderBy('a.code')
    .limit(limit)
    .getRawMany<{ code: string }>();
  return { waiting: count, waitingFor: rows.map(({ code }) => code) };
}
