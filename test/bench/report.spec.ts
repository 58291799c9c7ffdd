import { describe, expect, it } from '@jest/globals';
import { alternating, asMarkdown, holds, median, percentile, ratioOf, row } from './report.ts';

describe('The figures of a benchmark', () => {
  it('takes the middle of its rounds, and of an even number the mean of the two in the middle', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([4, 1, 2, 100])).toBe(3);
    expect(median([])).toBeNaN();
  });

  it('reads a percentile off the values themselves', () => {
    const values = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect([0.5, 0.95, 0.99, 1].map((share) => percentile(values, share))).toEqual([50, 95, 99, 100]);
  });

  it('compares round with round, so that a disturbed round disturbs both sides of its ratio', () => {
    expect(ratioOf([10, 1, 12], [20, 2, 24])).toBe(0.5);
  });

  it('lets everybody be first in turn', async () => {
    const order: string[] = [];
    const contestant = (name: string) => () => Promise.resolve(order.push(name));
    const figures = await alternating(3, { a: contestant('a'), b: contestant('b') }, () => undefined);
    expect(order).toEqual(['a', 'b', 'b', 'a', 'a', 'b']);
    expect(figures).toEqual({ a: [1, 4, 5], b: [2, 3, 6] });
  });

  it('says of each bar whether it holds', () => {
    const [missed, kept] = [
      { what: 'much / more', value: 0.2, atLeast: 0.33 },
      { what: 'wait, ms', value: 40, atMost: 50 },
    ];
    expect([missed, kept].map(holds)).toEqual([false, true]);
    const text = asMarkdown({
      bench: 'append',
      command: 'npm run bench -- append',
      at: '2026-11-26T00:00:00.000Z',
      machine: 'a machine',
      figures: {},
      rows: [row('COPY', 'events/s', [10_000, 30_000, 20_000])],
      bars: [missed, kept],
      setting: ['as it was'],
    });
    expect(text).toContain('| COPY | 20,000 | events/s | 10,000 · 30,000 · 20,000 |');
    expect(text).toContain('| much / more | 0.2 | ≥ 0.33 | MISSED |');
    expect(text).toContain('| wait, ms | 40 | ≤ 50 | holds |');
  });
});
