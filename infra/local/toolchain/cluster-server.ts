// The Temporal server as production runs it: no pinned binary exists for it, so it is built from its pinned Go module.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { Refusal } from '../refusal.ts';
import { PLATFORM } from './pins.ts';
import { cacheFolder } from './toolchain.ts';

export const SERVER_VERSION = '1.31.2';
const MODULE = 'go.temporal.io/server';
/** What `go mod download -json` says of the module: Go's own checksum (h1) over all of its files. */
const MODULE_SUM = 'h1:0O4zQ0NGRit2Z32s1XUHfs9k8zSKqff2n1QvFttYN0M=';
const PROGRAMS = [`${MODULE}/cmd/server`, `${MODULE}/cmd/tools/sql`] as const;
const run = promisify(execFile);

/** Folder of the programs `server` and `sql`; `sql` carries the schemas. */
export type ClusterServer = Readonly<{ server: string; sql: string }>;
type Environment = Readonly<Record<string, string | undefined>>;

/** null: it was never built on this machine. */
export function builtClusterServer(env: Environment): ClusterServer | null {
  const folder = folderOf(env);
  const found = { server: join(folder, 'server'), sql: join(folder, 'sql') };
  return existsSync(found.server) && existsSync(found.sql) ? found : null;
}

/**
 * Builds it into the cache of pinned tools unless it is there; takes Go (a version the module accepts) and about eight minutes
 * on two cores the first time.
 * @throws Refusal without Go, without the module, or when the module is another than the pinned one
 */
export async function buildClusterServer(
  env: Environment,
  say: (detail: string) => void,
): Promise<ClusterServer> {
  const built = builtClusterServer(env);
  if (built !== null) return built;
  const folder = folderOf(env);
  await mkdir(join(folder, '..'), { recursive: true });
  // Beside its place, then renamed: a build that dies half-way leaves nothing that looks whole.
  const half = await mkdtemp(`${folder}-`);
  try {
    say('fetching the Go module');
    await refuseOtherModule(env);
    say('building; about eight minutes on two cores');
    await go(env, ['install', ...PROGRAMS.map((program) => `${program}@v${SERVER_VERSION}`)], half);
    await rename(half, folder);
  } finally {
    await rm(half, { recursive: true, force: true });
  }
  return { server: join(folder, 'server'), sql: join(folder, 'sql') };
}

async function refuseOtherModule(env: Environment): Promise<void> {
  const { Sum } = JSON.parse(await go(env, ['mod', 'download', '-json', `${MODULE}@v${SERVER_VERSION}`])) as {
    Sum?: string;
  };
  if (Sum === MODULE_SUM) return;
  throw new Refusal(
    `wrong checksum: the Go module ${MODULE} ${SERVER_VERSION} is ${Sum}, pinned is ${MODULE_SUM}.`,
  );
}

async function go(env: Environment, args: readonly string[], bin?: string): Promise<string> {
  try {
    const { stdout } = await run('go', [...args], {
      // A folder without a go.mod, so that nothing of ours decides how the module is built.
      cwd: homedir(),
      env: { ...env, ...(bin !== undefined && { GOBIN: bin }) },
      maxBuffer: 64 * 2 ** 20,
    });
    return stdout;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      throw new Refusal(`Go is not installed, and the Temporal server ${SERVER_VERSION} is built with it.`, {
        cause: error,
      });
    }
    const said = (error as { stderr?: string }).stderr?.trim().split('\n').at(-1);
    throw new Refusal(`go ${args[0]} failed: ${said ?? String(error)}`, { cause: error });
  }
}

const folderOf = (env: Environment): string =>
  join(cacheFolder(env), `temporal-server-${SERVER_VERSION}-${PLATFORM}`);
