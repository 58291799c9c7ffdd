import { createAssigner } from './assigner.ts';
import { createBulkRunner } from './bulk-runner.ts';
import { createFindingCourse } from './finding-course.ts';
import { createRatingInputs } from './rating-inputs.ts';
import { createRecounter } from './recounter.ts';
import { createSuccession } from './succession.ts';
import { keepTemporalPart } from './temporal/temporal-part.ts';
import type { RunningWorker, WorkerOptions } from './worker-options.ts';

/**
 * The whole process of campaigns in one place: what follows the log and writes to it (assigner, course of findings, inputs of ratings, recounter,
 * successions, batches), the relay, workflows and their activities.
 */
export async function startWorker(options: WorkerOptions): Promise<RunningWorker> {
  const { store, now, follow } = options;
  const ports = { store, now };
  const followers = [
    await follow(createAssigner(ports)),
    await follow(createFindingCourse(ports)),
    await follow(createRatingInputs(ports)),
    await follow(createRecounter(ports)),
    await follow(createSuccession(ports)),
    await follow(createBulkRunner(ports)),
  ];
  const temporal = keepTemporalPart(options);
  return {
    ready: temporal.ready,
    temporal: temporal.sight,
    async stop() {
      await Promise.all([temporal.stop(), ...followers.map((follower) => follower.stop())]);
    },
  };
}
