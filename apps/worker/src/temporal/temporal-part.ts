import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from '@temporalio/client';
import { runRelay } from '../relay/run-relay.ts';
import { createTemporalRelay } from '../relay/temporal-relay.ts';
import { noTraces } from '@dondoc/telemetry/command-traces.ts';
import type { WorkerOptions } from '../worker-options.ts';
import { namespaceIdOf } from './namespace-id.ts';
import { createTemporalProcess } from './temporal-process.ts';
import { startTemporalWorkers } from './temporal-workers.ts';
import { temporalWindow, type TemporalRunning } from './temporal-window.ts';
import { traceRelayed } from './trace-interceptors.ts';

const RETRY_MS = 1_000;

/** Keeps relay and workers running; whatever ends them is told to `onError`, and they are started again. */
export function keepTemporalPart(options: WorkerOptions) {
  const stopping = new AbortController();
  const { signal } = stopping;
  let tellReady: () => void = () => undefined;
  const ready = new Promise<void>((resolve) => {
    tellReady = resolve;
  });
  const window = temporalWindow();
  const keep = async () => {
    while (!signal.aborted) {
      try {
        await runOnce(options, signal, (running) => {
          window.show(running);
          tellReady();
        });
      } catch (error) {
        window.show(null, error);
        options.onError(error);
        await delay(RETRY_MS, undefined, { signal }).catch(() => undefined);
      }
    }
  };
  const kept = keep();
  return {
    ready,
    sight: window.sight,
    async stop() {
      stopping.abort();
      await kept;
    },
  };
}

/** Until `signal`, or throws what ended it. */
async function runOnce(
  options: WorkerOptions,
  signal: AbortSignal,
  tellRunning: (running: TemporalRunning) => void,
): Promise<void> {
  const { store, follow, onError, traces = noTraces } = options;
  const { connect, namespace, workflowBundle, watchMs } = options.temporal;
  const connection = await connect();
  const client = new Client({ connection, namespace, interceptors: { workflow: [traceRelayed] } });
  const process = createTemporalProcess(client);
  const workers = await startTemporalWorkers(options, {
    connection,
    namespace,
    workflowBundle: await workflowBundle(),
    process,
  });
  try {
    const relay = await runRelay({
      follow,
      relayFor: (namespaceId) => createTemporalRelay({ namespaceId, store, process, traces }),
      identity: () => namespaceIdOf(client),
      onError,
      ...(watchMs !== undefined && { watchMs }),
    });
    try {
      tellRunning({ client, workers });
      if (!signal.aborted) await Promise.race([once(signal, 'abort'), workers.failed]);
    } finally {
      await relay.stop();
    }
  } finally {
    await workers.stop();
  }
}
