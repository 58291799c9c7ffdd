import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { httpMetrics } from '@dondoc/api/http/observe-requests.ts';
import { createMetrics } from '@dondoc/telemetry/metrics.ts';
import { appendMetrics } from '@dondoc/telemetry/observe-store.ts';
import { workerMetrics } from '@dondoc/worker/worker-metrics.ts';
import { describe, expect, it } from '@jest/globals';
import { Pool } from 'pg';
import type { EntityManager } from 'typeorm';

type Panel = { type: string; title: string; targets?: { expr: string; legendFormat: string }[] };

const folder = join(import.meta.dirname, '../../infra/grafana');
const dashboard = JSON.parse(readFileSync(join(folder, 'dondoc.json'), 'utf8')) as { panels: Panel[] };
const rules = readFileSync(join(folder, 'alerts.yaml'), 'utf8');

/** Metric name -> its labels, as api and worker declare them. */
async function declared(): Promise<Map<string, readonly string[]>> {
  const metrics = createMetrics(() => undefined);
  httpMetrics(metrics.registry);
  appendMetrics(metrics.registry);
  workerMetrics(metrics, {
    pool: new Pool({ connectionString: 'postgres://nobody@127.0.0.1:1/none' }),
    db: {} as EntityManager,
    temporal: () => null,
    now: () => '2026-11-16T02:00:00.000Z',
  });
  const names = new Map<string, readonly string[]>();
  for (const { name, type } of await metrics.registry.getMetricsAsJSON()) {
    const own = metrics.registry.getSingleMetric(name) as unknown as { labelNames?: string[] };
    const labels = [...(own.labelNames ?? []), 'job', 'instance'];
    names.set(name, labels);
    // A string in the types, whatever the enumeration of prom-client says.
    if (String(type) !== 'histogram') continue;
    names.set(`${name}_bucket`, [...labels, 'le']);
    for (const suffix of ['sum', 'count']) names.set(`${name}_${suffix}`, labels);
  }
  return names;
}

const FUNCTIONS = /\b(abs|sum|max|min|rate|increase|topk|histogram_quantile)\b(?=\s*(\(|by))/g;

/** Names of metrics and of labels in a query; a query that uses more of PromQL than this knows fails the spec. */
function used(expr: string): { metrics: string[]; labels: string[] } {
  const labels: string[] = [];
  const rest = expr
    .replace(/\bby \(([^)]*)\)/g, (_, list: string) => {
      labels.push(...list.split(',').map((label) => label.trim()));
      return ' ';
    })
    .replace(/\{([^}]*)\}/g, (_, matchers: string) => {
      labels.push(
        ...[...matchers.matchAll(/(\w+)\s*(?:=~|!~|!=|=)\s*"[^"]*"/g)].map(([, label = '']) => label),
      );
      return ' ';
    })
    .replace(/\[[^\]]*\]/g, ' ')
    .replace(FUNCTIONS, ' ')
    .replace(/\band\b/g, ' ');
  return { metrics: rest.match(/[a-zA-Z_:][\w:]*/g) ?? [], labels };
}

const panels = dashboard.panels.filter(({ type }) => type !== 'row');
const queries = [
  ...panels.flatMap(({ title, targets = [] }) => targets.map(({ expr }) => [title, expr] as const)),
  ...[...rules.matchAll(/alert: (\w+)\n\s+expr: (.+)/g)].map(
    ([, name = '', expr = '']) => [name, expr] as const,
  ),
];

describe('The dashboard and the alerts', () => {
  it('ask something in every panel and every rule', () => {
    expect(panels.filter(({ targets = [] }) => targets.length === 0)).toEqual([]);
    expect(queries.length).toBeGreaterThanOrEqual(panels.length + (rules.match(/- alert:/g)?.length ?? 0));
  });

  it.each(queries)('%s asks only for what is measured: %s', async (_, expr) => {
    const names = await declared();
    const { metrics, labels } = used(expr);
    expect(metrics.filter((name) => !names.has(name))).toEqual([]);
    expect(metrics.length).toBeGreaterThan(0);
    const known = new Set(metrics.flatMap((name) => names.get(name) ?? []));
    expect(labels.filter((label) => !known.has(label))).toEqual([]);
  });

  it('name only labels that the query leaves', () => {
    const lost = panels.flatMap(({ title, targets = [] }) =>
      targets.flatMap(({ expr, legendFormat }) => {
        const kept = /\bby \(/.test(expr) ? used(expr).labels : ['job', 'instance'];
        const shown = [...legendFormat.matchAll(/\{\{(\w+)\}\}/g)].map(([, label = '']) => label);
        return shown.filter((label) => !kept.includes(label)).map((label) => `${title}: ${label}`);
      }),
    );
    expect(lost).toEqual([]);
  });

  it('leave no figure of ours unseen', async () => {
    const seen = new Set(
      queries.flatMap(([, expr]) =>
        used(expr).metrics.map((name) => name.replace(/_(bucket|sum|count)$/, '')),
      ),
    );
    const own = [...(await declared()).keys()].filter(
      (name) => name.startsWith('dondoc_') && !/_(bucket|sum|count)$/.test(name),
    );
    expect(own.filter((name) => !seen.has(name))).toEqual([]);
  });

  it('would find a figure that nobody measures', async () => {
    const names = await declared();
    expect(
      used('sum by (cursor) (rate(dondoc_nothing_total[5m]))').metrics.filter((name) => !names.has(name)),
    ).toEqual(['dondoc_nothing_total']);
  });
});

describe('Every figure', () => {
  it('is named as Prometheus names figures', async () => {
    for (const [name] of await declared()) {
      if (!name.startsWith('dondoc_')) continue;
      expect(name).toMatch(/^dondoc_[a-z]+(_[a-z0-9]+)*$/);
    }
    const metrics = createMetrics(() => undefined);
    httpMetrics(metrics.registry);
    appendMetrics(metrics.registry);
    for (const { name, type, help } of await metrics.registry.getMetricsAsJSON()) {
      if (!name.startsWith('dondoc_')) continue;
      expect(help).not.toBe('');
      expect([name, name.endsWith('_total')]).toEqual([name, String(type) === 'counter']);
    }
  });
});
