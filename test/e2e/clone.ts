// A copy of the repository as a person would have it, with this machine's packages, so that a start does not install them again.
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';

const repository = join(import.meta.dirname, '..', '..');
const LEFT_OUT = new Set(['node_modules', '.git', '.nx', '.dondoc', 'coverage', 'dist']);
/** Links into the workspaces: they must lead into the copy. */
const OWN_SCOPE = '@dondoc';

export type Clone = { path: string; remove(): void };

export function cloneRepository(): Clone {
  // Not closed to other accounts: as root, PostgreSQL runs as one of them.
  const path = mkdtempSync(join(tmpdir(), 'dondoc-e2e-'));
  chmodSync(path, 0o755);
  cpSync(repository, path, {
    recursive: true,
    verbatimSymlinks: true,
    // A lock file that looked newer than the packages would have them installed anew, through the links, in this checkout.
    preserveTimestamps: true,
    filter: (source) =>
      !source
        .slice(repository.length)
        .split(sep)
        .some((name) => LEFT_OUT.has(name)),
  });
  const packages = join(repository, 'node_modules');
  mkdirSync(join(path, 'node_modules'));
  for (const name of readdirSync(packages)) {
    if (name !== OWN_SCOPE) symlinkSync(join(packages, name), join(path, 'node_modules', name));
  }
  cpSync(join(packages, OWN_SCOPE), join(path, 'node_modules', OWN_SCOPE), {
    recursive: true,
    verbatimSymlinks: true,
  });
  if (!existsSync(join(path, 'package.json'))) throw new Error('the copy of the repository is not whole');
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
