import type { Follower } from '@dondoc/event-store/follower.ts';
import { campaignFollowers } from './campaign-followers.ts';
import { keepTemporalPart } from './temporal/temporal-part.ts';
import type { RunningWorker, WorkerOptions } from './worker-options.ts';

/**
 * The whole process of campaigns in one place: what follows the log and writes to it (assigner, course of findings, inputs of ratings, recounter,
 * successions, batches), the relay, workflows and their activities.
 */
export async function startWorker(options: WorkerOptions): Promise<RunningWorker> {
  const followers: Follower[] = [];
  for (const definition of campaignFollowers(options)) followers.push(await options.follow(definition));
  const temporal = keepTemporalPart(options);
  return {
    ready: temporal.ready,
    temporal: temporal.sight,
    async stop() {
      await Promise.all([temporal.stop(), ...followers.map((follower) => follower.stop())]);
    },
  };
}
