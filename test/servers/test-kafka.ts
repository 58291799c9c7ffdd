import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startGuardian } from '@dondoc/infra/local/supervisor/guardian-link.ts';
import { prepareKafka } from '@dondoc/infra/local/supervisor/kafka.ts';
import { lastLines, spawnPart, type RunningPart } from '@dondoc/infra/local/supervisor/part.ts';
import { choosePort } from '@dondoc/infra/local/supervisor/ports.ts';
import type { ObtainedKafka } from '@dondoc/infra/local/toolchain/kafka.ts';

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

/** A real Kafka broker that a spec may kill. It ends with this process, however this process ends. */
export async function startTestKafka(tool: ObtainedKafka): Promise<TestKafka> {
  const home = mkdtempSync(join(tmpdir(), 'dondoc-test-kafka-'));
  const broker = await choosePort(undefined, home, new Set());
  const controller = await choosePort(undefined, home, new Set([broker]));
  const logFile = join(home, 'kafka.log');
  const kafka = await prepareKafka(tool, { folder: home, logFile }, { broker, controller });
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
  return { brokers: kafka.brokers, kill, start, close };
}
