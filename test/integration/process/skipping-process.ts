import { setTimeout as delay } from 'node:timers/promises';
import type { AssignmentEvent } from '@dondoc/domain/assignment/assignment.events.ts';
import type { Instant } from '@dondoc/domain/calendar/day.ts';
import { instantAt } from '@dondoc/domain/calendar/zoned-time.ts';
import type { RecordedEvent } from '@dondoc/event-store/event-store.ts';
import { createInMemoryEventStore } from '@dondoc/event-store/in-memory-event-store.ts';
import { assignmentIdOf } from '@dondoc/event-store/stream-ids.ts';
import { campaignWorkflowId, shardWorkflowId, unitWorkflowId } from '@dondoc/workflows/workflow-ids.ts';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { ISSUED_AT, ZONE } from '@dondoc/testing/campaign-fixture.ts';
import { namesSoFar } from './histories.ts';
import { startedProcess } from './started-process.ts';
import { until } from './until.ts';

/** What a workflow's history ends with when it waits for time or for news. */
const AT_REST = new Set([
  'TIMER_STARTED',
  'TIMER_CANCELED',
  'MARKER_RECORDED',
  'WORKFLOW_TASK_COMPLETED',
  'WORKFLOW_EXECUTION_COMPLETED',
]);

/** A sleep is over in a second or two. When the clock still shows the same day after twice this long, it stands still. */
const STUCK_MS = 8_000;
const CLOCK_DAY = 'YYYY-MM-DD'.length;

/** The product's process on a server whose clock skips, with a log in memory; it is Monday 2027-03-01, 09:00 in Hà Nội. */
export async function skippingProcess(binary: string) {
  const env = await TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: 'existing-path', path: binary } },
  });
  const offset = Date.parse(ISSUED_AT) - (await env.currentTimeMs());
  const now = async (): Promise<Instant> => new Date((await env.currentTimeMs()) + offset).toISOString();
  const store = createInMemoryEventStore();
  const worker = await startedProcess({ store, now, connection: env.nativeConnection });

  const historyOf = (workflowId: string) => namesSoFar(env.client, workflowId);
  const giveBackLock = () => env.connection.testService?.unlockTimeSkipping({});
  /** Every workflow that has not answered what it was told, with the last of its history. */
  const notAtRest = async () => {
    const events = await store.readAll({ after: 0 });
    const campaigns = events.flatMap(({ type, streamId }) => (type === 'CampaignIssued' ? [streamId] : []));
    const ids = campaigns.flatMap((campaignId) => [
      campaignWorkflowId(campaignId),
      shardWorkflowId(campaignId, 0),
      ...events.flatMap(({ type, data }) =>
        type === 'UnitAssigned' ? [unitWorkflowId(campaignId, (data as { unitId: string }).unitId)] : [],
      ),
    ]);
    const lasts = await Promise.all(ids.map(async (id) => ({ id, last: (await historyOf(id)).at(-1) })));
    return lasts.flatMap(({ id, last }) => (AT_REST.has(last ?? '') ? [] : [`${id} ${last}`])).join(', ');
  };
  /** Until a workflow is over; its history. */
  const ended = (workflowId: string) =>
    until(
      () => historyOf(workflowId),
      (names) => names.at(-1) === 'WORKFLOW_EXECUTION_COMPLETED',
      { what: `end of ${workflowId}` },
    );
  return {
    store,
    now,
    client: env.client,
    faults: worker.faults,
    historyOf,
    /**
     * Lets time run to so much o'clock of a day in the campaign's zone; timers fire on the way. Seen once in some hundred runs:
     * the server keeps its clock locked although every workflow is at rest; then that lock is given back, as in ADR 0014.
     */
    async goTo(day: string, time = '12:00') {
      const ms = Date.parse(instantAt(day, time, ZONE)) - Date.parse(await now());
      if (ms <= 0) return;
      const slept = env.sleep(ms).then(() => true);
      for (let before = ''; !(await Promise.race([slept, delay(STUCK_MS, false, { ref: false })]));) {
        const open = await notAtRest();
        const stands = (await now()).slice(0, CLOCK_DAY);
        if (stands !== before) before = stands;
        else if (open === '') await giveBackLock();
        else throw new Error(`The clock stands still at ${stands}; not at rest: ${open}`);
      }
    },
    /** Until a workflow has answered all it was told. */
    idle: (workflowId: string) =>
      until(
        async () => (await historyOf(workflowId)).at(-1) ?? 'NOT_STARTED',
        (last) => AT_REST.has(last),
        { what: `rest of ${workflowId}` },
      ),
    /** Until the relay has signalled a workflow so many times in all, and it has answered. */
    told: (workflowId: string, times: number) =>
      until(
        () => historyOf(workflowId),
        (names) =>
          names.filter((name) => name === 'WORKFLOW_EXECUTION_SIGNALED').length >= times &&
          AT_REST.has(names.at(-1) ?? 'NOT_STARTED'),
        { what: `signal ${times} to ${workflowId}` },
      ),
    ended,
    /**
     * After a unit's workflow is over. The server locks its clock while a child reports its end and never unlocks it when the
     * parent has closed before, as every launcher has; so the lock is given back here.
     */
    async unitEnded(workflowId: string) {
      const history = await ended(workflowId);
      await giveBackLock();
      return history;
    },
    async eventsOf(campaignId: string, unitId: string): Promise<RecordedEvent<AssignmentEvent>[]> {
      return (await store.readStream<AssignmentEvent>(assignmentIdOf(campaignId, unitId))).events;
    },
    async stop() {
      await worker.stop();
      await env.teardown();
    },
  };
}

export type SkippingProcess = Awaited<ReturnType<typeof skippingProcess>>;
