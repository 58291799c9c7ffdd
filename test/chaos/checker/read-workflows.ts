// What is open in Temporal, and when each unit's timer fires, from the servers' own answers.
import type { Client } from '@temporalio/client';
import { tsToMs } from '@temporalio/common/lib/time.js';

import type { OpenWorkflow } from './snapshot.ts';

const AT_ONCE = 8;

export async function namespaceId({ connection, options }: Client): Promise<string> {
  const { namespaceInfo } = await connection.workflowService.describeNamespace({
    namespace: options.namespace,
  });
  return namespaceInfo?.id ?? '';
}

export async function readWorkflows(client: Client): Promise<OpenWorkflow[]> {
  const open: OpenWorkflow[] = [];
  for await (const { workflowId } of client.workflow.list({ query: `ExecutionStatus = 'Running'` }))
    open.push({ workflowId });
  const units = open.filter(({ workflowId }) => workflowId.startsWith('unit/'));
  const others = open.filter(({ workflowId }) => !workflowId.startsWith('unit/'));
  const read: OpenWorkflow[] = [];
  for (let from = 0; from < units.length; from += AT_ONCE)
    read.push(
      ...(await Promise.all(
        units.slice(from, from + AT_ONCE).map(async ({ workflowId }) => ({
          workflowId,
          timer: await pendingTimer(client, workflowId),
        })),
      )),
    );
  return [...others, ...read];
}

async function pendingTimer(
  client: Client,
  workflowId: string,
): Promise<NonNullable<OpenWorkflow['timer']> | null> {
  const { events } = await client.workflow.getHandle(workflowId).fetchHistory();
  let timer: { armedAt: number; firesAt: number } | null = null;
  for (const event of events ?? []) {
    if (event.timerStartedEventAttributes) {
      const armedAt = tsToMs(event.eventTime);
      timer = { armedAt, firesAt: armedAt + tsToMs(event.timerStartedEventAttributes.startToFireTimeout) };
    }
    if (event.timerFiredEventAttributes ?? event.timerCanceledEventAttributes) timer = null;
  }
  return timer;
}
