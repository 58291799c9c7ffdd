import { setTimeout as delay } from 'node:timers/promises';
import { isGrpcServiceError } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { createPulse } from './pulse.ts';

/** A skip is over in a second or two. A clock that gained less than its own running for this long stands still. */
const STANDS_STILL_MS = 15_000;
const STUCK_LOOKS = 8;
const ANSWER_MS = 2_000;
const TRIES = 5;
const RETRY_MS = 100;
const LOCK_IS_TAKEN_MS = 250;

/** What a workflow's history ends with when it waits for time or for news. */
const AT_REST: ReadonlySet<string> = new Set([
  'TIMER_STARTED',
  'TIMER_CANCELED',
  'MARKER_RECORDED',
  'WORKFLOW_TASK_COMPLETED',
  'WORKFLOW_EXECUTION_COMPLETED',
]);

/**
 * Moves the time-skipping server's clock. The server keeps its clock locked while a child tells its parent that it is over,
 * and forgets to unlock it when that parent has closed before, as every launcher has: after the first finished unit no skip
 * would ever end. So each finished unit's lock is given back here, once, when the unit's workflow is seen to be completed.
 * Now and then the server also keeps a lock although every workflow is at rest; that one is given back when the clock is
 * seen to stand still (ADR 0014).
 */
export function createSkippingClock(env: TestWorkflowEnvironment, pulse: ReturnType<typeof createPulse>) {
  const released = new Set<string>();

  /** False: the server holds no lock. It says so in more words than HTTP/2 lets through, so the call may only run out of time. */
  async function giveBackLock(): Promise<boolean> {
    try {
      await env.connection.withDeadline(Date.now() + ANSWER_MS, async () =>
        env.connection.testService?.unlockTimeSkipping({}),
      );
      return true;
    } catch (error) {
      if (isGrpcServiceError(error)) return false;
      throw error;
    }
  }

  /** The units that are over since the last look and were started by a parent: a lock is kept for those alone. */
  async function newlyOver(): Promise<readonly string[]> {
    const over: string[] = [];
    for (const [workflowId, { done }] of pulse.beats) {
      // A plan's monitor has no parent to tell.
      if (!done || !workflowId.startsWith('unit/') || released.has(workflowId)) continue;
      const handle = env.client.workflow.getHandle(workflowId);
      let seen = await handle.describe();
      for (; seen.status.name === 'RUNNING'; seen = await handle.describe()) await delay(2);
      released.add(workflowId);
      if (seen.parentExecution) over.push(workflowId);
    }
    return over;
  }

  async function releaseLocks(): Promise<void> {
    const over = await newlyOver();
    if (over.length === 0) return;
    // A workflow is seen to be over a moment before the server takes the lock. Given back too early it would be the server's own
    // lock, and the clock would run under tasks that are out.
    await delay(LOCK_IS_TAKEN_MS);
    for (const _ of over)
      for (let tries = 0; tries < TRIES && !(await giveBackLock()); tries += 1) await delay(RETRY_MS);
  }

  /** The first workflow that has not answered what it was told, in words; null: all are at rest. */
  async function notAtRest(): Promise<string | null> {
    if (!pulse.isIdle()) return 'an activity that runs';
    for (const [workflowId, { done }] of pulse.beats) {
      if (done) continue;
      const history = historyToJSON(await env.client.workflow.getHandle(workflowId).fetchHistory());
      const { events } = JSON.parse(history) as { events: { eventType: string }[] };
      const last = events.at(-1)?.eventType.replace('EVENT_TYPE_', '') ?? 'NOTHING';
      if (!AT_REST.has(last)) return `${workflowId}, ${last}`;
    }
    return null;
  }

  return async (ms: number): Promise<void> => {
    await releaseLocks();
    const slept = env.sleep(ms).then(() => true);
    const looked = () => delay(STANDS_STILL_MS, false, { ref: false });
    for (let before = -Infinity, looks = 0; !(await Promise.race([slept, looked()]));) {
      const stands = await env.currentTimeMs();
      if (stands - before < 2 * STANDS_STILL_MS) {
        const open = await notAtRest();
        // A lock given back once too often breaks the server: never while somebody works, and never twice in a row.
        if (open === null && looks % 2 === 0) await giveBackLock();
        looks += 1;
        if (looks > STUCK_LOOKS)
          throw new Error(`The clock of the simulation stands still; at work: ${open}`);
      }
      before = stands;
    }
  };
}
