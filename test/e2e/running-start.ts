import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { isRunning } from '@dondoc/infra/local/supervisor/process-identity.mjs';
import type { ProcessIdentity } from '@dondoc/infra/local/supervisor/process-identity.mjs';

export type RunningStart = {
  output(): string;
  /** Resolves with everything said so far once `text` was said; rejects when the start ends before that. */
  said(text: string): Promise<string>;
  exited: Promise<number | null>;
  /** to the whole foreground group, as a terminal does */
  signal(signal: NodeJS.Signals): void;
  /** kill -9 of npm alone */
  kill(): void;
};

const LOOK_EVERY_MS = 50;

/** `npm start -- <args>` in the clone. */
export function npmStart(clone: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): RunningStart {
  const child = spawn('npm', ['start', '--silent', '--', ...args], {
    cwd: clone,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_OPTIONS: '', ...env },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += String(text)));
  let ended = false;
  const exited = new Promise<number | null>((resolve) => {
    child.once('close', (code) => {
      ended = true;
      resolve(code);
    });
  });
  return {
    output: () => output,
    exited,
    async said(text) {
      while (!output.includes(text)) {
        if (ended) throw new Error(`npm start ended without saying "${text}":\n${output}`);
        await pause(LOOK_EVERY_MS);
      }
      return output;
    },
    signal: (signal) => process.kill(-(child.pid ?? 0), signal),
    kill: () => void child.kill('SIGKILL'),
  };
}

/** The parts that run now, as the supervisor recorded them. */
export function partsOf(dataDirectory: string): ProcessIdentity[] {
  return JSON.parse(readFileSync(join(dataDirectory, 'processes.json'), 'utf8')) as ProcessIdentity[];
}

export function supervisorOf(dataDirectory: string): number {
  return Number(readFileSync(join(dataDirectory, 'lock'), 'utf8').split(' ')[0]);
}

export async function allGone(parts: readonly ProcessIdentity[], withinMs: number): Promise<boolean> {
  for (const until = Date.now() + withinMs; Date.now() < until; await pause(LOOK_EVERY_MS)) {
    if (!parts.some(isRunning)) return true;
  }
  return false;
}
