import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';

import { isRunning, startOf } from './process-identity.mjs';

const guardianFile = join(import.meta.dirname, '..', 'guardian.mjs');
const children: ChildProcess[] = [];

function start(command: string, args: readonly string[]): ChildProcess & { pid: number } {
  const child = spawn(command, args, { detached: true, stdio: ['pipe', 'pipe', 'ignore'] });
  children.push(child);
  if (child.pid === undefined) throw new Error(`${command} did not start`);
  return Object.assign(child, { pid: child.pid });
}

/** Ends when nobody is left to read its output, or when it is told to. */
const patient = () => start(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
const identityOf = (pid: number) => ({ pid, started: startOf(pid) ?? 'none' });

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

describe('the guardian', () => {
  it('ends what was recorded when its pipe closes without a word', async () => {
    const watched = patient();
    const identity = identityOf(watched.pid);
    const guardian = start(process.execPath, [guardianFile]);
    guardian.stdin?.end(`started\t${identity.pid}\t${identity.started}\tSIGTERM\n`);
    await once(watched, 'exit');
    expect(isRunning(identity)).toBe(false);
  });

  it('never touches a process that has the pid but not the start time', async () => {
    const stranger = patient();
    const guardian = start(process.execPath, [guardianFile]);
    guardian.stdin?.end(`started\t${stranger.pid}\tlong-ago\tSIGTERM\n`);
    await once(guardian, 'exit');
    expect(isRunning(identityOf(stranger.pid))).toBe(true);
    expect(stranger.exitCode).toBeNull();
  });

  it('leaves alone what has ended in order, and everything after an orderly stop', async () => {
    const [forgotten, kept] = [patient(), patient()];
    const guardian = start(process.execPath, [guardianFile]);
    for (const { pid } of [forgotten, kept]) {
      guardian.stdin?.write(`started\t${pid}\t${startOf(pid)}\tSIGTERM\n`);
    }
    guardian.stdin?.end(`ended\t${forgotten.pid}\nbye\n`);
    await once(guardian, 'exit');
    expect([forgotten.exitCode, kept.exitCode]).toEqual([null, null]);
    expect(isRunning(identityOf(kept.pid))).toBe(true);
  });
});
