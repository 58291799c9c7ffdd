import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import { freePort } from './free-port.ts';
import { until } from './until.ts';

/** A Temporal server of a spec's own, on a file, that can lose that file and come back on the same port. */
export async function devServer(binary: string) {
  const home = mkdtempSync(join(tmpdir(), 'dondoc-process-'));
  const file = join(home, 'temporal.db');
  const port = await freePort();
  const address = `127.0.0.1:${port}`;
  let child: ChildProcess | undefined;

  const start = async () => {
    child = spawn(
      binary,
      ['server', 'start-dev', '--headless', '--ip=127.0.0.1', `--port=${port}`, `--db-filename=${file}`],
      { stdio: 'ignore', env: { PATH: process.env['PATH'], HOME: home } },
    );
    const answers = () =>
      Connection.connect({ address, connectTimeout: '1s' }).then(
        (connection) => connection.close().then(() => true),
        () => false,
      );
    await until(answers, (yes) => yes, { what: 'Temporal server', withinMs: 30_000 });
  };
  const stop = async () => {
    if (child === undefined || child.exitCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  };
  await start();
  return {
    address,
    /** Everything Temporal knew is gone. Something may happen while it is away. */
    async lose(meanwhile: () => Promise<unknown>) {
      await stop();
      await meanwhile();
      for (const suffix of ['', '-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true });
      await start();
    },
    async stop() {
      await stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
