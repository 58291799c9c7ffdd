import type * as Workflows from '@dondoc/workflows/index.ts';
import type { Client } from '@temporalio/client';
import type { TemporalSight } from '../worker-options.ts';
import { namespaceIdOf } from './namespace-id.ts';
import type { TemporalWorkers } from './temporal-workers.ts';

export type TemporalRunning = { client: Client; workers: Pick<TemporalWorkers, 'states'> };

const ANSWER_MS = 1_500;
const TYPES: Readonly<Record<keyof typeof Workflows, true>> = {
  directiveCampaign: true,
  petitionClock: true,
  remediationMonitor: true,
  shardLauncher: true,
  unitCycle: true,
  yearEndScoring: true,
};

/** What health and metrics see of the Temporal part: shown by whoever keeps it running, asked by anybody. */
export function temporalWindow(): {
  /** null: it does not run, because of `why`. */
  show(running: TemporalRunning | null, why?: unknown): void;
  sight: TemporalSight;
} {
  let now: TemporalRunning | null = null;
  let reason = 'the worker has not reached it yet';
  const asked = <Answer>({ connection }: Client, question: () => Promise<Answer>) =>
    connection.withDeadline(Date.now() + ANSWER_MS, question);
  return {
    show(running, why) {
      now = running;
      if (why !== undefined) reason = why instanceof Error ? why.message : 'of a fault without words';
    },
    sight: {
      async check() {
        if (now === null) throw new Error(`is not connected: ${reason}`);
        const { client, workers } = now;
        const idle = workers.states().filter(({ state }) => state !== 'RUNNING');
        if (idle.length > 0) {
          throw new Error(`is not polled: ${idle.map(({ queue, state }) => `${queue} ${state}`).join(', ')}`);
        }
        await asked(client, () => namespaceIdOf(client)).catch((error: unknown) => {
          throw new Error(`does not answer: ${error instanceof Error ? error.message : String(error)}`);
        });
        return `answers; polling ${workers
          .states()
          .map(({ queue }) => queue)
          .join(', ')}`;
      },
      async openWorkflows() {
        if (now === null) return null;
        const { client } = now;
        const counts = await asked(client, () =>
          Promise.all(
            Object.keys(TYPES).map(async (type) => {
              const query = `WorkflowType = '${type}' AND ExecutionStatus = 'Running'`;
              return [type, (await client.workflow.count(query)).count] as const;
            }),
          ),
        );
        return Object.fromEntries(counts);
      },
    },
  };
}
