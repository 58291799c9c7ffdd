import { RATED_LEVELS, type Level } from '@dondoc/domain/rating/level.ts';
import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import { entityOf } from '../entity.ts';
import { keysetPage, type Page, type PageRequest, type SortColumn } from '../keyset.ts';
import { unitsEntity } from '../units/units.query.ts';
import { ratingLine, type RatingLine, type SharedTerms, type Viewer } from './rating-line.ts';
import { ratingsProjection, type RatingRow } from './ratings.projection.ts';

export const ratingsEntity = entityOf(ratingsProjection);

/** From the best on; what no rule decided stands last. */
export const LEVEL_ORDER: readonly Level[] = [...RATED_LEVELS, 'NOT_RATED', 'UNDETERMINED'];
/** In the order of the process. */
export const STATUS_ORDER: readonly RatingRow['status'][] = [
  'NONE',
  'SELF',
  'APPRAISED',
  'PROVISIONAL',
  'CAPPED',
  'DECIDED',
  'PUBLISHED',
  'PETITIONED',
  'CONFIRMED',
  'SUPERSEDED',
];

/** `level`: the one that stands. `minScore`, `maxScore`: decimals, both included. `petition` OPEN: overdue ones too. */
export type RatingFilter = {
  unitId?: string;
  kind?: RatingLine['kind'];
  group?: string;
  status?: string;
  provisional?: string;
  capped?: string;
  official?: string;
  level?: string;
  minScore?: string;
  maxScore?: string;
  decision?: string;
  stale?: boolean;
  voided?: boolean;
  decided?: boolean;
  published?: boolean;
  petition?: 'OPEN' | 'OVERDUE';
};

// Whoever may not see a value may not find or order by it either: every condition and every order is of what the viewer sees.
const OPEN = '(:oversees OR r.unit_id = CAST(:viewerUnit AS uuid))';
const seen = (column: string) => `(CASE WHEN ${OPEN} THEN ${column} END)`;
const CODE = `coalesce(r.code, coalesce(o.code, r.unit_id::text) || '/' || r.post)`;
const KIND = `(CASE WHEN r.post IS NULL THEN 'UNIT' ELSE 'PERSON' END)`;
const GROUP = `coalesce(CAST(:mergedInto AS jsonb) ->> r.peer_group, r.peer_group)`;
const OFFICIAL = `(CASE WHEN ${OPEN} OR r.published_on IS NOT NULL THEN r.official END)`;
const LEVEL = `coalesce(${OFFICIAL}, ${seen('r.capped')}, ${seen('r.provisional')})`;
const SCORE = `CAST(${seen('r.score')} AS numeric)`;
const place = (value: string, of: readonly string[]) =>
  `coalesce(array_position(ARRAY[${of.map((one) => `'${one}'`).join(', ')}], ${value}), ${of.length + 1})`;
const day = (value: string) => ({ sql: `coalesce(${value}, 'infinity'::date)`, type: 'date' });
const flag = (column: string) => ({ sql: `coalesce(${seen(column)}, false)`, type: 'boolean' });
const level = (value: string) => ({ sql: place(value, LEVEL_ORDER), type: 'integer' });

const SORTS = {
  code: { sql: CODE, type: 'text' },
  name: { sql: `coalesce(u.name, ${CODE}) COLLATE "vi-x-icu"`, type: 'text' },
  kind: { sql: KIND, type: 'text' },
  peerGroup: { sql: GROUP, type: 'text' },
  status: { sql: place(seen('r.status'), STATUS_ORDER), type: 'integer' },
  score: { sql: `coalesce(${SCORE}, -1)`, type: 'numeric' },
  provisional: level(seen('r.provisional')),
  stale: flag('r.stale'),
  capped: level(seen('r.capped')),
  official: level(OFFICIAL),
  level: level(LEVEL),
  decision: { sql: `coalesce(${seen('r.decision_no')}, '')`, type: 'text' },
  decidedOn: day(seen('r.decided_on')),
  voided: flag('r.voided'),
  publishedOn: day('r.published_on'),
  answerBy: day(seen('r.answer_by')),
} satisfies Record<string, SortColumn>;
export type RatingSort = keyof typeof SORTS;

export type RatingsRequest = PageRequest<RatingSort> &
  RatingFilter & { campaignId: string; shared: SharedTerms; viewer: Viewer };

/** Everybody one campaign rates, as the viewer may see them. An unknown campaign rates nobody. */
export function listRatings(db: EntityManager, request: RatingsRequest): Promise<Page<RatingLine>> {
  const { campaignId, shared, viewer } = request;
  const query = filtered(
    db
      .createQueryBuilder(ratingsEntity, 'r')
      .leftJoin(
        ratingsEntity.options.name,
        'o',
        'o.campaign_id = r.campaign_id AND o.subject_id = r.unit_id AND r.post IS NOT NULL',
      )
      .leftJoin(unitsEntity.options.name, 'u', 'u.unit_id = r.unit_id')
      .addSelect(CODE, 'shown_code')
      .addSelect('u.name', 'unit_name')
      .where('r.campaign_id = :campaignId')
      .setParameters({
        campaignId,
        mergedInto: JSON.stringify(shared.mergedInto),
        oversees: viewer.oversees,
        viewerUnit: viewer.unitId,
      }),
    request,
  );
  return keysetPage(query, {
    columns: SORTS,
    key: 'r.subject_id',
    page: { ...request, sort: request.sort ?? 'code' },
    item: (row, raw) =>
      ratingLine(row, {
        code: raw['shown_code'] as string,
        unitName: raw['unit_name'] as string | null,
        shared,
        viewer,
      }),
  });
}

const EQUAL = {
  unitId: 'r.unit_id',
  kind: KIND,
  group: GROUP,
  status: seen('r.status'),
  provisional: seen('r.provisional'),
  capped: seen('r.capped'),
  official: OFFICIAL,
  level: LEVEL,
  decision: seen('r.decision_no'),
  stale: seen('r.stale'),
  voided: seen('r.voided'),
  decided: `${OFFICIAL} IS NOT NULL`,
  published: 'r.published_on IS NOT NULL',
} as const;

function filtered(
  query: SelectQueryBuilder<RatingRow>,
  { minScore, maxScore, petition, ...equal }: RatingFilter,
): SelectQueryBuilder<RatingRow> {
  for (const field of Object.keys(EQUAL) as (keyof typeof EQUAL)[]) {
    if (equal[field] !== undefined)
      query.andWhere(`(${EQUAL[field]}) = :${field}`, { [field]: equal[field] });
  }
  if (minScore !== undefined) query.andWhere(`${SCORE} >= CAST(:minScore AS numeric)`, { minScore });
  if (maxScore !== undefined) query.andWhere(`${SCORE} <= CAST(:maxScore AS numeric)`, { maxScore });
  if (petition !== undefined) query.andWhere(`${seen('r.petition_no')} IS NOT NULL`);
  if (petition === 'OVERDUE') query.andWhere(seen('r.answer_overdue'));
  return query;
}
