// PostgreSQL refuses to run as root, so as root it runs as an account that may do little.
import { execFileSync } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

import { Refusal } from '../refusal.ts';

export type OsUser = Readonly<{ name: string; uid: number; gid: number }>;

/** null when we are an ordinary user already. */
export function unprivilegedUser(): OsUser | null {
  if (process.getuid?.() !== 0) return null;
  for (const name of ['postgres', 'nobody']) {
    const uid = idOf('-u', name);
    const gid = idOf('-g', name);
    if (uid !== null && gid !== null && uid !== 0) return { name, uid, gid };
  }
  throw new Refusal(
    'PostgreSQL must not run as root, and there is no account "postgres" or "nobody" to run it as.',
  );
}

function idOf(flag: string, name: string): number | null {
  try {
    return Number(
      execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
    );
  } catch {
    return null;
  }
}

/** The first folder on the way to `path` (itself included) that other users may not pass, or null. */
export async function closedFolderOn(path: string): Promise<string | null> {
  const folders: string[] = [];
  for (let at = resolve(path); ; at = dirname(at)) {
    folders.unshift(at);
    if (at === dirname(at)) break;
  }
  for (const folder of folders) {
    const found = await stat(folder).catch(() => null);
    if (found === null) return null;
    if (found.isDirectory() && (found.mode & 0o001) === 0) return folder;
  }
  return null;
}
