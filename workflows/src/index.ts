// What is bundled into Temporal's sandbox: an export here is a workflow type, and only types are imported from here.
// No versioning behaviour is set: a server refuses one from workers without a deployment version. Without it every running
// workflow goes on with the newest code, which is AUTO_UPGRADE by another name; patched() keeps old histories replayable.
export { directiveCampaign } from './directive-campaign.ts';
export { remediationMonitor } from './remediation-monitor.ts';
export { shardLauncher } from './shard-launcher.ts';
export { unitCycle } from './unit-cycle.ts';
export { yearEndScoring } from './year-end-scoring.ts';
