import { amendmentsProjection } from './amendments/amendments.projection.ts';
import { amendmentsEntity } from './amendments/amendments.query.ts';
import { assignmentsProjection } from './assignments/assignments.projection.ts';
import { assignmentsEntity } from './assignments/assignments.query.ts';
import { campaignsProjection } from './campaigns/campaigns.projection.ts';
import { campaignsEntity } from './campaigns/campaigns.query.ts';
import { cascadesProjection } from './cascades/cascades.projection.ts';
import { cascadesEntity } from './cascades/cascades.query.ts';
import { conclusionsProjection } from './conclusions/conclusions.projection.ts';
import { conclusionsEntity } from './conclusions/conclusions.query.ts';
import { directivesProjection } from './directives/directives.projection.ts';
import { directivesEntity } from './directives/directives.query.ts';
import { findingsProjection } from './findings/findings.projection.ts';
import { findingsEntity } from './findings/findings.query.ts';
import type { Projection } from './projection.ts';
import { ratingsProjection } from './ratings/ratings.projection.ts';
import { ratingsEntity } from './ratings/ratings.query.ts';
import { remediationProjection } from './remediation/remediation.projection.ts';
import { remediationEntity } from './remediation/remediation.query.ts';
import { unitsProjection } from './units/units.projection.ts';
import { unitsEntity } from './units/units.query.ts';

/** A projection whose rows nobody needs the type of. */
export type AnyProjection = Projection<object>;

export function allProjections(): AnyProjection[] {
  return [
    campaignsProjection,
    assignmentsProjection,
    unitsProjection,
    directivesProjection,
    conclusionsProjection,
    findingsProjection,
    remediationProjection,
    ratingsProjection,
    amendmentsProjection,
    cascadesProjection,
  ] as unknown as AnyProjection[];
}

/** For the data source of whoever asks the queries. */
export const readModelEntities = [
  campaignsEntity,
  assignmentsEntity,
  unitsEntity,
  directivesEntity,
  conclusionsEntity,
  findingsEntity,
  remediationEntity,
  ratingsEntity,
  amendmentsEntity,
  cascadesEntity,
];
