// PostgreSQL 18 from npm as a supervised part: its own account, loopback only, password log-in, everything flushed to disk.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Client } from 'pg';

import { Refusal, isDiskFull } from '../refusal.ts';
import type { DataDirectory } from './data-directory.ts';
import { closedFolderOn, unprivilegedUser } from './os-user.ts';
import type { OsUser } from './os-user.ts';
import type { PartSpec } from './part.ts';
import { postgresBinaries, sharedFolder } from './postgres-binaries.ts';

const OWNER = 'dondoc_owner';
const DATABASE = 'dondoc';

export type Postgres = Readonly<{
  spec: PartSpec;
  ready(): Promise<void>;
  cluster: string;
  ownerUrl: string;
  appUrl: string;
}>;

/** Makes the cluster when there is none. The server itself is started by the supervisor. */
export async function preparePostgres(
  data: DataDirectory,
  port: number,
  say: (detail: string) => void,
  note: (text: string) => void,
): Promise<Postgres> {
  const shared = (): string => sharedFolder('dondoc', tmpdir());
  const account = unprivilegedUser();
  const cluster = await clusterFolder(data, account, shared, note);
  const user = ownerOf(cluster) ?? account;
  const bin = await postgresBinaries(user, shared, note);
  const env = { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' };
  if (!existsSync(join(cluster, 'PG_VERSION'))) {
    say('making the database cluster');
    await initialise(bin, cluster, data.secrets.ownerPassword, user, env);
  }
  // Whatever ran here was ended from the process record; PostgreSQL would distrust a pid that somebody else now has.
  rmSync(join(cluster, 'postmaster.pid'), { force: true });
  const url = (role: string, password: string): string =>
    `postgres://${role}:${encodeURIComponent(password)}@127.0.0.1:${port}/${DATABASE}`;
  const ownerUrl = url(OWNER, data.secrets.ownerPassword);
  return {
    spec: {
      name: 'PostgreSQL',
      command: join(bin, 'postgres'),
      args: [
        '-D',
        cluster,
        '-h',
        '127.0.0.1',
        '-p',
        String(port),
        '-k',
        '',
        '-c',
        'timezone=UTC',
        '-c',
        'max_connections=200',
      ],
      env,
      cwd: '/',
      logFile: data.at('logs', 'postgres.log'),
      user,
      gentle: 'SIGINT',
      patience: 4_000,
      watchesStdin: false,
    },
    ready: () => untilAnswering(ownerUrl),
    cluster,
    ownerUrl,
    appUrl: url('dondoc_app', data.secrets.appPassword),
  };
}

/** Below the data directory, or where PostgreSQL's account can reach it; the choice is remembered. */
async function clusterFolder(
  data: DataDirectory,
  account: OsUser | null,
  shared: () => string,
  note: (text: string) => void,
): Promise<string> {
  const memory = data.at('postgres-folder');
  if (existsSync(memory)) return readFileSync(memory, 'utf8').trim();
  const usual = data.at('postgres');
  const closed = account === null || existsSync(usual) ? null : await closedFolderOn(data.path);
  if (closed === null) return usual;
  const folder = join(shared(), `postgres-${shortHash(data.path)}`);
  writeFileSync(memory, `${folder}\n`);
  note(`the database is kept in ${folder}, because ${closed} is closed to the account "${account?.name}"`);
  return folder;
}

/** A cluster that another account made stays that account's. */
function ownerOf(cluster: string): OsUser | null {
  if (process.getuid?.() !== 0 || !existsSync(cluster)) return null;
  const { uid, gid } = statSync(cluster);
  return uid === 0 ? null : { name: String(uid), uid, gid };
}

/** Beside its place, then renamed: a start that dies half-way leaves no cluster that looks whole. */
async function initialise(
  bin: string,
  cluster: string,
  password: string,
  user: OsUser | null,
  env: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const half = `${cluster}.part`;
  rmSync(half, { recursive: true, force: true });
  mkdirSync(half, { recursive: true, mode: 0o700 });
  const secret = mkdtempSync(join(tmpdir(), 'dondoc-initdb-'));
  const passwordFile = join(secret, 'password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (user !== null) for (const path of [half, secret, passwordFile]) chownSync(path, user.uid, user.gid);
  const options = [
    '-U',
    OWNER,
    '--pwfile',
    passwordFile,
    '-A',
    'scram-sha-256',
    '-E',
    'UTF8',
    '--no-instructions',
  ];
  const locale = ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  try {
    const as = user === null ? {} : { uid: user.uid, gid: user.gid };
    await promisify(execFile)(join(bin, 'initdb'), ['-D', half, ...options, ...locale], {
      env,
      cwd: '/',
      ...as,
    });
    renameSync(half, cluster);
  } catch (error) {
    if (isDiskFull(error)) throw error;
    const said =
      error instanceof Error ? error.message.trim().split('\n').slice(-4).join('\n') : String(error);
    throw new Refusal(`PostgreSQL's initdb failed:\n${said}`, { cause: error });
  } finally {
    rmSync(secret, { recursive: true, force: true });
  }
}

async function untilAnswering(ownerUrl: string): Promise<void> {
  const maintenance = new URL(ownerUrl);
  maintenance.pathname = '/postgres';
  for (;;) {
    const client = new Client({ connectionString: maintenance.href });
    client.on('error', () => undefined);
    try {
      await client.connect();
      const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
      if (found.rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
      return;
    } catch {
      await pause(50);
    } finally {
      await client.end().catch(() => {});
    }
  }
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
