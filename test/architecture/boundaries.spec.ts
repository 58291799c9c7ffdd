import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';

const root = join(import.meta.dirname, '../..');
const rules = join(import.meta.dirname, 'boundaries.cjs');
const WORKSPACES = ['apps', 'workflows', 'activities', 'libs'];

type Violation = { rule: { name: string }; from: string; to: string };

/** Runs dependency-cruiser as its users do; a library that is broken must fail the spec, not pass it with nothing read. */
function violations(directory: string): Promise<{ read: number; found: Violation[] }> {
  const tool = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const args = [tool, '--config', rules, '--output-type', 'json', ...WORKSPACES];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { cwd: directory, env: {}, maxBuffer: 64 << 20 }, (error, stdout) => {
      if (stdout === '') return reject(error ?? new Error('dependency-cruiser printed nothing'));
      const { summary } = JSON.parse(stdout) as {
        summary: { totalCruised: number; violations: Violation[] };
      };
      resolve({ read: summary.totalCruised, found: summary.violations });
    });
  });
}

describe('Who may import whom', () => {
  it('holds for the whole repository', async () => {
    const { read, found } = await violations(root);
    expect(found.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`)).toEqual([]);
    expect(read).toBeGreaterThan(100);
  }, 60_000);
});

describe('Each boundary rule', () => {
  let planted: string | undefined;
  afterEach(() => {
    if (planted) rmSync(planted, { recursive: true });
  });

  // A rule that has never failed is not known to work.
  it.each([
    ['domain-imports-nothing', 'libs/domain/src/a.ts', "import { b } from '../../contracts/src/b.ts';"],
    ['contracts-know-only-zod', 'libs/contracts/src/a.ts', "import { b } from '../../domain/src/b.ts';"],
    ['config-stands-alone', 'libs/config/src/a.ts', "import { b } from '../../domain/src/b.ts';"],
    [
      'adapters-stay-on-the-ground',
      'libs/event-store/src/a.ts',
      "import { b } from '../../../activities/src/b.ts';",
    ],
    ['activities-take-ports', 'activities/src/a.ts', "import { b } from '../../apps/worker/src/b.ts';"],
    [
      'workflows-know-domain-and-activity-types',
      'workflows/src/a.ts',
      "import { b } from '../../libs/event-store/src/b.ts';",
    ],
    [
      'workflows-import-activities-as-types-only',
      'workflows/src/a.ts',
      "import { b } from '../../activities/src/b.ts';",
    ],
    ['apps-do-not-know-each-other', 'apps/api/src/a.ts', "import { b } from '../../worker/src/b.ts';"],
    [
      'product-code-does-not-import-tests',
      'libs/domain/src/a.ts',
      "import { b } from '../../testing/src/b.ts';",
    ],
    ['no-cycles', 'libs/domain/src/a.ts', "import { b } from './b.ts';"],
  ])(
    '%s fails on a planted violation',
    async (rule, file, line) => {
      planted = mkdtempSync(join(tmpdir(), 'dondoc-boundaries-'));
      for (const workspace of WORKSPACES) mkdirSync(join(planted, workspace), { recursive: true });
      const target = join(dirname(file), /'(.+)'/.exec(line)?.[1] ?? '');
      for (const [path, text] of [
        [target, "import { a } from './a.ts';\nexport const b = a;\n"],
        [file, `${line}\nexport const a = b;\n`],
      ] as const) {
        mkdirSync(join(planted, dirname(path)), { recursive: true });
        writeFileSync(join(planted, path), text);
      }
      const { found } = await violations(planted);
      expect(found.map((violation) => violation.rule.name)).toContain(rule);
    },
    30_000,
  );
});
