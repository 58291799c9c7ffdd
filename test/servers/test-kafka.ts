import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startGuardian } from '@dondoc/infra/local/supervisor/guardian-link.ts';
import { prepareKafka } from '@dondoc/infra/local/supervisor/kafka.ts';
import { lastLines, spawnPart, type RunningPart } from '@dondoc/infra/local/supervisor/part.ts';
import { choosePort } from '@dondoc/infra/local/supervisor/ports.ts';
import type { ObtainedKafka } from '@dondoc/infra/local/toolchain/kafka.ts';
import { kafkaAccess, type KafkaAccess } from './kafka-access.ts';

export type TestKafka = {
  /** What KAFKA_BROKERS would be. */
  brokers: string;
  /** Ends it as a crash would; what it has is kept. */
  kill(): Promise<void>;
  /** Starts it over what it has, unless it runs, and waits until it answers. */
  start(): Promise<void>;
  close(): Promise<void>;
};

const READY_MS = 60_000;

/**
 * A real Kafka broker that a spec may kill; guarded: it also listens for clients with TLS and a login. It ends with this
 * process, however this process ends.
 */
export async function startTestKafka(
  tool: ObtainedKafka,
  { guarded = false } = {},
): Promise<TestKafka & { access: KafkaAccess | null }> {
  const home = mkdtempSync(join(tmpdir(), 'dondoc-test-kafka-'));
  const broker = await choosePort(undefined, home, new Set());
  const controller = await choosePort(undefined, home, new Set([broker]));
  const logFile = join(home, 'kafka.log');
  const ports = { broker, controller };
  const guardedPort = await choosePort(undefined, home, new Set([broker, controller]));
  const access = guarded ? await kafkaAccess(tool.java, home, { ...ports, guarded: guardedPort }) : null;
  const kafka = await prepareKafka(tool, { folder: home, logFile }, ports, access?.extras);
  const guardian = startGuardian();
  let running: RunningPart | undefined;

  const start = async () => {
    if (running !== undefined) return;
    running = await spawnPart(kafka.spec);
    guardian.record(running.identity, 'SIGTERM');
    const overdue = new Promise<never>((_resolve, reject) => {
      setTimeout(() => reject(new Error(`Kafka does not answer:\n${lastLines(logFile)}`)), READY_MS).unref();
    });
    await Promise.race([kafka.ready(), overdue]);
  };
  const kill = async () => {
    if (running === undefined) return;
    process.kill(running.identity.pid, 'SIGKILL');
    await running.ended;
    guardian.forget(running.identity.pid);
    running = undefined;
  };
  const close = async () => {
    // Nobody reads what it has again: an orderly end would only take longer.
    await kill();
    guardian.dismiss();
    rmSync(home, { recursive: true, force: true });
  };
  try {
    await start();
  } catch (error) {
    await close();
    throw error;
  }
  return { brokers: kafka.brokers, access, kill, start, close };
}
