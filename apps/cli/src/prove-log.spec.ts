import { startTestApi, type TestApi } from '@dondoc/api/testing/test-api.ts';
import type { RecordedEvent } from '@dondoc/event-store/event-store.ts';
import { createInMemoryEventStore } from '@dondoc/event-store/in-memory-event-store.ts';
import type { LogReport } from '@dondoc/event-store/verify/log-chain.ts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDondoc, type Dondoc } from './testing/test-cli.ts';

const UNITS = 12;

/** What the server gives away in place of what it has. */
type Deceit = (events: RecordedEvent[]) => RecordedEvent[];
const honest: Deceit = (events) => events;

describe('dondoc log verify', () => {
  let api: TestApi;
  let auditor: Dondoc;
  let deceit = honest;
  beforeAll(async () => {
    const store = createInMemoryEventStore();
    api = await startTestApi({
      store: {
        ...store,
        // The head is asked for with a limit of 1: a liar does not trip over that.
        readAll: async (options) =>
          options.limit === 1 ? store.readAll(options) : deceit(await store.readAll(options)),
      },
    });
    for (let n = 1; n <= UNITS; n += 1) await api.registerUnit(`DV-${n}`);
    const { token } = await api.person('AUDITOR');
    auditor = createDondoc({ session: { url: await api.app.getUrl(), token, login: 'auditor' } });
  });
  afterAll(async () => {
    auditor.leave();
    await api.close();
  });

  async function verify(lie: Deceit) {
    deceit = lie;
    const { code, stdout, stderr } = await auditor.run(['log', 'verify', '--json']);
    return { code, stderr, report: JSON.parse(stdout) as LogReport & { kind: string } };
  }
  const at =
    (position: number, change: (event: RecordedEvent) => RecordedEvent): Deceit =>
    (events) =>
      events.map((event) => (event.position === position ? change(event) : event));

  it('proves an honest log and says where it ends', async () => {
    const { code, report, stderr } = await verify(honest);
    expect([code, stderr]).toEqual([0, '']);
    expect(Object.keys(report)).toEqual(['kind', 'ok', 'events', 'streams', 'head', 'headHash', 'faults']);
    const [last] = await api.store.readAll({ after: UNITS - 1 });
    expect(report).toMatchObject({ kind: 'log-report/1', ok: true, events: UNITS, head: UNITS });
    expect(report.headHash).toBe(last?.leafHash);
    const read = await auditor.run(['log', 'verify']);
    expect(read.stdout).toBe(
      `${UNITS} events in ${UNITS} streams are as they were written.\nhead ${UNITS} ${last?.leafHash}\n`,
    );
  });

  it('finds stored bytes that were changed, and ends with 1', async () => {
    const { code, stderr, report } = await verify(
      at(5, (event) => ({ ...event, envelope: event.envelope.replace('DISTRICT', 'PROVINCE') })),
    );
    expect(code).toBe(1);
    expect(report.faults).toEqual([{ position: 5, fault: 'the leaf hash is not that of the stored bytes' }]);
    expect(stderr).toBe(`The log is broken: a fault in ${UNITS} events.\n`);
    const read = await auditor.run(['log', 'verify']);
    expect([read.code, read.stdout]).toEqual([
      1,
      'POSITION  FAULT\n5         the leaf hash is not that of the stored bytes\n',
    ]);
  });

  it.each<[string, Deceit, number]>([
    ['an event left out', (events) => events.filter(({ position }) => position !== 7), 7],
    ['a log cut off before its head', (events) => events.filter(({ position }) => position <= 9), 9],
    ['the first event left out', (events) => events.slice(1), 1],
    ['a time that falls', at(8, (event) => ({ ...event, committedAt: '2020-01-01T00:00:00.000Z' })), 8],
    ['a version that skips', at(4, (event) => ({ ...event, version: 2 })), 4],
    ['another type than the bytes say', at(3, (event) => ({ ...event, type: 'UnitDissolved' })), 3],
    ['nothing at all', () => [], 0],
  ])('finds %s', async (_what, lie, position) => {
    const { code, report } = await verify(lie);
    expect([code, report.ok]).toEqual([1, false]);
    expect(report.faults.map((fault) => fault.position)).toContain(position);
  });

  it('is for those who oversee', async () => {
    const { token } = await api.person('UNIT', 'DV-1');
    const unit = createDondoc({ env: { DONDOC_URL: await api.app.getUrl(), DONDOC_TOKEN: token } });
    const refused = await unit.run(['log', 'verify']);
    unit.leave();
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('[role-not-allowed]')]);
  });
});
