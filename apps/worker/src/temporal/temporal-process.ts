import { relaunchSignal, wakeSignal } from '@dondoc/workflows/messages.ts';
import { PROCESS_QUEUE } from '@dondoc/workflows/task-queues.ts';
import type * as Workflows from '@dondoc/workflows/index.ts';
import {
  campaignWorkflowId,
  monitorWorkflowId,
  petitionWorkflowId,
  unitWorkflowId,
} from '@dondoc/workflows/workflow-ids.ts';
import { WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError, type Client } from '@temporalio/client';
import type { ProcessPort } from '../relay/process-port.ts';

/** Starts and signals through a Temporal client. Anything but "runs already" and "is not there" is a fault and thrown. */
export function createTemporalProcess({ workflow }: Client): ProcessPort {
  // Workflow code is not loaded outside its sandbox, so types go by name; the compiler holds the names to the functions.
  const start = async <
    Type extends 'directiveCampaign' | 'unitCycle' | 'remediationMonitor' | 'petitionClock',
  >(
    type: Type,
    workflowId: string,
    input: Parameters<(typeof Workflows)[Type]>[0],
  ): Promise<boolean> => {
    try {
      await workflow.start(type, { workflowId, taskQueue: PROCESS_QUEUE, args: [input] });
      return true;
    } catch (error) {
      if (error instanceof WorkflowExecutionAlreadyStartedError) return false;
      throw error;
    }
  };
  const signal = async (
    workflowId: string,
    message: typeof wakeSignal,
    position: number,
  ): Promise<boolean> => {
    try {
      await workflow.getHandle(workflowId).signal(message, position);
      return true;
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return false;
      throw error;
    }
  };
  return {
    startCampaign: (campaignId) => start('directiveCampaign', campaignWorkflowId(campaignId), { campaignId }),
    startUnit: (campaignId, unitId) =>
      start('unitCycle', unitWorkflowId(campaignId, unitId), { campaignId, unitId }),
    startMonitor: (campaignId, unitId) =>
      start('remediationMonitor', monitorWorkflowId(campaignId, unitId), { campaignId, unitId }),
    startPetition: (campaignId, subjectId) =>
      start('petitionClock', petitionWorkflowId(campaignId, subjectId), { campaignId, subjectId }),
    wakeCampaign: (campaignId, position) => signal(campaignWorkflowId(campaignId), wakeSignal, position),
    wakeUnit: (campaignId, unitId, position) =>
      signal(unitWorkflowId(campaignId, unitId), wakeSignal, position),
    wakeMonitor: (campaignId, unitId, position) =>
      signal(monitorWorkflowId(campaignId, unitId), wakeSignal, position),
    wakePetition: (campaignId, subjectId, position) =>
      signal(petitionWorkflowId(campaignId, subjectId), wakeSignal, position),
    relaunchCampaign: (campaignId, position) =>
      signal(campaignWorkflowId(campaignId), relaunchSignal, position),
  };
}
