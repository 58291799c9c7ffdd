// Keeps the parts running: starts them in the order given, restarts one that crashes, stops all in the opposite order.
import { setTimeout as pause } from 'node:timers/promises';

import { Refusal, isDiskFull } from '../refusal.ts';
import type { Guardian } from './guardian-link.ts';
import { lastLines, spawnPart } from './part.ts';
import type { PartSpec, RunningPart } from './part.ts';
import type { ProcessRecord } from './process-record.ts';

export type Supervisor = Readonly<{
  /** Starts a part and waits until `ready` resolves. Rejects when the part does not stay up. */
  start(spec: PartSpec, ready: () => Promise<void>): Promise<void>;
  /** Rejects when a part has crashed three times in a row; never resolves. */
  failure: Promise<never>;
  stopAll(say: (name: string) => void): Promise<void>;
}>;

/** A crash sooner than this after the start is a quick one. */
const QUICK_MS = 10_000;
const QUICK_CRASHES = 3;
const BACKOFF_MS = 500;
const READY_MS = 60_000;

type Kept = { spec: PartSpec; running: RunningPart; loop: Promise<void> };

export function createSupervisor(
  guardian: Guardian,
  record: ProcessRecord,
  note: (text: string) => void,
): Supervisor {
  const kept: Kept[] = [];
  let stopping = false;
  let fail: (reason: Refusal) => void = () => {};
  const failure = new Promise<never>((_resolve, reject) => (fail = reject));
  failure.catch(() => {});

  async function spawnRecorded(spec: PartSpec): Promise<RunningPart> {
    const running = await spawnPart(spec);
    guardian.record(running.identity, spec.gentle);
    record.add(running.identity, spec.gentle);
    const forget = async (): Promise<void> => {
      await running.ended;
      guardian.forget(running.identity.pid);
      record.remove(running.identity.pid);
    };
    void forget();
    return running;
  }

  async function keepUp(part: Kept): Promise<void> {
    let crashes = 0;
    for (;;) {
      const started = Date.now();
      const how = await part.running.ended;
      if (stopping) return;
      crashes = Date.now() - started < QUICK_MS ? crashes + 1 : 1;
      if (crashes >= QUICK_CRASHES) return fail(doesNotStayUp(part.spec, how));
      note(`${part.spec.name} ended (${how}); it is started again`);
      await pause(BACKOFF_MS * 2 ** crashes);
      if (stopping) return;
      part.running = await spawnRecorded(part.spec);
    }
  }

  return {
    failure,
    async start(spec, ready) {
      const part: Kept = { spec, running: await spawnRecorded(spec), loop: Promise.resolve() };
      part.loop = keepUp(part).catch((error: unknown) =>
        fail(error instanceof Refusal ? error : unknown(error)),
      );
      kept.push(part);
      const overdue = new AbortController();
      try {
        await Promise.race([ready(), failure, notReady(spec, overdue.signal)]);
      } finally {
        overdue.abort();
      }
    },
    async stopAll(say) {
      stopping = true;
      // Those that ask for orders over stdin first and together: they use what was started before them.
      const users = kept.filter((part) => part.spec.watchesStdin);
      const servers = kept.filter((part) => !part.spec.watchesStdin).toReversed();
      for (const group of [users, ...servers.map((server) => [server])]) {
        await Promise.all(
          group.map(async (part) => {
            await part.running.stop();
            say(part.spec.name);
          }),
        );
      }
      guardian.dismiss();
    },
  };
}

async function notReady(spec: PartSpec, signal: AbortSignal): Promise<never> {
  await pause(READY_MS, undefined, { signal });
  throw new Refusal(
    `${spec.name} did not answer within ${READY_MS / 1000} s. Its last lines (${spec.logFile}):\n${lastLines(spec.logFile)}`,
  );
}

function doesNotStayUp(spec: PartSpec, how: string): Refusal {
  const tail = lastLines(spec.logFile);
  const reason = new Error(tail);
  if (isDiskFull(reason))
    return new Refusal(`the disk is full: ${spec.name} could not write (${spec.logFile}).`);
  return new Refusal(`${spec.name} does not stay up (${how}). Its last lines (${spec.logFile}):\n${tail}`);
}

function unknown(error: unknown): Refusal {
  return new Refusal(error instanceof Error ? error.message : String(error), { cause: error });
}
