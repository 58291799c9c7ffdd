import { assignmentsProjection } from './assignments/assignments.projection.ts';
import { assignmentsEntity } from './assignments/assignments.query.ts';
import { campaignsProjection } from './campaigns/campaigns.projection.ts';
import { campaignsEntity } from './campaigns/campaigns.query.ts';
import { directivesProjection } from './directives/directives.projection.ts';
import { directivesEntity } from './directives/directives.query.ts';
import type { Projection } from './projection.ts';
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
  ] as unknown as AnyProjection[];
}

/** For the data source of whoever asks the queries. */
export const readModelEntities = [campaignsEntity, assignmentsEntity, unitsEntity, directivesEntity];
