import { setTimeout as delay } from 'node:timers/promises';
import { isGrpcServiceError, type Client } from '@temporalio/client';

const RETRY_MS = 500;
/** Of gRPC: the server knows no such version yet, or not all its task queues. */
const NOT_YET = new Set([5, 9]);

/**
 * Makes a version of the worker the current one: new workflows start on it, and running ones go over to it at their next
 * task. Waits until a worker of that version has polled, for `withinMs` at most, then throws what the server last said.
 * Making an older version current again is the way back.
 */
export async function makeCurrent(
  { connection, options }: Client,
  version: Readonly<{ name: string; buildId: string }>,
  withinMs: number,
): Promise<void> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    try {
      await connection.workflowService.setWorkerDeploymentCurrentVersion({
        namespace: options.namespace,
        deploymentName: version.name,
        buildId: version.buildId,
        identity: 'dondoc',
      });
      return;
    } catch (error) {
      const isEarly = isGrpcServiceError(error) && NOT_YET.has(error.code);
      if (!isEarly || Date.now() > deadline) throw error;
      await delay(RETRY_MS);
    }
  }
}
