import type { Clock } from '@dondoc/activities/clock.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import type { FollowerDefinition } from '@dondoc/event-store/follower.ts';
import { createAssigner } from './assigner.ts';
import { createBulkRunner } from './bulk-runner.ts';
import { createFindingCourse } from './finding-course.ts';
import { createRatingInputs } from './rating-inputs.ts';
import { createRecounter } from './recounter.ts';
import { createSuccession } from './succession.ts';

/** What follows the log and writes to it. */
export const campaignFollowers = (ports: { store: EventStore; now: Clock }): FollowerDefinition[] => [
  createAssigner(ports),
  createFindingCourse(ports),
  createRatingInputs(ports),
  createRecounter(ports),
  createSuccession(ports),
  createBulkRunner(ports),
];
