import { expect, it } from '@jest/globals';
import { testDatabase } from '@dondoc/testing/servers/test-database.ts';
import { describeWith } from '../integration/process/servers.ts';
import { append } from './append.ts';
import type { BenchServers } from './bench-servers.ts';
import { counts } from './counts.ts';
import { latency } from './latency.ts';
import { launch } from './launch.ts';
import { rating } from './rating.ts';
import { rest } from './rest.ts';
import { replay } from './replay.ts';
import { holds, type Result } from './report.ts';

// The servers of the test run: times mean nothing here (nothing is flushed to disk), counts are the same everywhere.
const servers: BenchServers = {
  newDatabase: testDatabase,
  temporalAddress: () => Promise.resolve(process.env['TEST_TEMPORAL_ADDRESS'] ?? ''),
  skippingServer: () => Promise.resolve(process.env['TEST_SKIPPING_BIN'] ?? ''),
  temporalVersion: null,
  stop: () => Promise.resolve(),
};
const short = { servers, rounds: 1, seconds: 0.2, say: () => undefined };
const expectFigures = ({ figures, rows, bars }: Result) => {
  const all = [
    ...Object.values(figures),
    ...rows.map(({ median }) => median),
    ...bars.map(({ value }) => value),
  ];
  for (const figure of all) expect(figure).toBeGreaterThan(0);
};

describeWith('TEST_SKIPPING_BIN', 'The short form of each benchmark', () => {
  it('counts what a unit, its parents and a command cost, and finds no more than that', async () => {
    const { figures, bars } = await counts({ ...short, units: 100 });
    expect(figures).toMatchObject({ eventsPerUnit: 32, statementsPerCommand: 3, statementsPerReview: 10 });
    expect(figures['statementsAtRest']).toBeLessThanOrEqual(11);
    // Some of its looks fall together with others, depending on the machine; what each child costs does not.
    expect(figures['parentEventsPerUnit']).toBeLessThanOrEqual(3.5);
    expect(figures['statementsPerSimultaneousCommand']).toBeLessThan(1);
    expect(bars.filter(holds)).toHaveLength(2);
  });

  it('appends, beside COPY, INSERT and Emmett', async () => {
    expectFigures(await append({ ...short, units: 500 }));
  });

  it('replays, and refuses to time a log that does not verify', async () => {
    expectFigures(await replay({ ...short, units: 500 }));
  });

  it('rates from events, all and one, and compares two policies', async () => {
    expectFigures(await rating({ ...short, units: 20 }));
  });

  it('waits until a command is visible, idle and during a launch', async () => {
    expectFigures(await latency({ ...short, units: 20 }));
  });

  it('weighs a command after its answer, and a worker at rest', async () => {
    const { figures } = await rest(short);
    expect(figures['idleStatements']).not.toBeNaN();
    expect(figures['workerIdleMs']).toBeGreaterThan(0);
    expect(figures['postgresMsPerCommand']).not.toBeNaN();
  });

  it('launches, beside a fan-out of children that do nothing', async () => {
    expectFigures(await launch({ ...short, units: 20 }));
  });
});
