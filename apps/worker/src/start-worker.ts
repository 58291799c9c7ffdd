import { createAssigner } from './assigner.ts';
import { createBulkRunner } from './bulk-runner.ts';
import { createFindingCourse } from './finding-course.ts';
import { createSuccession } from './succession.ts';
import { keepTemporalPart } from './temporal/temporal-part.ts';
import type { RunningWorker, WorkerOptions } from './worker-options.ts';

/** The whole process of campaigns in one place: assigner, course of findings, successions, batches, relay, workflows and their activities. */
export async function startWorker(options: WorkerOptions): Promise<RunningWorker> {
  const { store, now, follow } = options;
  const assigner = await follow(createAssigner({ store, now }));
  const findings = await follow(createFindingCourse({ store, now }));
  const succession = await follow(createSuccession({ store, now }));
  const bulk = await follow(createBulkRunner({ store, now }));
  const temporal = keepTemporalPart(options);
  return {
    ready: temporal.ready,
    temporal: temporal.sight,
    async stop() {
      await Promise.all([temporal.stop(), assigner.stop(), findings.stop(), succession.stop(), bulk.stop()]);
    },
  };
}
