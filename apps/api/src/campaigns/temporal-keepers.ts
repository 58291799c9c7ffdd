import { unitWorkflowId } from '@dondoc/workflows/workflow-ids.ts';
import {
  Client,
  Connection,
  isGrpcServiceError,
  ServiceError,
  WorkflowNotFoundError,
} from '@temporalio/client';
import type { Keepers } from './stuck-campaign.ts';

const ANSWER_MS = 3_000;

/** Temporal, connected to when somebody asks for the first time; a Temporal that does not answer in 3 s is away. */
export function temporalKeepers(config: { temporalAddress: string; temporalNamespace: string }): {
  keepers: Keepers;
  close(): Promise<void>;
} {
  const connection = Connection.lazy({ address: config.temporalAddress });
  const client = new Client({ connection, namespace: config.temporalNamespace });
  const unlessAway = async <Answer>(ask: () => Promise<Answer>): Promise<Answer | null> => {
    try {
      return await connection.withDeadline(Date.now() + ANSWER_MS, ask);
    } catch (error) {
      if (error instanceof ServiceError || isGrpcServiceError(error)) return null;
      throw error;
    }
  };
  return {
    keepers: {
      runningUnits: (campaignId) =>
        unlessAway(async () => {
          const prefix = unitWorkflowId(campaignId, '');
          const query = `ExecutionStatus = 'Running' AND WorkflowId STARTS_WITH '${prefix}'`;
          const ids = new Set<string>();
          for await (const { workflowId } of client.workflow.list({ query, pageSize: 1_000 })) {
            ids.add(workflowId.slice(prefix.length));
          }
          return ids;
        }),
      isRunning: (workflowId) =>
        unlessAway(async () => {
          try {
            return (await client.workflow.getHandle(workflowId).describe()).status.name === 'RUNNING';
          } catch (error) {
            if (error instanceof WorkflowNotFoundError) return false;
            throw error;
          }
        }),
    },
    close: () => connection.close(),
  };
}
