// Apache Kafka as a supervised part: one node that is broker and controller (KRaft), on loopback only.
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';

import type { ObtainedKafka } from '../toolchain/kafka.ts';
import type { PartSpec } from './part.ts';

/** `brokers`: what KAFKA_BROKERS is set to. */
export type Kafka = Readonly<{ spec: PartSpec; ready(): Promise<void>; brokers: string }>;

type KafkaPorts = Readonly<{ broker: number; controller: number; advertised?: number }>;

const ANSWER_MS = 2_000;

type Settings = Readonly<Record<string, string | number | boolean>>;

/** What is set beside or instead of our own settings, and what the storage is made with. */
export type KafkaExtras = Readonly<{ settings: Settings; format: readonly string[] }>;

/**
 * Makes the storage when there is none. `folder` holds all that the broker keeps; a start over it finds its topics again.
 * @param ports of 127.0.0.1: for clients, and for the controller's own protocol; `advertised`: where clients find the broker,
 * when something stands in front of it
 */
export async function prepareKafka(
  { java, classPath }: ObtainedKafka,
  { folder, logFile }: Readonly<{ folder: string; logFile: string }>,
  ports: KafkaPorts,
  extras: KafkaExtras = { settings: {}, format: [] },
): Promise<Kafka> {
  mkdirSync(folder, { recursive: true });
  const settings = join(folder, 'server.properties');
  const storage = join(folder, 'data');
  writeFileSync(settings, propertiesText({ ...ownSettings(storage, ports), ...extras.settings }));
  const env = { PATH: process.env['PATH'], HOME: folder, TZ: 'UTC', LC_ALL: 'C' };
  if (!existsSync(join(storage, 'meta.properties'))) {
    const cluster = randomBytes(16).toString('base64url');
    const format = ['-cp', classPath, 'kafka.tools.StorageTool', 'format', '-t', cluster, '-c', settings];
    await promisify(execFile)(java, [...format, ...extras.format], { env });
  }
  return {
    brokers: `127.0.0.1:${ports.advertised ?? ports.broker}`,
    spec: {
      name: 'Kafka',
      command: java,
      args: [
        '-Xmx384m',
        '-XX:+UseSerialGC',
        '-XX:TieredStopAtLevel=1',
        '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn',
        '-Dorg.slf4j.simpleLogger.showDateTime=true',
        '-cp',
        classPath,
        'kafka.Kafka',
        settings,
      ],
      env,
      cwd: folder,
      logFile,
      user: null,
      gentle: 'SIGTERM',
      patience: 10_000,
      watchesStdin: false,
    },
    ready: () => untilAnswering(ports.broker),
  };
}

function ownSettings(storage: string, { broker, controller, advertised = broker }: KafkaPorts): Settings {
  return {
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.voters': `1@127.0.0.1:${controller}`,
    listeners: `PLAINTEXT://127.0.0.1:${broker},CONTROLLER://127.0.0.1:${controller}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${advertised}`,
    'controller.listener.names': 'CONTROLLER',
    'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT',
    'inter.broker.listener.name': 'PLAINTEXT',
    'log.dirs': storage,
    'auto.create.topics.enable': false,
    'num.partitions': 6,
    // One node has nobody to copy to, so what it acknowledges is on its own disk.
    'log.flush.interval.messages': 1,
    'default.replication.factor': 1,
    'offsets.topic.replication.factor': 1,
    'offsets.topic.num.partitions': 1,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'share.coordinator.state.topic.replication.factor': 1,
    'share.coordinator.state.topic.min.isr': 1,
    'group.initial.rebalance.delay.ms': 0,
  };
}

const propertiesText = (settings: Settings): string =>
  Object.entries(settings)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');

async function untilAnswering(port: number): Promise<void> {
  while (!(await answers(port))) await pause(100);
}

/** Asks for the versions it speaks (ApiVersions 0): an open port alone may belong to a broker that still loads its log. */
function answers(port: number): Promise<boolean> {
  const request = Buffer.from('0000000a0012000000000001ffff', 'hex');
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.setTimeout(ANSWER_MS, () => socket.destroy());
    socket.once('connect', () => socket.write(request));
    socket.once('error', () => resolve(false));
    socket.once('close', () => resolve(false));
    socket.once('data', () => {
      resolve(true);
      socket.destroy();
    });
  });
}
