import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';

/** What a process measures of itself, in Prometheus' text format. One registry a process. */
export type Metrics = {
  registry: Registry;
  /**
   * Asked at each scrape, before it is answered. A source that fails or is silent for 5 s costs the scrape its figures and
   * nothing else: `dondoc_metrics_source_up{source}` is 0 then.
   */
  addSource(name: string, refresh: () => Promise<void>): void;
  /** The scrape's body. Never rejects because a source failed. */
  expose(): Promise<string>;
};

const PATIENCE_MS = 5_000;

/** The registry with the figures of the process itself (`process_*`, `nodejs_*`). `onFault` hears why a source failed. */
export function createMetrics(onFault: (error: unknown, source: string) => void): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const up = new Gauge({
    name: 'dondoc_metrics_source_up',
    help: '1 when the source of the figures below answered this scrape, 0 when they are missing or old.',
    labelNames: ['source'],
    registers: [registry],
  });
  const sources = new Map<string, () => Promise<void>>();
  const ask = async ([name, refresh]: [string, () => Promise<void>]) => {
    try {
      await within(PATIENCE_MS, refresh());
      up.set({ source: name }, 1);
    } catch (error) {
      up.set({ source: name }, 0);
      onFault(error, name);
    }
  };
  return {
    registry,
    addSource: (name, refresh) => void sources.set(name, refresh),
    async expose() {
      await Promise.all([...sources].map(ask));
      return registry.metrics();
    },
  };
}

/** What `work` gives, or a refusal to wait longer. The work itself goes on. */
export async function within<Value>(ms: number, work: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
