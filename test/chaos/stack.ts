// The product as operating-system processes, each of which can be killed, frozen and brought back. No supervisor restarts what
// ends: that is the run's own business. The guardian ends everything when we are killed ourselves.
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { setAppPassword } from '@dondoc/database/app-role.ts';
import { migrate } from '@dondoc/database/data-source.ts';
import { apiPart, workerPart } from '@dondoc/infra/local/supervisor/app-parts.ts';
import type { AppPart } from '@dondoc/infra/local/supervisor/app-parts.ts';
import { openDataDirectory } from '@dondoc/infra/local/supervisor/data-directory.ts';
import type { DataDirectory } from '@dondoc/infra/local/supervisor/data-directory.ts';
import { startGuardian } from '@dondoc/infra/local/supervisor/guardian-link.ts';
import { spawnPart } from '@dondoc/infra/local/supervisor/part.ts';
import type { PartSpec, RunningPart } from '@dondoc/infra/local/supervisor/part.ts';
import { prepareKafka } from '@dondoc/infra/local/supervisor/kafka.ts';
import { choosePort } from '@dondoc/infra/local/supervisor/ports.ts';
import { preparePostgres } from '@dondoc/infra/local/supervisor/postgres.ts';
import { prepareTemporal } from '@dondoc/infra/local/supervisor/temporal.ts';
import type { ObtainedKafka } from '@dondoc/infra/local/toolchain/kafka.ts';
import { obtainTool } from '@dondoc/infra/local/toolchain/toolchain.ts';

import { openTcpProxy } from './tcp-proxy.ts';
import type { TcpProxy } from './tcp-proxy.ts';

export const WORKERS = ['worker-1', 'worker-2'] as const;
export type PartName = 'postgres' | 'temporal' | 'kafka' | 'api' | (typeof WORKERS)[number];
type Part = { spec: PartSpec; ready(): Promise<void>; running: RunningPart | null };

export type Stack = Readonly<{
  /** Every part that there is, servers first. */
  names: readonly PartName[];
  url: string;
  ownerUrl: string;
  temporalAddress: string;
  temporalFile: string;
  /** null: there is no Kafka in this stack */
  kafkaBrokers: string | null;
  proxies: Readonly<Record<'postgres' | 'temporal' | 'kafka', TcpProxy>>;
  pid(name: PartName): number | null;
  signal(name: PartName, signal: NodeJS.Signals): void;
  /** kill -9, and until it is gone */
  kill(name: PartName): Promise<void>;
  /**
   * Starts what does not run, servers first, and waits until each is ready; for what no command waits for (workers, Kafka)
   * only if told. Answers what it found dead.
   */
  ensureUp(names: readonly PartName[], followersToo: boolean): Promise<PartName[]>;
  /** moves one process's clock, milliseconds beside the machine's */
  setClock(name: PartName, offset: number): void;
  stop(): Promise<void>;
}>;

const READY_MS = 90_000;
const SHIM = join(import.meta.dirname, 'clock-shim.mjs');

