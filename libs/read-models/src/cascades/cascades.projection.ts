import type { Projection } from '../projection.ts';

/** Which campaign a unit launched on, and as which of its own. */
export type CascadeLink = {
  campaignId: string;
  parentCampaignId: string;
  parentUnitId: string;
  lastPosition: number;
};

export const cascadesProjection: Projection<CascadeLink> = {
  name: 'cascades',
  version: 1,
  key: 'campaignId',
  columns: {
    campaignId: { kind: 'id' },
    parentCampaignId: { kind: 'id' },
    parentUnitId: { kind: 'id' },
    lastPosition: { kind: 'position' },
  },
  indexes: [['parentCampaignId'], ['parentUnitId']],

  keysOf: (event) =>
    event.type === 'CampaignDrafted' && event.data.parent !== undefined ? [event.data.campaignId] : [],

  evolve(row, event) {
    if (event.type !== 'CampaignDrafted' || event.data.parent === undefined) return row;
    const { campaignId, parent } = event.data;
    const { campaignId: parentCampaignId, unitId: parentUnitId } = parent;
    return { campaignId, parentCampaignId, parentUnitId, lastPosition: event.position };
  },
};
