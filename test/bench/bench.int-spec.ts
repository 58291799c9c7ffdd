import { expect, it } from '@jest/globals';
import { testDatabase } from '@dondoc/testing/servers/test-database.ts';
import { describeWith } from '../integration/process/servers.ts';
import type { BenchServers } from './bench-servers.ts';
import { counts } from './counts.ts';

// The servers of the test run: times mean nothing here (nothing is flushed to disk), counts are the same everywhere.
const servers: BenchServers = {
  newDatabase: testDatabase,
  temporalAddress: () => Promise.resolve(process.env['TEST_TEMPORAL_ADDRESS'] ?? ''),
  skippingServer: () => Promise.resolve(process.env['TEST_SKIPPING_BIN'] ?? ''),
  temporalVersion: null,
  stop: () => Promise.resolve(),
};
const short = { servers, rounds: 1, seconds: 1, say: () => undefined };

describeWith('TEST_TEMPORAL_ADDRESS', 'Benchmarks that need Temporal', () => {
  it('count what a unit, its parents and a command cost, and find no more than that', async () => {
    const { figures, bars } = await counts({ ...short, units: 100 });
    expect(figures).toMatchObject({ eventsPerUnit: 32, statementsPerCommand: 3, statementsPerReview: 9 });
    expect(figures['parentEventsPerUnit']).toBeLessThanOrEqual(3.5);
    expect(bars.map(({ value, atMost }) => value <= (atMost ?? 0))).toEqual([true, true]);
  });
});
