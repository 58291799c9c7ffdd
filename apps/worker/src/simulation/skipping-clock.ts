import { setTimeout as delay } from 'node:timers/promises';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { Beat } from './pulse.ts';

/**
 * Moves the time-skipping server's clock. The server keeps its clock locked while a child tells its parent that it is over,
 * and forgets to unlock it when that parent has closed before, as every launcher has: after the first finished unit no skip
 * would ever end. So each finished unit's lock is given back here, once, when the unit's workflow is seen to be completed.
 */
export function createSkippingClock(env: TestWorkflowEnvironment, beats: ReadonlyMap<string, Beat>) {
  const released = new Set<string>();

  async function releaseLocks(): Promise<void> {
    for (const [workflowId, { done }] of beats) {
      // A plan's monitor has no parent to tell.
      if (!done || !workflowId.startsWith('unit/') || released.has(workflowId)) continue;
      const handle = env.client.workflow.getHandle(workflowId);
      while ((await handle.describe()).status.name === 'RUNNING') await delay(2);
      released.add(workflowId);
      await env.connection.testService?.unlockTimeSkipping({});
    }
  }

  return async (ms: number): Promise<void> => {
    await releaseLocks();
    await env.sleep(ms);
  };
}
