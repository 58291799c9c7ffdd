// Tomorrow's workflows: a unit waits a moment before its first look. Guarded, so what today's code recorded still replays.
import { unitCycle as today, type UnitCycleInput } from '@dondoc/workflows/unit-cycle.ts';
import { patched, sleep } from '@temporalio/workflow';

export { directiveCampaign } from '@dondoc/workflows/directive-campaign.ts';
export { shardLauncher } from '@dondoc/workflows/shard-launcher.ts';
export { yearEndScoring } from '@dondoc/workflows/year-end-scoring.ts';

export async function unitCycle(input: UnitCycleInput): Promise<void> {
  if (patched('a-moment-before-the-first-look')) await sleep(100);
  await today(input);
}
