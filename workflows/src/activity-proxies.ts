import type { EffectActivities } from '@dondoc/activities/effect-activities.ts';
import type { ProcessActivities } from '@dondoc/activities/process-activities.ts';
import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import { EFFECTS_QUEUE } from './task-queues.ts';

// A refusal stays a refusal however often it is asked; a fault is retried for as long as the database needs.
const retry = {
  initialInterval: '200ms',
  maximumInterval: '1 minute',
  nonRetryableErrorTypes: ['DomainError'],
};

/** Short looks at the log, in the workflow's own task: one history event each. */
export const look = proxyLocalActivities<ProcessActivities>({
  startToCloseTimeout: '15s',
  // Shorter retries stay inside the workflow task; longer ones become timers, so an outage does not hold a task open.
  localRetryThreshold: '5s',
  retry,
});

/** Set-wise work over many units; each call shows by heartbeat that it goes on, and may be repeated from its start. */
export const effects = proxyActivities<EffectActivities>({
  taskQueue: EFFECTS_QUEUE,
  startToCloseTimeout: '10 minutes',
  heartbeatTimeout: '1 minute',
  retry,
});
