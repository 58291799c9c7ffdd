import { mkdtempSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { choosePort } from '@dondoc/infra/local/supervisor/ports.ts';
import { startGuarded, untilAnswering } from './guarded-process.ts';

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
  const args = [
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
  ];
  const server = startGuarded(binary, args, { home, gentleMs: GENTLE_MS });
  await untilAnswering(server, { name: 'the Temporal test server', readyMs: READY_MS, everyMs: 50 }, () =>
    portOpen(port),
  );
  return { address: `127.0.0.1:${port}`, stop: () => server.stop() };
}

function portOpen(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.destroy();
      resolve();
    });
  });
}
