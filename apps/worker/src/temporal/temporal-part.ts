import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from '@temporalio/client';
import { runRelay } from '../relay/run-relay.ts';
import { createTemporalRelay } from '../relay/temporal-relay.ts';
import type { RunningWorker, WorkerOptions } from '../worker-options.ts';
import { namespaceIdOf } from './namespace-id.ts';
import { createTemporalProcess } from './temporal-process.ts';
import { startTemporalWorkers } from './temporal-workers.ts';

const RETRY_MS = 1_000;

/** Keeps relay and workers running; whatever ends them is told to `onError`, and they are started again. */
export function keepTemporalPart(options: WorkerOptions): RunningWorker {
  const stopping = new AbortController();
  const { signal } = stopping;
  let tellReady: () => void = () => undefined;
  const ready = new Promise<void>((resolve) => {
    tellReady = resolve;
  });
  const keep = async () => {
    while (!signal.aborted) {
      try {
        await runOnce(options, signal, tellReady);
      } catch (error) {
        options.onError(error);
        await delay(RETRY_MS, undefined, { signal }).catch(() => undefined);
      }
    }
  };
  const kept = keep();
  return {
    ready,
    async stop() {
      stopping.abort();
      await kept;
    },
  };
}

/** Until `signal`, or throws what ended it. */
async function runOnce(options: WorkerOptions, signal: AbortSignal, tellReady: () => void): Promise<void> {
  const { store, follow, onError } = options;
  const { connect, namespace, workflowBundle, watchMs } = options.temporal;
  const connection = await connect();
  const client = new Client({ connection, namespace });
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
      relayFor: (namespaceId) => createTemporalRelay({ namespaceId, store, process }),
      identity: () => namespaceIdOf(client),
      onError,
      ...(watchMs !== undefined && { watchMs }),
    });
    try {
      tellReady();
      if (!signal.aborted) await Promise.race([once(signal, 'abort'), workers.failed]);
    } finally {
      await relay.stop();
    }
  } finally {
    await workers.stop();
  }
}
