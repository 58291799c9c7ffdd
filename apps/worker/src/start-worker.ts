import { createAssigner } from './assigner.ts';
import { createFindingCourse } from './finding-course.ts';
import { createRecounter } from './recounter.ts';
import { keepTemporalPart } from './temporal/temporal-part.ts';
import type { RunningWorker, WorkerOptions } from './worker-options.ts';

/** The whole process of campaigns in one place: assigner, course of findings, recounter, relay, workflows and their activities. */
export async function startWorker(options: WorkerOptions): Promise<RunningWorker> {
  const { store, now, follow } = options;
  const assigner = await follow(createAssigner({ store, now }));
  const findings = await follow(createFindingCourse({ store, now }));
  const recounter = await follow(createRecounter({ store, now }));
  const temporal = keepTemporalPart(options);
  return {
    ready: temporal.ready,
    temporal: temporal.sight,
    async stop() {
      await Promise.all([temporal.stop(), assigner.stop(), findings.stop(), recounter.stop()]);
    },
  };
}
