// What is bundled into Temporal's sandbox: an export here is a workflow type. Not imported by anybody else.
export { directiveCampaign } from './directive-campaign.ts';
export { shardLauncher } from './shard-launcher.ts';
export { unitCycle } from './unit-cycle.ts';
export { yearEndScoring } from './year-end-scoring.ts';
