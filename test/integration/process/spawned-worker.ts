import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { until } from './until.ts';

const ROOT = join(import.meta.dirname, '../../..');

/** apps/worker as its supervisor starts it: from source, told by its environment, held by its stdin. */
export function spawnedWorker(env: Readonly<Record<string, string>>) {
  const main = join(ROOT, 'apps/worker/src/main.ts');
  const child = spawn(process.execPath, ['--import', '@oxc-node/core/register', main], {
    cwd: ROOT,
    env: {
      PATH: process.env['PATH'],
      DONDOC_SUPERVISED: '1',
      ...env,
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let said = '';
  let complained = '';
  child.stdout.on('data', (chunk) => (said += String(chunk)));
  child.stderr.on('data', (chunk) => (complained += String(chunk)));
  const ended = once(child, 'exit').then(([code, signal]) => ({ code, signal }));
  return {
    /** 0 when it could not be started. */
    pid: child.pid ?? 0,
    said: () => said,
    complained: () => complained,
    ended,
    ready: () =>
      until(
        () => {
          if (child.exitCode !== null) throw new Error(`The worker ended: ${complained}`);
          return said;
        },
        (text) => text.includes('worker ready'),
        { what: 'ready line', withinMs: 90_000 },
      ),
    signal: (name: 'SIGTERM' | 'SIGKILL') => child.kill(name),
    closeStdin: () => child.stdin.end(),
    async gone() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
