// `npm start` runs us below npm and often a shell. Who kills npm (`npm start & kill -9 $!`) means us, and is not passed on.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

import { startOf } from './process-identity.mjs';
import type { ProcessIdentity } from './process-identity.mjs';

const LEVELS = 3;

/** The npm that runs the start script we belong to; null when we were started without npm. */
export function npmAncestor(env: Readonly<Record<string, string | undefined>>): ProcessIdentity | null {
  if (env['npm_lifecycle_event'] !== 'start') return null;
  let pid = process.ppid;
  for (let level = 0; level < LEVELS && pid > 1; level += 1) {
    const found = look(pid);
    const started = startOf(pid);
    if (found === null || started === null) return null;
    if (/^npm( |$)|npm-cli\.js/.test(found.command)) return { pid, started };
    pid = found.parent;
  }
  return null;
}

function look(pid: number): { parent: number; command: string } | null {
  try {
    if (process.platform !== 'linux') {
      const line = execFileSync('ps', ['-o', 'ppid=,args=', '-p', String(pid)], { encoding: 'utf8' }).trim();
      const [, parent = '0', command = ''] = /^(\d+)\s+(.*)$/.exec(line) ?? [];
      return { parent: Number(parent), command };
    }
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
    return { parent, command: readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim() };
  } catch {
    return null;
  }
}
