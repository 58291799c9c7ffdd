// Brings a local installation up, part by part: tools, PostgreSQL, Temporal, Kafka when asked for, schema, api and worker.
import { readFileSync, writeFileSync } from 'node:fs';

import { setAppPassword } from '@dondoc/database/app-role.ts';
import { NewerDatabaseError, migrate } from '@dondoc/database/data-source.ts';

import { apiPart, workerPart } from './supervisor/app-parts.ts';
import type { Progress } from './progress.ts';
import { Refusal } from './refusal.ts';
import type { StartOptions } from './start-options.ts';
import { openDataDirectory } from './supervisor/data-directory.ts';
import type { DataDirectory } from './supervisor/data-directory.ts';
import { startGuardian } from './supervisor/guardian-link.ts';
import { choosePort, isFree } from './supervisor/ports.ts';
import { prepareKafka } from './supervisor/kafka.ts';
import { preparePostgres } from './supervisor/postgres.ts';
import { openProcessRecord } from './supervisor/process-record.ts';
import { createSupervisor } from './supervisor/supervisor.ts';
import type { Supervisor } from './supervisor/supervisor.ts';
import { prepareTemporal } from './supervisor/temporal.ts';
import { obtainKafka, type ObtainedKafka } from './toolchain/kafka.ts';
import { obtainTool } from './toolchain/toolchain.ts';

export type Installation = Readonly<{
  data: DataDirectory;
  supervisor: Supervisor;
  url: string;
  temporalUiUrl: string;
  /** null: started without --kafka */
  kafkaBrokers: string | null;
  ownerUrl: string;
  /** PostgreSQL's own folder */
  cluster: string;
}>;

/**
 * @param hold is handed the supervisor as soon as it exists, so that a signal during the start can stop what already runs
 * @throws Refusal
 */
export async function bringUp(
  root: string,
  options: StartOptions,
  progress: Progress,
  hold: (supervisor: Supervisor, data: DataDirectory) => void,
): Promise<Installation> {
  const data = await openDataDirectory(options.dataDirectory);
  const supervisor = createSupervisor(
    startGuardian(),
    await openProcessRecord(data.at('processes.json')),
    progress.note,
  );
  hold(supervisor, data);
  await refuseBusyPort(options.port);
  const ports = await rememberedPorts(data);

  let temporalBinary = '';
  await progress.step('Temporal binary', async (say) => {
    const tool = await obtainTool('temporal', process.env, say);
    temporalBinary = tool.path;
    return `checksum right, from ${tool.source}`;
  });
  const kafkaTool = options.kafka
    ? await progress.step('Kafka files', (say) => obtainKafka(process.env, say))
    : null;
  const postgres = await progress.step('PostgreSQL 18', async (say) => {
    const prepared = await preparePostgres(data, ports.postgres, say, progress.note);
    await supervisor.start(prepared.spec, prepared.ready);
    return prepared;
  });
  const temporal = prepareTemporal(temporalBinary, data, { grpc: ports.temporal, ui: ports.temporalUi });
  const [kafkaBrokers] = await Promise.all([
    kafkaTool && progress.step('Kafka', () => startKafka({ tool: kafkaTool, data, ports, supervisor })),
    progress.step('Temporal', async () => {
      await supervisor.start(temporal.spec, temporal.ready);
      return `web UI ${temporal.uiUrl}`;
    }),
    progress.step('database schema', async () => {
      const applied = await migrate(postgres.ownerUrl).catch(refuseNewerSchema);
      await setAppPassword(postgres.ownerUrl, data.secrets.appPassword);
      return applied.length === 0 ? 'up to date' : `${applied.length} migrations`;
    }),
  ]);

  const environment = {
    DATABASE_URL: postgres.appUrl,
    DATABASE_OWNER_URL: postgres.ownerUrl,
    DATA_KEY: data.secrets.dataKey,
    TEMPORAL_ADDRESS: temporal.address,
    TEMPORAL_UI_URL: temporal.uiUrl,
    ...(kafkaBrokers !== null && { KAFKA_BROKERS: kafkaBrokers }),
    HOST: '127.0.0.1',
    PORT: String(options.port),
    DONDOC_DATA_DIR: data.path,
  };
  writeEnvironment(data, environment);
  const api = apiPart(root, data, { ...environment, METRICS_PORT: String(ports.apiMetrics) });
  const worker = workerPart(root, data, { ...environment, METRICS_PORT: String(ports.workerMetrics) });
  await Promise.all([
    progress.step('api', (say) => supervisor.start(api.spec, () => api.ready(say))),
    progress.step('worker', (say) => supervisor.start(worker.spec, () => worker.ready(say))),
  ]);
  const url = `http://127.0.0.1:${options.port}`;
  const { ownerUrl, cluster } = postgres;
  return { data, supervisor, url, temporalUiUrl: temporal.uiUrl, kafkaBrokers, ownerUrl, cluster };
}

type KafkaNeeds = Readonly<{
  tool: ObtainedKafka;
  data: DataDirectory;
  ports: Ports;
  supervisor: Supervisor;
}>;

/** Answers the broker's address. */
async function startKafka({ tool, data, ports, supervisor }: KafkaNeeds): Promise<string> {
  const places = { folder: data.at('kafka'), logFile: data.at('logs', 'kafka.log') };
  const kafka = await prepareKafka(tool, places, { broker: ports.kafka, controller: ports.kafkaController });
  await supervisor.start(kafka.spec, kafka.ready);
  return kafka.brokers;
}

async function refuseBusyPort(port: number): Promise<void> {
  if (await isFree(port)) return;
  throw new Refusal(
    `port ${port} is in use by another program (or not yours to use): choose one with --port.`,
  );
}

type Ports = Readonly<{
  postgres: number;
  temporal: number;
  temporalUi: number;
  apiMetrics: number;
  workerMetrics: number;
  kafka: number;
  kafkaController: number;
}>;

/** The same ports at every start, so that bookmarks and connection settings stay right. */
async function rememberedPorts(data: DataDirectory): Promise<Ports> {
  const file = data.at('ports.json');
  const before = readPorts(file);
  const taken = new Set<number>();
  const choose = async (name: keyof Ports): Promise<number> => {
    const port = await choosePort(before[name], data.path, taken);
    taken.add(port);
    return port;
  };
  const ports = {
    postgres: await choose('postgres'),
    temporal: await choose('temporal'),
    temporalUi: await choose('temporalUi'),
    apiMetrics: await choose('apiMetrics'),
    workerMetrics: await choose('workerMetrics'),
    kafka: await choose('kafka'),
    kafkaController: await choose('kafkaController'),
  };
  writeFileSync(file, `${JSON.stringify(ports, null, 2)}\n`);
  return ports;
}

function readPorts(file: string): Partial<Ports> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Partial<Ports>;
  } catch {
    return {};
  }
}

/** What the offline commands of the CLI read (`set -a; . .dondoc/environment`). Secrets: for the owner of the folder only. */
function writeEnvironment(data: DataDirectory, environment: Readonly<Record<string, string>>): void {
  const lines = Object.entries(environment).map(([name, value]) => `${name}='${value}'`);
  writeFileSync(data.at('environment'), `${lines.join('\n')}\n`, { mode: 0o600 });
}

function refuseNewerSchema(error: unknown): never {
  if (!(error instanceof NewerDatabaseError)) throw error;
  throw new Refusal(`the database was written by a newer dondoc: update this clone. (${error.message})`, {
    cause: error,
  });
}
