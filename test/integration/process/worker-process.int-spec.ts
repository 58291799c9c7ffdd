import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import type { AssignmentEvent } from '@dondoc/domain/assignment/assignment.events.ts';
import {
  openPostgresEventStore,
  type PostgresEventStore,
} from '@dondoc/event-store/postgres/postgres-event-store.ts';
import { assignmentIdOf } from '@dondoc/event-store/stream-ids.ts';
import { unitWorkflowId } from '@dondoc/workflows/workflow-ids.ts';
import { Client, Connection } from '@temporalio/client';
import { testDatabase } from '@dondoc/testing/servers/test-database.ts';
import { issuedCampaign } from '@dondoc/testing/campaign-fixture.ts';
import { freePort } from './free-port.ts';
import { openWorkflows, runsOf } from './histories.ts';
import { describeWith } from './servers.ts';
import { spawnedWorker } from './spawned-worker.ts';
import { until } from './until.ts';

const UNITS = 150;
// The clock is the real one here, so the dates are a year away from whatever day it is.
const year = new Date().getUTCFullYear() + 1;
const NEXT_YEAR = {
  due: { ACKNOWLEDGE: `${year}-03-03`, REVIEW: `${year}-03-12`, PLAN: `${year}-03-26` },
  cutOffOn: `${year}-05-28`,
};
const now = () => new Date().toISOString();

describeWith('TEST_TEMPORAL_ADDRESS', 'The worker as a process', (address) => {
  let database: Awaited<ReturnType<typeof testDatabase>>;
  let store: PostgresEventStore;
  let connection: Connection;
  let env: Record<string, string>;
  const workers: ReturnType<typeof spawnedWorker>[] = [];
  const spawned = (changed: Record<string, string> = {}) => {
    const worker = spawnedWorker({ ...env, ...changed });
    workers.push(worker);
    return worker;
  };

  beforeAll(async () => {
    database = await testDatabase();
    const sealingKey = randomBytes(32);
    store = await openPostgresEventStore({ connectionString: database.appUrl, sealingKey });
    connection = await Connection.connect({ address });
    env = {
      DATABASE_URL: database.appUrl,
      DATA_KEY: sealingKey.toString('base64'),
      TEMPORAL_ADDRESS: address,
    };
  });
  afterEach(() => Promise.all(workers.splice(0).map((worker) => worker.gone())));
  afterAll(async () => {
    await store.close();
    await connection.close();
    await database.stop();
  });

  it('resumes a launch in the middle of which it was killed, and starts each unit once', async () => {
    const client = new Client({ connection });
    const first = spawned();
    await first.ready();
    const { campaignId, roster } = await issuedCampaign({ store, now, units: UNITS, ...NEXT_YEAR });
    await openWorkflows(client, `unit/${campaignId}/`, (count) => count > 0);
    first.signal('SIGKILL');
    await first.ended;

    const second = spawned();
    await second.ready();
    await openWorkflows(client, `unit/${campaignId}/`, UNITS);

    const lengths = new Set<number>();
    for (const { unitId } of roster) {
      const { events } = await store.readStream<AssignmentEvent>(assignmentIdOf(campaignId, unitId));
      expect(events.map(({ type }) => type)).toEqual(['UnitAssigned']);
      lengths.add((await runsOf(client, unitWorkflowId(campaignId, unitId))).length);
    }
    expect([...lengths]).toEqual([1]);
  });

  it('assigns units while Temporal is away, and tells that it is', async () => {
    const port = await freePort();
    const worker = spawned({ TEMPORAL_ADDRESS: '127.0.0.1:1', METRICS_PORT: String(port) });
    const { campaignId, roster } = await issuedCampaign({ store, now, units: 3, ...NEXT_YEAR });
    for (const { unitId } of roster) {
      const assigned = () => store.streamVersion(assignmentIdOf(campaignId, unitId));
      await until(assigned, (version) => version === 1, { what: 'assignment' });
    }
    expect(worker.said()).toBe('');

    const asked = (path: string) => fetch(`http://127.0.0.1:${port}${path}`);
    const answers = () =>
      asked('/health/live').then(
        ({ status }) => status === 200,
        () => false,
      );
    await until(answers, (yes) => yes, { what: 'health of the worker' });
    const ready = await asked('/health/ready');
    expect(ready.status).toBe(503);
    const { checks } = (await ready.json()) as { checks: { name: string; ok: boolean; detail: string }[] };
    expect(checks.find(({ name }) => name === 'temporal')?.detail).toMatch(/^is not connected: /);
  });

  it('ends when told to, and when whoever holds its stdin is gone', async () => {
    const told = spawned();
    const held = spawned();
    await Promise.all([told.ready(), held.ready()]);
    told.signal('SIGTERM');
    held.closeStdin();
    expect(await told.ended).toEqual({ code: 0, signal: null });
    expect(await held.ended).toEqual({ code: 0, signal: null });
  });

  it('says in one line each what is wrong with its environment', async () => {
    const worker = spawned({ DATABASE_URL: 'mysql://nowhere', DATA_KEY: 'short' });
    expect(await worker.ended).toEqual({ code: 1, signal: null });
    expect(worker.complained()).toMatch(/DATABASE_URL is not a postgres:\/\/ address/);
    expect(worker.complained()).toMatch(/DATA_KEY is not 32 bytes in base64/);
  });
});
