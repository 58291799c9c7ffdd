import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';

import { startGuardian } from '@dondoc/infra/local/supervisor/guardian-link.ts';
import { choosePort } from '@dondoc/infra/local/supervisor/ports.ts';
import { endProcess, startOf } from '@dondoc/infra/local/supervisor/process-identity.mjs';
import type { ClusterServer } from '@dondoc/infra/local/toolchain/cluster-server.ts';
import { msToTs } from '@temporalio/common/lib/time.js';
import { Connection } from '@temporalio/client';

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
  const logFile = join(home, 'server.log');
  const ports = await choosePorts(home);
  const { hostname, port, username, password } = new URL(pgOwnerUrl);
  const log = openSync(logFile, 'w');
  const child = spawn(programs.server, ['--allow-no-auth', 'start'], {
    detached: true,
    stdio: ['ignore', log, log],
    cwd: home,
    env: {
      PATH: process.env['PATH'],
      HOME: home,
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
  const pid = child.pid ?? 0;
  const identity = { pid, started: startOf(pid) ?? '' };
  const guardian = startGuardian();
  guardian.record(identity, 'SIGTERM');
  child.unref();
  const stop = async (): Promise<void> => {
    await endProcess(identity, 'SIGTERM', GENTLE_MS);
    guardian.dismiss();
    rmSync(home, { recursive: true, force: true });
  };
  const address = `127.0.0.1:${ports['FRONTEND_GRPC_PORT']}`;
  try {
    await untilNamespaceIsThere(address, () => startOf(pid) !== null);
  } catch (error) {
    const said = readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-5).join('\n');
    await stop();
    throw new Error(`the Temporal cluster did not come up: ${said}`, { cause: error });
  }
  return { address, stop };
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
async function untilNamespaceIsThere(address: string, isUp: () => boolean): Promise<void> {
  let last: unknown;
  for (const until = Date.now() + READY_MS; Date.now() < until && isUp(); await pause(200)) {
    try {
      const connection = await Connection.connect({ address, connectTimeout: '1s' });
      try {
        await makeNamespace(connection);
        await connection.workflowService.listWorkflowExecutions({ namespace: NAMESPACE, pageSize: 1 });
        return;
      } finally {
        await connection.close();
      }
    } catch (error) {
      last = error;
    }
  }
  throw last instanceof Error ? last : new Error('the server ended');
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
