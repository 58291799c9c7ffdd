// A PostgreSQL with its client programs, for the spec of backup and restore: what npm carries has no pg_basebackup.
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Client } from 'pg';

import { unprivilegedUser } from '../local/supervisor/os-user.ts';

const DEBIAN = '/usr/lib/postgresql';
const READY_MS = 60_000;
const NEEDED = ['initdb', 'postgres', 'pg_basebackup', 'pg_verifybackup'];

/** The folder of a whole installation's programs ($TEST_PG_FULL_BIN, else Debian's newest), or null. */
export function fullInstallation(env: Readonly<Record<string, string | undefined>>): string | null {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).toSorted((a, b) => Number(b) - Number(a)) : [];
  const places = [env['TEST_PG_FULL_BIN'] ?? '', ...versions.map((version) => join(DEBIAN, version, 'bin'))];
  return places.find((bin) => NEEDED.every((program) => existsSync(join(bin, program)))) ?? null;
}

/** Runs a program as the account that PostgreSQL runs as, and answers what it printed. Rejects with what it complained of. */
export async function runAs(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<string> {
  const { stdout } = await promisify(execFile)(command, [...args], { ...account(), env, cwd: '/' });
  return stdout.trim();
}

export type Cluster = Readonly<{ url(role: string, database: string): string; kill(): Promise<void> }>;

/** Starts a cluster that is made already, and waits until it takes commands: a recovery is over then. */
export async function startCluster(
  bin: string,
  data: string,
  port: number,
  settings: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>>,
): Promise<Cluster> {
  const args = ['-D', data, '-h', '127.0.0.1', '-p', String(port), '-k', ''];
  for (const [name, value] of Object.entries(settings)) args.push('-c', `${name}=${value}`);
  const server = spawn(join(bin, 'postgres'), args, {
    ...account(),
    env,
    cwd: '/',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  server.stderr.on('data', (chunk) => (said += String(chunk)));
  const url = (role: string, database: string) => `postgres://${role}@127.0.0.1:${port}/${database}`;
  await untilOpen(url('postgres', 'postgres'), server, () => said);
  return {
    url,
    async kill() {
      if (server.exitCode !== null || server.signalCode !== null) return;
      const gone = once(server, 'exit');
      // The postmaster alone: its children notice and end, as when a machine is switched off.
      server.kill('SIGKILL');
      await gone;
    },
  };
}

async function untilOpen(url: string, server: ChildProcess, said: () => string): Promise<void> {
  for (
    const until = Date.now() + READY_MS;
    Date.now() < until && server.exitCode === null;
    await pause(100)
  ) {
    const client = new Client({ connectionString: url });
    try {
      await client.connect();
      const { rows } = await client.query<{ waits: boolean }>('SELECT pg_is_in_recovery() AS waits');
      if (rows[0]?.waits === false) return;
    } catch {
      // Not yet.
    } finally {
      await client.end().catch(() => undefined);
    }
  }
  throw new Error(`PostgreSQL did not open: ${said()}`);
}

function account(): { uid?: number; gid?: number } {
  const user = unprivilegedUser();
  return user === null ? {} : { uid: user.uid, gid: user.gid };
}
