// The one folder that holds everything a local installation keeps: who uses it, which format it has, its secrets and ports.
import { randomBytes } from 'node:crypto';
import { chmod, mkdir, open, readFile, rename, rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { Refusal, errnoOf } from '../refusal.ts';
import { isRunning, startOf } from './process-identity.mjs';
import type { ProcessIdentity } from './process-identity.mjs';

/** Raised when an older dondoc could not read what a newer one writes here. */
const FORMAT = 1;
const ROOM = 2 ** 30;

type Secrets = Readonly<{ ownerPassword: string; appPassword: string; dataKey: string }>;
export type DataDirectory = Readonly<{
  path: string;
  at(...parts: readonly string[]): string;
  secrets: Secrets;
  release(): Promise<void>;
}>;

/**
 * Opens the folder for this process alone.
 * @throws Refusal: another start holds it, a newer version wrote it, it cannot be written, its disk is nearly full
 */
export async function openDataDirectory(path: string): Promise<DataDirectory> {
  const at = (...parts: readonly string[]): string => join(path, ...parts);
  try {
    // Traversable, because PostgreSQL may run as another user below it; what is secret has its own mode.
    await mkdir(at('logs'), { recursive: true, mode: 0o755 });
    await chmod(at('logs'), 0o700);
    await refuseNewerFormat(at('format'));
    const release = await lock(at('lock'), path);
    try {
      await refuseFullDisk(path);
      await writeIfMissing(at('format'), `${FORMAT}\n`, 0o644);
      return { path, at, secrets: await readSecrets(at('secrets.json')), release };
    } catch (error) {
      await release();
      throw error;
    }
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === 'ENOTDIR' || errno === 'EEXIST')
      throw new Refusal(`the data directory ${path} is not a folder.`);
    if (errno !== 'EACCES' && errno !== 'EROFS' && errno !== 'EPERM') throw error;
    throw new Refusal(`the data directory ${path} is not writable: choose another with --data-dir.`);
  }
}

async function refuseNewerFormat(file: string): Promise<void> {
  const text = await readOrNull(file);
  if (text === null) return;
  const format = Number(text.trim());
  if (format <= FORMAT) return;
  throw new Refusal(
    `the data directory was written by a newer dondoc (format ${text.trim()}, this one knows ${FORMAT}): ` +
      `update this clone, or choose another folder with --data-dir.`,
  );
}

async function refuseFullDisk(path: string): Promise<void> {
  const disk = await statfs(path);
  const free = disk.bavail * disk.bsize;
  if (free >= ROOM) return;
  throw new Refusal(
    `the disk of ${path} has ${Math.floor(free / 2 ** 20)} MB free and about 1 GB is needed: free some, or use --data-dir.`,
  );
}

async function lock(file: string, folder: string): Promise<() => Promise<void>> {
  const own = `${process.pid} ${startOf(process.pid) ?? ''}\n`;
  for (;;) {
    try {
      await writeFile(file, own, { flag: 'wx' });
      return () => rm(file, { force: true });
    } catch (error) {
      if (errnoOf(error) !== 'EEXIST') throw error;
    }
    const holder = holderIn((await readOrNull(file)) ?? '');
    if (holder !== null && isRunning(holder)) {
      throw new Refusal(`the data directory ${folder} is in use by another start (pid ${holder.pid}).`);
    }
    // Renamed before it is removed: of two starts that both find a dead holder only one gets hold of the file.
    await rename(file, `${file}.${process.pid}`).catch(() => {});
    await rm(`${file}.${process.pid}`, { force: true });
  }
}

function holderIn(text: string): ProcessIdentity | null {
  const [pid, started] = text.trim().split(' ');
  return pid && started ? { pid: Number(pid), started } : null;
}

async function readSecrets(file: string): Promise<Secrets> {
  const fresh: Secrets = {
    ownerPassword: randomBytes(24).toString('base64url'),
    appPassword: randomBytes(24).toString('base64url'),
    dataKey: randomBytes(32).toString('base64'),
  };
  await writeIfMissing(file, `${JSON.stringify(fresh, null, 2)}\n`, 0o600);
  return JSON.parse(await readFile(file, 'utf8')) as Secrets;
}

/** Whole or not at all, and on the disk before anything is sealed with it. */
async function writeIfMissing(file: string, text: string, mode: number): Promise<void> {
  if ((await readOrNull(file)) !== null) return;
  const half = `${file}.part`;
  const handle = await open(half, 'w', mode);
  await handle.writeFile(text);
  await handle.sync();
  await handle.close();
  await rename(half, file);
}

async function readOrNull(file: string): Promise<string | null> {
  return readFile(file, 'utf8').catch((error: unknown) => {
    if (errnoOf(error) === 'ENOENT') return null;
    throw error;
  });
}
