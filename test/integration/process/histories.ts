import { isGrpcServiceError, type Client } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { tsToMs } from '@temporalio/common/lib/time.js';
import { until } from './until.ts';

/** NOT_FOUND as gRPC numbers it; the words beside it differ from one client to the next. */
const NOT_THERE = new Set([5]);

/** The types of a history's events, in order, e.g. `TIMER_FIRED`. */
export function eventNames(history: Parameters<typeof historyToJSON>[0]): string[] {
  const { events } = JSON.parse(historyToJSON(history)) as { events: { eventType: string }[] };
  return events.map(({ eventType }) => eventType.replace('EVENT_TYPE_', ''));
}

/** Of a workflow's newest run; none when it has not started. */
export async function namesSoFar(client: Client, workflowId: string): Promise<string[]> {
  try {
    return eventNames(await client.workflow.getHandle(workflowId).fetchHistory());
  } catch (error) {
    if (isGrpcServiceError(error) && NOT_THERE.has(error.code)) return [];
    throw error;
  }
}

export type Counts = Record<string, number>;

export function countOf(names: readonly string[]): Counts {
  const counts: Counts = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

/** How many history events of each type; every run of one workflow id together. */
export async function eventsByType(client: Client, workflowId: string): Promise<Counts> {
  const names: string[] = [];
  for (const { runId } of await runsOf(client, workflowId)) {
    names.push(...eventNames(await client.workflow.getHandle(workflowId, runId).fetchHistory()));
  }
  return countOf(names);
}

export const total = (counts: Counts): number => Object.values(counts).reduce((sum, count) => sum + count, 0);

/** Every run of one workflow id, oldest first. */
export async function runsOf(client: Client, workflowId: string) {
  const runs = [];
  for await (const run of client.workflow.list({ query: `WorkflowId = '${workflowId}'` })) runs.push(run);
  return runs.toSorted((a, b) => a.startTime.getTime() - b.startTime.getTime());
}

/** Visibility follows with a delay: waits until so many workflows whose id starts like this are open. */
export function openWorkflows(
  client: Client,
  idPrefix: string,
  expected: number | ((count: number) => boolean),
  withinMs = 45_000,
) {
  const ask = async () => {
    const ids: string[] = [];
    const query = `ExecutionStatus = 'Running' AND WorkflowId STARTS_WITH '${idPrefix}'`;
    for await (const { workflowId } of client.workflow.list({ query })) ids.push(workflowId);
    return ids;
  };
  const isThere = typeof expected === 'number' ? (count: number) => count === expected : expected;
  return until(ask, (ids) => isThere(ids.length), {
    withinMs,
    what: `${String(expected)} open ${idPrefix}*`,
  });
}

/**
 * When the workflow's one timer fires (milliseconds since the epoch, the server's clock; null: it has none), and whether it
 * has looked at the log yet.
 */
export async function pendingTimer(client: Client, workflowId: string) {
  const { events } = await client.workflow.getHandle(workflowId).fetchHistory();
  let firesAt: number | null = null;
  let settled = false;
  for (const event of events ?? []) {
    if (event.markerRecordedEventAttributes) settled = true;
    if (event.timerStartedEventAttributes) {
      const after = event.timerStartedEventAttributes.startToFireTimeout;
      firesAt = tsToMs(event.eventTime) + tsToMs(after);
    }
    if (event.timerFiredEventAttributes ?? event.timerCanceledEventAttributes) firesAt = null;
  }
  return { firesAt, settled };
}
