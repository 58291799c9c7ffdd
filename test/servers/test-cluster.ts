import { execFile } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { choosePort } from '@dondoc/infra/local/supervisor/ports.ts';
import type { ClusterServer } from '@dondoc/infra/local/toolchain/cluster-server.ts';
import { msToTs } from '@temporalio/common/lib/time.js';
import { Connection } from '@temporalio/client';

import { startGuarded, untilAnswering } from './guarded-process.ts';
import type { TestTemporal } from './test-temporal.ts';

const READY_MS = 90_000;
const GENTLE_MS = 8_000;
const NAMESPACE = 'default';
const DYNAMIC_CONFIG = join(import.meta.dirname, '../../infra/temporal/dynamic-config.yaml');
const SCHEMAS = [
  ['temporal', 'postgresql/v12/temporal'],
  ['temporal_visibility', 'postgresql/v12/visibility'],
] as const;

/**
 * Temporal as in production: its four services, on PostgreSQL, with our dynamic configuration, one namespace. Its databases
 * are made in the cluster at `pgOwnerUrl` and go with it.
 */
export async function startTestCluster(programs: ClusterServer, pgOwnerUrl: string): Promise<TestTemporal> {
  await setUpSchemas(programs.sql, pgOwnerUrl);
  const home = mkdtempSync(join(tmpdir(), 'dondoc-test-cluster-'));
  const ports = await choosePorts(home);
  const { hostname, port, username, password } = new URL(pgOwnerUrl);
  const server = startGuarded(programs.server, ['--allow-no-auth', 'start'], {
    home,
    gentleMs: GENTLE_MS,
    env: {
      LOG_LEVEL: 'error',
      BIND_ON_IP: '127.0.0.1',
      NUM_HISTORY_SHARDS: '4',
      DB: 'postgres12',
      POSTGRES_SEEDS: hostname,
      DB_PORT: port,
      POSTGRES_USER: username,
      POSTGRES_PWD: password,
      // The run's PostgreSQL has 200 connections for everybody, and four services take these each.
      SQL_MAX_CONNS: '16',
      SQL_VIS_MAX_CONNS: '4',
      DYNAMIC_CONFIG_FILE_PATH: DYNAMIC_CONFIG,
      ...ports,
    },
  });
  const address = `127.0.0.1:${ports['FRONTEND_GRPC_PORT']}`;
  await untilAnswering(server, { name: 'the Temporal cluster', readyMs: READY_MS, everyMs: 200 }, () =>
    requireNamespace(address),
  );
  return { address, stop: () => server.stop() };
}

async function setUpSchemas(sql: string, pgOwnerUrl: string): Promise<void> {
  const { hostname, port, username, password } = new URL(pgOwnerUrl);
  const plugin = ['--plugin', 'postgres12', '--ep', hostname, '-p', port, '-u', username];
  const env = { PATH: process.env['PATH'], SQL_PASSWORD: password || 'none' };
  for (const [database, schema] of SCHEMAS) {
    for (const step of [
      ['create', '--defaultdb', 'postgres'],
      ['setup-schema', '-v', '0.0'],
      ['update-schema', '--schema-name', schema],
    ]) {
      await promisify(execFile)(sql, [...plugin, '--db', database, ...step], { env });
    }
  }
}

/** All of them below 32768: the server keeps its own ports in a column of two bytes. */
async function choosePorts(owner: string): Promise<Record<string, string>> {
  const taken = new Set<number>();
  const ports: Record<string, string> = {};
  for (const service of ['FRONTEND', 'HISTORY', 'MATCHING', 'WORKER']) {
    for (const use of service === 'FRONTEND' ? ['GRPC', 'MEMBERSHIP', 'HTTP'] : ['GRPC', 'MEMBERSHIP']) {
      const port = await choosePort(undefined, owner, taken);
      taken.add(port);
      ports[`${service}_${use}_PORT`] = String(port);
    }
  }
  return ports;
}

/** The server answers before its namespace registry has read the new namespace; then too it is not there yet. */
async function requireNamespace(address: string): Promise<void> {
  const connection = await Connection.connect({ address, connectTimeout: '1s' });
  try {
    await makeNamespace(connection);
    await connection.workflowService.listWorkflowExecutions({ namespace: NAMESPACE, pageSize: 1 });
  } finally {
    await connection.close();
  }
}

const ALREADY_EXISTS = 6;

async function makeNamespace({ workflowService }: Connection): Promise<void> {
  try {
    await workflowService.registerNamespace({
      namespace: NAMESPACE,
      workflowExecutionRetentionPeriod: msToTs('1 day'),
    });
  } catch (error) {
    if ((error as { code?: number }).code !== ALREADY_EXISTS) throw error;
  }
}
