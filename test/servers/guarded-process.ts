import { spawn } from 'node:child_process';
import { openSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { startGuardian } from '@dondoc/infra/local/supervisor/guardian-link.ts';
import { endProcess, startOf } from '@dondoc/infra/local/supervisor/process-identity.mjs';

export type GuardedProcess = {
  isUp(): boolean;
  /** The last lines of what it printed. */
  said(): string;
  /** Ends it, and removes its home. */
  stop(): Promise<void>;
};

/** A server of the tests, at home in a folder of its own. It ends with this process, however this process ends. */
export function startGuarded(
  command: string,
  args: readonly string[],
  { home, env = {}, gentleMs }: { home: string; env?: Readonly<Record<string, string>>; gentleMs: number },
): GuardedProcess {
  const logFile = join(home, 'server.log');
  const log = openSync(logFile, 'w');
  const child = spawn(command, [...args], {
    detached: true,
    stdio: ['ignore', log, log],
    cwd: home,
    env: { PATH: process.env['PATH'], HOME: home, ...env },
  });
  // A program that cannot be started is not up, and says why where its log is read.
  let failure = '';
  child.once('error', (error) => (failure = error.message));
  const pid = child.pid ?? 0;
  const identity = { pid, started: startOf(pid) ?? '' };
  const guardian = startGuardian();
  guardian.record(identity, 'SIGTERM');
  child.unref();
  return {
    isUp: () => startOf(pid) !== null,
    said: () => failure || readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-5).join('\n'),
    async stop() {
      await endProcess(identity, 'SIGTERM', gentleMs);
      guardian.dismiss();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** Waits until `attempt` succeeds; ends the server and throws the last failure when it does not in time or the server ended. */
export async function untilAnswering(
  server: GuardedProcess,
  { name, readyMs, everyMs }: { name: string; readyMs: number; everyMs: number },
  attempt: () => Promise<void>,
): Promise<void> {
  let last: unknown = new Error('it ended');
  for (const until = Date.now() + readyMs; Date.now() < until && server.isUp(); await pause(everyMs)) {
    try {
      return await attempt();
    } catch (error) {
      last = error;
    }
  }
  const said = server.said();
  await server.stop();
  throw new Error(`${name} did not come up: ${said}`, { cause: last });
}
