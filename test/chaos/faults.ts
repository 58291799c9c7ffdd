// One fault: struck, left for its span, and taken back. What died is brought up again by the round.
import { rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { Pool } from 'pg';

import { assertNever } from '@dondoc/domain/domain-error.ts';

import type { Fault } from './plan.ts';
import type { SmallDisk } from './small-disk.ts';
import type { PartName, Stack } from './stack.ts';
import { WORKERS } from './stack.ts';

export type Struck = Readonly<{
  stack: Stack;
  /** as the database's owner, past the proxies */
  pool: Pool;
  disk: SmallDisk | null;
  /** the product's clock minus the machine's, milliseconds */
  offset: number;
}>;

/** Answers what was done, in words. */
export async function strike(fault: Fault, on: Struck): Promise<string> {
  const { stack } = on;
  const worker = WORKERS[fault.which % WORKERS.length] ?? 'worker-1';
  switch (fault.kind) {
    case 'kill-api':
      return kill(stack, 'api');
    case 'kill-worker':
      return kill(stack, worker);
    case 'kill-postgres':
      return kill(stack, 'postgres');
    case 'kill-temporal':
      return kill(stack, 'temporal');
    case 'kill-kafka':
      return ofKafka(stack, () => kill(stack, 'kafka'));
    case 'kill-postgres-backend':
      return signalBackend(fault, on.pool, async (pid) => process.kill(pid, 'SIGKILL'));
    case 'freeze-api':
      return freeze(stack, 'api', fault.span);
    case 'freeze-worker':
      return freeze(stack, worker, fault.span);
    case 'freeze-temporal':
      return freeze(stack, 'temporal', fault.span);
    case 'freeze-kafka':
      return ofKafka(stack, () => freeze(stack, 'kafka', fault.span));
    case 'freeze-postgres-backend':
      return signalBackend(fault, on.pool, async (pid) => {
        process.kill(pid, 'SIGSTOP');
        await pause(fault.span);
        process.kill(pid, 'SIGCONT');
      });
    case 'cut-postgres':
      return between(
        fault,
        () => stack.proxies.postgres.cut(),
        () => stack.proxies.postgres.restore(),
      );
    case 'stall-postgres':
      return between(
        fault,
        () => stack.proxies.postgres.stall(),
        () => stack.proxies.postgres.restore(),
      );
    case 'cut-temporal':
      return between(
        fault,
        () => stack.proxies.temporal.cut(),
        () => stack.proxies.temporal.restore(),
      );
    case 'cut-kafka':
      return ofKafka(stack, () =>
        between(
          fault,
          () => stack.proxies.kafka.cut(),
          () => stack.proxies.kafka.restore(),
        ),
      );
    case 'disk-full':
      return fillDisk(fault, on);
    case 'clock-api':
      return jump(fault, on, 'api');
    case 'clock-worker':
      return jump(fault, on, worker);
    case 'same-cursor':
      return sameCursor(fault, on);
    case 'lose-temporal':
      return loseTemporal(stack);
    default:
      return assertNever(fault.kind);
  }
}

async function ofKafka({ kafkaBrokers }: Stack, act: () => Promise<string>): Promise<string> {
  return kafkaBrokers === null ? 'NOT DONE: there is no Kafka in this stack' : act();
}

async function kill(stack: Stack, name: PartName): Promise<string> {
  const pid = stack.pid(name);
  await stack.kill(name);
  return `kill -9 of ${name} (pid ${pid})`;
}

async function freeze(stack: Stack, name: PartName, span: number): Promise<string> {
  stack.signal(name, 'SIGSTOP');
  await pause(span);
  stack.signal(name, 'SIGCONT');
  return `${name} stood still for ${span} ms`;
}

async function between(fault: Fault, from: () => void, to: () => void): Promise<string> {
  from();
  await pause(fault.span);
  to();
  return `for ${fault.span} ms`;
}

type Backend = { pid: number; application_name: string };
const BACKENDS = `SELECT pid, application_name FROM pg_stat_activity
  WHERE backend_type = 'client backend' AND application_name LIKE 'dondoc%' ORDER BY application_name, backend_start`;

async function signalBackend(
  fault: Fault,
  pool: Pool,
  act: (pid: number) => Promise<unknown>,
): Promise<string> {
  const { rows } = await pool.query<Backend>(BACKENDS);
  const backend = rows[fault.which % Math.max(1, rows.length)];
  if (backend === undefined) return 'no backend was there to be hit';
  await act(backend.pid);
  return `the backend of "${backend.application_name}" (pid ${backend.pid})`;
}

async function fillDisk(fault: Fault, { disk }: Struck): Promise<string> {
  if (disk === null) return 'NOT DONE: without root and a loop device there is no disk to fill';
  disk.fill();
  await pause(2 * fault.span);
  disk.empty();
  return `the data directory's disk was full for ${2 * fault.span} ms`;
}

async function jump({ span }: Fault, { stack, offset }: Struck, name: PartName): Promise<string> {
  stack.setClock(name, offset + span);
  await pause(2_000);
  stack.setClock(name, offset);
  return `${name}'s clock ${span / 1000} s off for 2 s`;
}

/**
 * The worker that holds a cursor is frozen, and its right to it (a session's lock) is taken away as after a lost connection; the
 * other worker goes on with that cursor, then the first one wakes and believes that it still has it.
 */
async function sameCursor(fault: Fault, { stack, pool }: Struck): Promise<string> {
  const holders = await pool.query<{ pid: number }>(
    `SELECT DISTINCT l.pid FROM pg_locks l JOIN pg_stat_activity a USING (pid)
     WHERE l.locktype = 'advisory' AND l.granted AND a.application_name = 'dondoc worker' ORDER BY 1`,
  );
  for (const worker of WORKERS) stack.signal(worker, 'SIGSTOP');
  const ended = holders.rows.filter((_, index) => index % 2 === fault.which % 2);
  for (const { pid } of ended) await pool.query('SELECT pg_terminate_backend($1)', [pid]);
  const [first = 'worker-1', second = 'worker-2'] = fault.which % 2 === 0 ? WORKERS : WORKERS.toReversed();
  stack.signal(first, 'SIGCONT');
  await pause(fault.span);
  stack.signal(second, 'SIGCONT');
  return `${ended.length} of ${holders.rows.length} cursors were lost while both workers stood still`;
}

export async function loseTemporal(stack: Stack): Promise<string> {
  await stack.kill('temporal');
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${stack.temporalFile}${suffix}`, { force: true });
  return "Temporal's database is gone";
}