export async function openStack(
  root: string,
  folder: string,
  kafkaTool: ObtainedKafka | null,
): Promise<Stack> {
  const data = await openDataDirectory(folder);
  const guardian = startGuardian();
  const port = await choosePorts(folder);
  const postgres = await preparePostgres(data, port.postgres, ignore, ignore);
  const tool = await obtainTool('temporal', process.env, ignore);
  const temporal = prepareTemporal(tool.path, data, { grpc: port.temporal, ui: port.temporalUi });
  const proxies = {
    postgres: await openTcpProxy(port.postgresProxy, port.postgres),
    temporal: await openTcpProxy(port.temporalProxy, port.temporal),
    kafka: await openTcpProxy(port.kafkaProxy, port.kafka),
  };
  const kafka =
    kafkaTool &&
    (await prepareKafka(
      kafkaTool,
      { folder: data.at('kafka'), logFile: data.at('logs', 'kafka.log') },
      { broker: port.kafka, controller: port.kafkaController, advertised: port.kafkaProxy },
    ));
  const behindProxy = new URL(postgres.appUrl);
  behindProxy.port = String(port.postgresProxy);
  const environment = {
    DATABASE_URL: behindProxy.href,
    DATA_KEY: data.secrets.dataKey,
    TEMPORAL_ADDRESS: `127.0.0.1:${port.temporalProxy}`,
    ...(kafka && { KAFKA_BROKERS: kafka.brokers }),
    HOST: '127.0.0.1',
    PORT: String(port.api),
  };
  const app = (name: PartName, part: AppPart): Part => {
    const spec = withClock(name, part.spec, data);
    const ready = name === 'api' ? () => part.ready(ignore) : () => untilSaid(spec.logFile, 'worker ready');
    return { spec, ready, running: null };
  };
  const parts = new Map<PartName, Part>([
    ['postgres', { ...postgres, running: null }],
    ['temporal', { ...temporal, running: null }],
    ...(kafka ? [['kafka', { ...kafka, running: null }] as const] : []),
    ['api', app('api', apiPart(root, data, environment))],
    ...WORKERS.map((name) => [name, app(name, workerPart(root, data, environment))] as const),
  ]);
  const partNamed = (name: PartName): Part => {
    const part = parts.get(name);
    if (part === undefined) throw new Error(`there is no ${name} in this stack`);
    return part;
  };

  async function start(name: PartName): Promise<void> {
    const part = partNamed(name);
    const until = Date.now() + READY_MS;
    for (;;) {
      const running = await spawnPart(part.spec);
      part.running = running;
      guardian.record(running.identity, part.spec.gentle);
      const forget = async (): Promise<'ended'> => {
        await running.ended;
        guardian.forget(running.identity.pid);
        if (part.running === running) part.running = null;
        return 'ended';
      };
      const ended = forget();
      const outcome = await Promise.race([
        part.ready(),
        ended,
        pause(until - Date.now(), 'late', { ref: false }),
      ]);
      if (outcome === undefined) return;
      // PostgreSQL does not start while the last backends of the one before it live.
      if (outcome === 'late' || Date.now() > until)
        throw new Error(`${name} does not come up again (${outcome}): see ${part.spec.logFile}`);
      await pause(200);
    }
  }

  /** What is on its way up; a part that ends again meanwhile is started again by its own `start`. */
  const coming = new Map<PartName, Promise<void>>();
  const bring = (name: PartName): Promise<void> => {
    const up = start(name).finally(() => coming.delete(name));
    // Whoever waits for it is told; nobody may be waiting yet.
    up.catch(() => undefined);
    coming.set(name, up);
    return up;
  };

  const stack: Stack = {
    names: [...parts.keys()],
    url: `http://127.0.0.1:${port.api}`,
    ownerUrl: postgres.ownerUrl,
    temporalAddress: temporal.address,
    temporalFile: data.at('temporal.db'),
    kafkaBrokers: kafka?.brokers ?? null,
    proxies,
    pid: (name) => parts.get(name)?.running?.identity.pid ?? null,
    signal(name, signal) {
      const pid = stack.pid(name);
      if (pid !== null) process.kill(pid, signal);
    },
    async kill(name) {
      const { running } = partNamed(name);
      if (running === null) return;
      process.kill(running.identity.pid, 'SIGKILL');
      await running.ended;
    },
    async ensureUp(names, followersToo) {
      const dead = names.filter((name) => partNamed(name).running === null && !coming.has(name));
      await Promise.all(dead.filter(isServer).map(bring));
      for (const name of dead.filter((name) => !isServer(name))) void bring(name);
      await Promise.all([...coming].flatMap(([name, up]) => (followersToo || isAnswering(name) ? [up] : [])));
      return dead;
    },
    setClock(name, offset) {
      writeFileSync(clockFile(data, name), String(offset));
      stack.signal(name, 'SIGUSR2');
    },
    async stop() {
      for (const { running } of [...parts.values()].toReversed()) await running?.stop();
      guardian.dismiss();
      for (const proxy of Object.values(proxies)) await proxy.close();
      await data.release();
    },
  };
  await stack.ensureUp(['postgres', 'temporal'], false);
  await migrate(postgres.ownerUrl);
  await setAppPassword(postgres.ownerUrl, data.secrets.appPassword);
  return stack;
}

const isServer = (name: PartName): boolean => name === 'postgres' || name === 'temporal';
/** A command needs it for its answer. */
const isAnswering = (name: PartName): boolean => name === 'api' || isServer(name);
const ignore = (): void => {};
const clockFile = (data: DataDirectory, name: string): string => data.at(`clock-${name}`);

function withClock(name: PartName, spec: PartSpec, data: DataDirectory): PartSpec {
  writeFileSync(clockFile(data, name), '0');
  return {
    ...spec,
    name,
    args: ['--import', SHIM, ...spec.args],
    env: { ...spec.env, CHAOS_CLOCK_FILE: clockFile(data, name) },
    logFile: data.at('logs', `${name}.log`),
  };
}

/** The worker answers no requests: it says in its log that it polls. What it said before this start does not count. */
async function untilSaid(logFile: string, words: string): Promise<void> {
  const from = statSync(logFile).size;
  while (!readFileSync(logFile).subarray(from).includes(words)) await pause(100);
}

const PORTS = [
  'api',
  'postgres',
  'postgresProxy',
  'temporal',
  'temporalUi',
  'temporalProxy',
  'kafka',
  'kafkaController',
  'kafkaProxy',
] as const;
type PortName = (typeof PORTS)[number];

async function choosePorts(owner: string): Promise<Record<PortName, number>> {
  const ports = new Map<PortName, number>();
  for (const name of PORTS) ports.set(name, await choosePort(undefined, owner, new Set(ports.values())));
  return Object.fromEntries(ports) as Record<PortName, number>;
}
