import type { PostgresEventStore } from '@dondoc/event-store/postgres/postgres-event-store.ts';
import { isGrpcServiceError, Client, Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { Pool } from 'pg';
import { v4 as uuidv4 } from 'uuid';
import { spawnedWorker } from '../integration/process/spawned-worker.ts';
import { until } from '../integration/process/until.ts';
import type { BenchServers } from './bench-servers.ts';
import { openStore, SEALING_KEY } from './campaigns.ts';

/** The product as it runs: a database and a Temporal namespace of its own, the worker as a process. We are its API. */
export type World = {
  store: PostgresEventStore;
  pool: Pool;
  client: Client;
  workerPid: number;
  stop(): Promise<void>;
};

/** `database`: one that is there already; the worker may take a way of its own to it. */
export async function startWorld(
  servers: BenchServers,
  database?: { appUrl: string; workerUrl: string },
): Promise<World> {
  const { appUrl } = database ?? (await servers.newDatabase());
  const address = await servers.temporalAddress();
  const connection = await Connection.connect({ address });
  const namespace = await newNamespace(connection);
  const worker = spawnedWorker({
    DATABASE_URL: database?.workerUrl ?? appUrl,
    DATA_KEY: SEALING_KEY.toString('base64'),
    TEMPORAL_ADDRESS: address,
    TEMPORAL_NAMESPACE: namespace,
    LOG_LEVEL: 'error',
  });
  const store = await openStore(appUrl);
  const pool = new Pool({ connectionString: appUrl, max: 4 });
  const stop = async () => {
    worker.signal('SIGTERM');
    await worker.ended;
    await store.close();
    await pool.end();
    await connection.close();
  };
  try {
    await worker.ready();
  } catch (error) {
    await stop();
    throw error;
  }
  return { store, pool, client: new Client({ connection, namespace }), workerPid: worker.pid, stop };
}

/** What an earlier round has still to launch stays in its own namespace, where nobody works on it any more. */
async function newNamespace({ workflowService }: Connection): Promise<string> {
  const namespace = `bench-${uuidv4()}`;
  await workflowService.registerNamespace({
    namespace,
    workflowExecutionRetentionPeriod: msToTs('1 day'),
  });
  const isKnown = async () => {
    try {
      await workflowService.listWorkflowExecutions({ namespace, pageSize: 1 });
      return true;
    } catch (error) {
      if (isGrpcServiceError(error)) return false;
      throw error;
    }
  };
  await until(isKnown, (yes) => yes, { what: 'namespace', withinMs: 60_000 });
  return namespace;
}

/** Waits until so many workflows whose id starts like this have been started, running or not. */
export async function started(client: Client, idPrefix: string, count: number): Promise<void> {
  const ask = async () => (await client.workflow.count(`WorkflowId STARTS_WITH '${idPrefix}'`)).count;
  await until(ask, (there) => there >= count, { what: `${count} ${idPrefix}*`, withinMs: 3_600_000 });
}
