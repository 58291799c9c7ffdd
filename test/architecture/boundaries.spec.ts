import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const root = join(import.meta.dirname, '../..');
const rules = join(import.meta.dirname, 'boundaries.cjs');
const WORKSPACES = ['apps', 'workflows', 'activities', 'libs', 'infra', 'test'];

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
    expect(read).toBeGreaterThan(800);
  }, 240_000);
});

describe('Each boundary rule', () => {
  // A rule that has never failed is not known to work: every one gets a file that breaks it and a file that this imports.
  const planted: readonly (readonly [rule: string, from: string, to: string])[] = [
    ['domain-imports-nothing', 'libs/domain/src', 'libs/contracts/src'],
    ['contracts-know-only-zod', 'libs/contracts/src', 'libs/domain/src'],
    ['config-stands-alone', 'libs/config/src', 'libs/domain/src'],
    ['adapters-stay-on-the-ground', 'libs/event-store/src', 'activities/src'],
    ['activities-take-ports', 'activities/src', 'apps/worker/src'],
    ['workflows-know-domain-and-activity-types', 'workflows/src', 'libs/event-store/src'],
    ['workflows-import-activities-as-types-only', 'workflows/src', 'activities/src'],
    ['apps-do-not-know-each-other', 'apps/api/src', 'apps/worker/src'],
    ['product-code-does-not-import-tests', 'libs/domain/src', 'libs/testing/src'],
    ['no-cycles', 'libs/domain/src', 'libs/domain/src'],
    ['no-cycles', 'test/bench', 'test/bench'],
  ];
  let directory: string;
  let found: string[];

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'dondoc-boundaries-'));
    for (const workspace of WORKSPACES) mkdirSync(join(directory, workspace), { recursive: true });
    for (const [rule, from, to] of planted) {
      const plant = (path: string, text: string): void => {
        mkdirSync(join(directory, dirname(path)), { recursive: true });
        writeFileSync(join(directory, path), text);
      };
      const back = rule === 'no-cycles' ? `import type { from } from './from-${rule}.ts';\n` : '';
      plant(`${to}/to-${rule}.ts`, `${back}export const to = 1;\n`);
      const path = relative(from, `${to}/to-${rule}.ts`);
      plant(`${from}/from-${rule}.ts`, `import { to } from './${path}';\nexport const from = to;\n`);
    }
    const answer = await violations(directory);
    found = answer.found.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`);
  }, 240_000);
  afterAll(() => rmSync(directory, { recursive: true }));

  it.each(planted)('%s fails on a planted violation from %s to %s', (rule, from, to) => {
    expect(found).toContain(`${rule}: ${from}/from-${rule}.ts -> ${to}/to-${rule}.ts`);
  });
});
