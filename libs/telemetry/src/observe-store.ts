import { ConcurrencyError, LogBusyError, LogUnavailableError } from '@dondoc/event-store/event-store.ts';
import type { AppendRequest, EventStore } from '@dondoc/event-store/event-store.ts';
import { DomainError } from '@dondoc/domain/domain-error.ts';
import { Counter, Histogram, type Registry } from 'prom-client';
import type { CommandTraces } from './command-traces.ts';
import { inSpan, isTraced } from './tracing.ts';

export type AppendMetrics = ReturnType<typeof appendMetrics>;

/** Latency of durable appends, the size of the transactions they went out in, and why some were not written. */
export function appendMetrics(registry: Registry) {
  const registers = [registry];
  return {
    duration: new Histogram({
      name: 'dondoc_append_duration_seconds',
      help: 'From the call until the events are durable in the log; a bulk call counts once.',
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers,
    }),
    batchEvents: new Histogram({
      name: 'dondoc_append_batch_events',
      help: 'Events written by one transaction of the log (group commit).',
      buckets: [1, 2, 5, 10, 25, 50, 100, 250, 500],
      registers,
    }),
    failures: new Counter({
      name: 'dondoc_append_failures_total',
      help: 'Appends that were not written: conflict (another writer was first), refused, busy, unavailable, fault.',
      labelNames: ['kind'] as const,
      registers,
    }),
  };
}

/**
 * The same store, measured and traced. Before a traced command is appended, its trace is noted beside the log, so that
 * whatever follows the log can go on with it (ADR 0019).
 */
export function observeStore<Store extends EventStore>(
  store: Store,
  { metrics, traces }: { metrics: AppendMetrics; traces: CommandTraces },
): Store {
  const measured = async <Result>(requests: readonly AppendRequest[], write: () => Promise<Result>) =>
    inSpan('append', { attributes: attributesOf(requests) }, async (span) => {
      if (isTraced(span)) await traces.note(requests.map(({ commandId }) => commandId));
      const stop = metrics.duration.startTimer();
      try {
        return await write();
      } catch (error) {
        metrics.failures.inc({ kind: kindOf(error) });
        throw error;
      } finally {
        stop();
      }
    });
  return {
    ...store,
    append: (request) => measured([request], () => store.append(request)),
    appendMany: (requests) =>
      measured(requests, async () => {
        const results = await store.appendMany(requests);
        const lost = results.filter((result) => result instanceof ConcurrencyError).length;
        if (lost > 0) metrics.failures.inc({ kind: 'conflict' }, lost);
        return results;
      }),
  };
}

/** Ids and types only: what a unit wrote is in the data, and no span holds any of that. */
function attributesOf(requests: readonly AppendRequest[]): Record<string, string | number> {
  const [first] = requests;
  if (first === undefined) return {};
  return {
    'dondoc.category': first.category,
    'dondoc.correlation_id': first.correlationId,
    'dondoc.commands': requests.length,
    ...(requests.length === 1 && {
      'dondoc.stream_id': first.streamId,
      'dondoc.event_types': first.events.map(({ type }) => type).join(' '),
    }),
  };
}

function kindOf(error: unknown): string {
  if (error instanceof ConcurrencyError) return 'conflict';
  if (error instanceof LogBusyError) return 'busy';
  if (error instanceof LogUnavailableError) return 'unavailable';
  return error instanceof DomainError ? 'refused' : 'fault';
}
