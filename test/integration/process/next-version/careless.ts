// The same change without its guard: what today's code recorded cannot be replayed by it.
import { unitCycle as today, type UnitCycleInput } from '@dondoc/workflows/unit-cycle.ts';
import { sleep } from '@temporalio/workflow';

export { directiveCampaign } from '@dondoc/workflows/directive-campaign.ts';
export { shardLauncher } from '@dondoc/workflows/shard-launcher.ts';
export { yearEndScoring } from '@dondoc/workflows/year-end-scoring.ts';

export async function unitCycle(input: UnitCycleInput): Promise<void> {
  await sleep(100);
  await today(input);
}
