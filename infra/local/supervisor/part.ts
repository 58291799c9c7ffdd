// One supervised operating-system process: started in a group of its own, its output in its own log file, recorded with the
// guardian. What to do when it ends is the supervisor's business.
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';

import { Refusal } from '../refusal.ts';
import type { OsUser } from './os-user.ts';
import { endProcess, startOf } from './process-identity.mjs';
import type { ProcessIdentity } from './process-identity.mjs';

export type PartSpec = Readonly<{
  name: string;
  command: string;
  args: readonly string[];
  env: Readonly<Record<string, string | undefined>>;
  cwd: string;
  logFile: string;
  /** null: the account we run as */
  user: OsUser | null;
  /** asks for an orderly end */
  gentle: 'SIGTERM' | 'SIGINT';
  /** how long the orderly end may take, in milliseconds */
  patience: number;
  /** the process ends itself when its stdin closes (DONDOC_SUPERVISED=1) */
  watchesStdin: boolean;
}>;

export type RunningPart = Readonly<{
  identity: ProcessIdentity;
  /** how it ended, in words */
  ended: Promise<string>;
  stop(): Promise<void>;
}>;

const LOG_KEPT = 20 * 2 ** 20;
const TAIL = 4_096;

export async function spawnPart(spec: PartSpec): Promise<RunningPart> {
  rotate(spec.logFile);
  const log = openSync(spec.logFile, 'a', 0o600);
  // What a part writes (workflow data, logs) is for its own account only; a forked process keeps the mask of this moment.
  const mask = process.umask(0o077);
  const child = spawn(spec.command, spec.args, {
    detached: true,
    cwd: spec.cwd,
    env: { ...spec.env },
    stdio: [spec.watchesStdin ? 'pipe' : 'ignore', log, log],
    ...(spec.user === null ? {} : { uid: spec.user.uid, gid: spec.user.gid }),
  });
  process.umask(mask);
  closeSync(log);
  child.stdin?.on('error', () => {});
  const ended = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => resolve(signal === null ? `exit code ${code}` : `signal ${signal}`));
  });
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', (error) =>
      reject(new Refusal(`${spec.name} cannot be started (${error.message}).`, { cause: error })),
    );
  });
  const pid = child.pid ?? 0;
  const identity = { pid, started: startOf(pid) ?? '' };
  return {
    identity,
    ended,
    async stop() {
      await endProcess(identity, spec.gentle, spec.patience);
      await ended;
    },
  };
}

/** The last lines that the part wrote, for a person who must find out why it does not stay up. */
export function lastLines(logFile: string, lines = 12): string {
  try {
    return readFileSync(logFile, 'utf8').slice(-TAIL).trimEnd().split('\n').slice(-lines).join('\n');
  } catch {
    return '(it wrote nothing)';
  }
}

function rotate(logFile: string): void {
  try {
    if (statSync(logFile).size > LOG_KEPT) renameSync(logFile, `${logFile}.1`);
  } catch {
    // There is no log yet.
  }
}
