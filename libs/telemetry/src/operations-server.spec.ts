import { afterEach, describe, expect, it } from '@jest/globals';
import { Gauge } from 'prom-client';
import { createMetrics } from './metrics.ts';
import { startOperationsServer } from './operations-server.ts';
import { readinessCheck, type ReadinessCheck } from './readiness.ts';
import { parseExposition } from './testing/exposition.ts';

let running: { close(): Promise<void> } | undefined;
afterEach(() => running?.close());

async function started(readiness: readonly ReadinessCheck[] = []) {
  const faults: unknown[] = [];
  const metrics = createMetrics((error) => faults.push(error));
  const server = await startOperationsServer({
    host: '127.0.0.1',
    port: 0,
    metrics,
    readiness,
    onFault: (error) => faults.push(error),
  });
  running = server;
  const get = (path: string) => fetch(`http://127.0.0.1:${server.port}${path}`);
  return { metrics, faults, get };
}
const away = (name: string, required: boolean) =>
  readinessCheck(name, () => Promise.reject(new Error('is away')), { required });

describe('The operations server', () => {
  it('exposes figures that Prometheus can read, those of the process among them', async () => {
    const { metrics, get } = await started();
    const lag = new Gauge({
      name: 'dondoc_lag',
      help: 'Behind.',
      labelNames: ['cursor'],
      registers: [metrics.registry],
    });
    lag.set({ cursor: 'a "quoted"\nname\\' }, 3);
    const answer = await get('/metrics');
    expect(answer.headers.get('content-type')).toContain('version=0.0.4');
    const families = parseExposition(await answer.text());
    expect(families.get('dondoc_lag')?.samples).toEqual([
      { name: 'dondoc_lag', labels: { cursor: 'a "quoted"\nname\\' }, value: 3 },
    ]);
    expect(families.get('process_cpu_seconds_total')?.type).toBe('counter');
  });

  it('goes on without the figures of a source that fails, and says which', async () => {
    const { metrics, faults, get } = await started();
    metrics.addSource('database', () => Promise.reject(new Error('gone')));
    metrics.addSource('memory', () => Promise.resolve());
    const families = parseExposition(await (await get('/metrics')).text());
    const up = families.get('dondoc_metrics_source_up')?.samples ?? [];
    expect(up.map(({ labels, value }) => [labels['source'], value])).toEqual([
      ['database', 0],
      ['memory', 1],
    ]);
    expect(faults).toHaveLength(1);
  });

  it('is live whatever is away', async () => {
    const { get } = await started([away('database', true)]);
    expect((await get('/health/live')).status).toBe(200);
  });

  it('is not ready while a required part is away, and says why', async () => {
    const { get } = await started([away('database', true)]);
    const answer = await get('/health/ready');
    expect(answer.status).toBe(503);
    expect(await answer.json()).toEqual({
      status: 'not-ready',
      checks: [{ name: 'database', required: true, ok: false, detail: 'is away' }],
    });
  });

  it('is ready while only a part is away that it reports on', async () => {
    const { get } = await started([away('temporal', false)]);
    expect((await get('/health/ready')).status).toBe(200);
  });

  it('knows no other address and takes nothing', async () => {
    const { get } = await started();
    expect((await get('/')).status).toBe(404);
  });

  it('says that its port is taken', async () => {
    const first = await startOperationsServer(options(0));
    running = first;
    await expect(startOperationsServer(options(first.port))).rejects.toThrow(/EADDRINUSE/);
  });
});

const options = (port: number) => ({
  host: '127.0.0.1',
  port,
  metrics: createMetrics(() => undefined),
  readiness: [],
  onFault: () => undefined,
});
