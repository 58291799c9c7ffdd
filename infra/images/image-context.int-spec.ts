import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import dockerignore from '@balena/dockerignore';
import { repositoryRoot } from '../local/repository-root.ts';

const PATIENCE_MS = 60_000;

/** What `COPY . .` of the Dockerfile takes over, by .dockerignore. */
function contextFiles(): string[] {
  const ignore = dockerignore.default().add(readFileSync(join(repositoryRoot, '.dockerignore'), 'utf8'));
  const tracked = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: repositoryRoot,
    encoding: 'utf8',
  });
  return tracked.split('\0').filter((path) => path !== '' && !ignore.ignores(path));
}

/** The folder as the image has it, but for the packages: those are the repository's own. */
function copyTo(folder: string): void {
  for (const path of contextFiles()) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    cpSync(join(repositoryRoot, path), join(folder, path));
  }
  const packages = join(repositoryRoot, 'node_modules');
  mkdirSync(join(folder, 'node_modules'));
  for (const name of readdirSync(packages).filter((each) => each !== '@dondoc'))
    symlinkSync(join(packages, name), join(folder, 'node_modules', name));
  // Links to ../../libs and the like: in the copy they lead to the copy.
  cpSync(join(packages, '@dondoc'), join(folder, 'node_modules/@dondoc'), {
    recursive: true,
    verbatimSymlinks: true,
  });
}

describe('What the image copies', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'dondoc-image-'));
    copyTo(folder);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each([
    ['apps/api/src/main.ts', 'DATABASE_URL is not set'],
    ['apps/worker/src/main.ts', 'DATABASE_URL is not set'],
    ['infra/production/migrate.ts', 'DATABASE_OWNER_URL is not set'],
    ['infra/production/first-administrator.ts', 'Name a login'],
    ['infra/production/make-current.ts', 'Set TEMPORAL_DEPLOYMENT_NAME'],
    ['infra/production/bundle-workflows.ts', 'Name the data folder'],
  ])(
    'is all that %s needs to start, up to the setting it misses',
    (program, complaint) => {
      const { status, stdout, stderr } = spawnSync(
        process.execPath,
        ['--import', '@oxc-node/core/register', program],
        { cwd: folder, encoding: 'utf8', env: { PATH: process.env['PATH'] ?? '' }, timeout: PATIENCE_MS },
      );
      expect(`${stdout}${stderr}`).toContain(complaint);
      expect(status).not.toBe(0);
    },
    PATIENCE_MS,
  );

  it('is no spec and nothing that only tests need', () => {
    expect(contextFiles().filter((path) => /\.(int-|e2e-)?spec\.ts$|\/testing\//.test(path))).toEqual([]);
  });
});
