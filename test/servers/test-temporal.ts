import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { startGuardian } from '@dondoc/infra/local/supervisor/guardian-link.ts';
import { choosePort } from '@dondoc/infra/local/supervisor/ports.ts';
import { endProcess, startOf } from '@dondoc/infra/local/supervisor/process-identity.mjs';

export type TestTemporal = { address: string; stop(): Promise<void> };

const AS_STARTED = [
  '--sqlite-pragma=journal_mode=WAL',
  '--sqlite-pragma=synchronous=NORMAL',
  '--dynamic-config-value=system.enableActivityEagerExecution=true',
];
const READY_MS = 30_000;
const GENTLE_MS = 3_000;

/** A real Temporal server for one run, in memory or, as `npm start` has it, on a file. It ends with this process, however this process ends. */
export async function startTestTemporal(binary: string, { onFile = false } = {}): Promise<TestTemporal> {
  const home = mkdtempSync(join(tmpdir(), 'dondoc-test-temporal-'));
  const port = await choosePort(undefined, home, new Set());
  const child = spawn(
    binary,
    [
      'server',
      'start-dev',
      '--headless',
      '--ip=127.0.0.1',
      `--port=${port}`,
      '--log-level=error',
      '--dynamic-config-value=frontend.namespaceRPS=20000',
      '--dynamic-config-value=frontend.rps=20000',
      '--dynamic-config-value=frontend.WorkflowTimeSkippingEnabled=true',
      ...(onFile ? [`--db-filename=${join(home, 'temporal.db')}`, ...AS_STARTED] : []),
    ],
    { detached: true, stdio: 'ignore', cwd: home, env: { PATH: process.env['PATH'], HOME: home } },
  );
  const pid = child.pid ?? 0;
  const identity = { pid, started: startOf(pid) ?? '' };
  const guardian = startGuardian();
  guardian.record(identity, 'SIGTERM');
  child.unref();
  const stop = async (): Promise<void> => {
    await endProcess(identity, 'SIGTERM', GENTLE_MS);
    guardian.dismiss();
    rmSync(home, { recursive: true, force: true });
  };
  try {
    await answering(port, () => startOf(pid) !== null);
  } catch (error) {
    await stop();
    throw error;
  }
  return { address: `127.0.0.1:${port}`, stop };
}

async function answering(port: number, isUp: () => boolean): Promise<void> {
  for (const until = Date.now() + READY_MS; Date.now() < until && isUp(); await pause(50)) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect({ host: '127.0.0.1', port });
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
      socket.once('close', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
    if (open) return;
  }
  throw new Error(`the Temporal test server did not open its port ${port}`);
}
