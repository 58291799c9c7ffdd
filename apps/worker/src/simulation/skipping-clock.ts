import { setTimeout as delay } from 'node:timers/promises';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { createPulse } from './pulse.ts';

/** A skip is over in a second or two. A clock that gained less than its own running for this long stands still. */
const STANDS_STILL_MS = 8_000;

/**
 * Moves the time-skipping server's clock. The server keeps its clock locked while a child tells its parent that it is over,
 * and forgets to unlock it when that parent has closed before, as every launcher has: after the first finished unit no skip
 * would ever end. So each finished unit's lock is given back here, once, when the unit's workflow is seen to be completed.
 * Now and then the server also keeps a lock although every workflow is at rest; that one is given back when the clock is
 * seen to stand still (ADR 0014).
 */
export function createSkippingClock(env: TestWorkflowEnvironment, pulse: ReturnType<typeof createPulse>) {
  const released = new Set<string>();
  const giveBackLock = () => env.connection.testService?.unlockTimeSkipping({});

  async function releaseLocks(): Promise<void> {
    for (const [workflowId, { done }] of pulse.beats) {
      // A plan's monitor has no parent to tell.
      if (!done || !workflowId.startsWith('unit/') || released.has(workflowId)) continue;
      const handle = env.client.workflow.getHandle(workflowId);
      while ((await handle.describe()).status.name === 'RUNNING') await delay(2);
      released.add(workflowId);
      await giveBackLock();
    }
  }

  return async (ms: number): Promise<void> => {
    await releaseLocks();
    const slept = env.sleep(ms).then(() => true);
    for (
      let before = -Infinity;
      !(await Promise.race([slept, delay(STANDS_STILL_MS, false, { ref: false })]));
    ) {
      const stands = await env.currentTimeMs();
      if (stands - before < 2 * STANDS_STILL_MS && pulse.isIdle()) await giveBackLock();
      before = stands;
    }
  };
}
