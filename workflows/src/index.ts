// What is bundled into Temporal's sandbox: an export here is a workflow type, and only types are imported from here.
// No type sets a versioning behaviour: the worker does, when it has a version (infra/adr/0017). Either way a running workflow
// goes on with the newest code; patched() keeps old histories replayable.
export { directiveCampaign } from './directive-campaign.ts';
export { petitionClock } from './petition-clock.ts';
export { remediationMonitor } from './remediation-monitor.ts';
export { shardLauncher } from './shard-launcher.ts';
export { unitCycle } from './unit-cycle.ts';
export { yearEndScoring } from './year-end-scoring.ts';
