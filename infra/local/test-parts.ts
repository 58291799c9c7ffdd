// What `npm test` runs, in order. The commands themselves are the Nx targets of the root package.json.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

export type Counts = Readonly<{ passed: number; failed: number; skipped: number }>;
export type Part = Readonly<{ target: string; says: string; fast: boolean; isSuite: boolean }>;

const check = (target: string, says: string, fast: boolean): Part => ({ target, says, fast, isSuite: false });
const suite = (target: string, says: string, fast: boolean): Part => ({ target, says, fast, isSuite: true });

export const PARTS: readonly Part[] = [
  check('format', 'code is formatted (oxfmt)', true),
  check('lint', 'no lint error or warning (oxlint, type-aware)', true),
  check('boundaries', 'imports go downwards only (Nx)', false),
  check('types', 'types hold (tsc)', true),
  check('dead-code', 'nothing unused (knip)', false),
  suite('unit', 'unit specs, no servers', true),
  suite('int', 'integration specs: real PostgreSQL, Temporal (also skipping time), Kafka', false),
  suite('cluster', 'the workflow specs on a Temporal cluster on PostgreSQL', false),
  suite('e2e', 'end-to-end specs: npm start itself', false),
];

export type PartResult = Readonly<{ counts: Counts; output: string }>;

/** Runs one Nx target; `onOutput` is handed what a suite prints, as it comes. */
export async function runPart(
  root: string,
  part: Part,
  env: Readonly<Record<string, string | undefined>>,
  onOutput: (text: string) => void,
): Promise<PartResult> {
  const results = join(root, 'coverage', `${part.target}.json`);
  if (part.isSuite) {
    mkdirSync(join(root, 'coverage'), { recursive: true });
    rmSync(results, { force: true });
  }
  const { code, output } = await runNx(root, part, env, part.isSuite ? onOutput : () => {});
  const counts = part.isSuite ? suiteCounts(results, code) : checkCounts(code);
  return { counts, output };
}

function runNx(
  root: string,
  part: Part,
  env: Readonly<Record<string, string | undefined>>,
  onOutput: (text: string) => void,
): Promise<{ code: number | null; output: string }> {
  const nx = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'nx.cmd' : 'nx');
  return new Promise((resolve, reject) => {
    const child = spawn(nx, ['run', `dondoc:${part.target}`, '--outputStyle=static'], {
      cwd: root,
      env: { ...env, NX_DAEMON: 'false', NX_TUI: 'false' },
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    });
    let output = '';
    const take = (text: Buffer): void => {
      output += text.toString();
      onOutput(text.toString());
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output }));
  });
}

function checkCounts(code: number | null): Counts {
  return code === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
}

type JestResults = Readonly<{
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  numRuntimeErrorTestSuites: number;
}>;

/** A spec file that could not even be loaded is a failure; so is a Jest that ended badly without a failed test. */
function suiteCounts(file: string, code: number | null): Counts {
  const results = readResults(file);
  if (results === null) return { passed: 0, failed: 1, skipped: 0 };
  const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
  return {
    passed: results.numPassedTests,
    failed: failed === 0 && code !== 0 ? 1 : failed,
    skipped: results.numPendingTests + results.numTodoTests,
  };
}

function readResults(file: string): JestResults | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as JestResults;
  } catch {
    return null;
  }
}
