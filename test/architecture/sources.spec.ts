import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const root = join(import.meta.dirname, '../..');
// Tracked and new files alike: a file that was only just written is judged too.
const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], {
  cwd: root,
  encoding: 'utf8',
});
const files = listed.split('\0').filter((path) => path !== '' && existsSync(join(root, path)));
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const sources = files.filter((path) => /\.(ts|mjs|cjs)$/.test(path));
const isTest = (path: string) =>
  /\.(spec|int-spec|e2e-spec|contract)\.ts$|^test\/|^libs\/testing\//.test(path);
const offenders = (paths: string[], pattern: RegExp) => paths.filter((path) => pattern.test(read(path)));

describe('The sources', () => {
  it('are read at all', () => expect(sources.length).toBeGreaterThan(50));

  it('stay under 400 lines each', () => {
    expect(sources.filter((path) => read(path).split('\n').length > 401)).toEqual([]);
  });

  it('have no barrel file and no nameless folder', () => {
    const names = /(^|\/)(utils?|helpers?|common|shared|misc)(\/|\.ts$)/;
    // Temporal bundles one entry file; everywhere else an import names the file it means.
    const barrels = sources.filter((path) => path.endsWith('/index.ts') && path !== 'workflows/src/index.ts');
    expect(sources.filter((path) => names.test(path))).toEqual([]);
    expect(barrels).toEqual([]);
    expect(offenders(sources, /^export \* from/m)).toEqual([]);
  });

  it('leave no test switched off by hand', () => {
    expect(
      offenders(sources, /^\s*(?:x(?:it|describe)|(?:it|test|describe)\.(?:only|skip|todo))\(/m),
    ).toEqual([]);
  });

  it('stand alone: nothing but a test looks outside the repository', () => {
    const product = files.filter((path) => !isTest(path) && !/\.(png|lock)$|package-lock\.json$/.test(path));
    expect(offenders(product, /\.\.\/[s]hared\b|\/[w]ork\//)).toEqual([]);
  });

  it('are NFC throughout, so that Vietnamese words compare', () => {
    const texts = files.filter(
      (path) => /\.(ts|mjs|cjs|md|json|csv|txt)$/.test(path) && !path.startsWith('test/fixtures/'),
    );
    expect(texts.filter((path) => read(path) !== read(path).normalize('NFC'))).toEqual([]);
  });

  it('keep the checker of the fault suite apart from what it checks', () => {
    const checker = sources.filter(
      (path) => path.startsWith('test/chaos/checker/') && !/\.spec\.ts$|\/healthy-run\.ts$/.test(path),
    );
    expect(checker.length).toBeGreaterThan(5);
    expect(offenders(checker, /from '(@dondoc\/|\.\.\/)/)).toEqual([]);
  });

  it('read the environment in one place', () => {
    const product = sources.filter(
      (path) => /^(apps|libs|workflows|activities)\//.test(path) && !isTest(path),
    );
    // A composition root hands process.env to loadConfig; nobody else touches it.
    const roots = /^(libs\/config\/src\/config\.ts|apps\/[^/]+\/src\/main\.ts)$/;
    expect(
      offenders(
        product.filter((path) => !roots.test(path)),
        /process\.env/,
      ),
    ).toEqual([]);
  });

  it('keep clock, chance and ids out of the rules', () => {
    const domain = sources.filter((path) => path.startsWith('libs/domain/src/') && !isTest(path));
    expect(offenders(domain, /Date\.now\(|new Date\(\)|Math\.random|randomUUID/)).toEqual([]);
  });
});
