// Temporal's development server as a supervised part: file-backed, with its web UI, keeping closed workflows for a year.
import { execFile } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';

import type { DataDirectory } from './data-directory.ts';
import type { PartSpec } from './part.ts';

export type Temporal = Readonly<{ spec: PartSpec; ready(): Promise<void>; address: string; uiUrl: string }>;

/** The server's own default is one day: a campaign of fourteen months would lose its finished parts. */
const RETENTION = '8760h';
/** One machine, one user: limits made for shared clusters would only slow a launch down. */
const LIMITS = [
  'frontend.rps=20000',
  'frontend.namespaceRPS=20000',
  'system.enableActivityEagerExecution=true',
];

export function prepareTemporal(
  binary: string,
  data: DataDirectory,
  ports: Readonly<{ grpc: number; ui: number }>,
): Temporal {
  const address = `127.0.0.1:${ports.grpc}`;
  // Its own HOME, so that the person's Temporal profile cannot change what is started here.
  const env = { PATH: process.env['PATH'], HOME: data.path, TZ: 'UTC' };
  return {
    address,
    uiUrl: `http://127.0.0.1:${ports.ui}`,
    spec: {
      name: 'Temporal',
      command: binary,
      args: [
        'server',
        'start-dev',
        '--ip=127.0.0.1',
        `--port=${ports.grpc}`,
        `--ui-port=${ports.ui}`,
        '--ui-disable-news-fetch',
        `--db-filename=${data.at('temporal.db')}`,
        '--sqlite-pragma=journal_mode=WAL',
        '--sqlite-pragma=synchronous=NORMAL',
        '--log-level=warn',
        '--log-format=json',
        ...LIMITS.map((limit) => `--dynamic-config-value=${limit}`),
      ],
      env,
      cwd: data.path,
      logFile: data.at('logs', 'temporal.log'),
      user: null,
      gentle: 'SIGTERM',
      patience: 2_500,
      watchesStdin: false,
    },
    ready: () => untilRetentionIsSet(binary, address, env),
  };
}

/** Setting it is also the proof that the server answers. */
async function untilRetentionIsSet(
  binary: string,
  address: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const command = ['operator', 'namespace', 'update', '--namespace', 'default', '--retention', RETENTION];
  for (;;) {
    try {
      await promisify(execFile)(binary, [...command, '--address', address], { env, timeout: 10_000 });
      return;
    } catch {
      await pause(200);
    }
  }
}
