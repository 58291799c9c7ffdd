import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, jest } from '@jest/globals';
import type { DirectiveImport } from '@dondoc/documents/directive-import/directive-import.ts';

// Each case starts the program anew.
jest.setTimeout(20_000);

const path = (relative: string) => fileURLToPath(new URL(`../../../../${relative}`, import.meta.url));
const LETTER = path('infra/local/example/directive.txt');
type Ended = { code: number | null; stdout: string; stderr: string };

function dondoc(args: readonly string[], input: string | Buffer = ''): Promise<Ended> {
  const child = spawn(process.execPath, [path('apps/cli/bin/dondoc.mjs'), 'directive', 'import', ...args]);
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  // The command stops reading past the limit: what it leaves in the pipe is no fault of the test.
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) =>
      resolve({
        code,
        stdout: Buffer.concat(out).toString('utf8'),
        stderr: Buffer.concat(err).toString('utf8'),
      }),
    );
  });
}

const imported = ({ stdout }: Ended) => JSON.parse(stdout) as DirectiveImport;

describe('dondoc directive import', () => {
  it('prints one JSON object and exits 0, from a file and from standard input alike', async () => {
    const fromFile = await dondoc([LETTER, '--json']);
    expect(fromFile).toMatchObject({ code: 0, stderr: '' });
    expect(imported(fromFile)).toMatchObject({
      kind: 'directive-import/1',
      refused: null,
      directive: { number: { seq: 1889 } },
    });
    const text = 'Số 12-CV/TU\nĐẢNG CỘNG SẢN VIỆT NAM\nKính gửi: Các chi bộ.\n1. Họp.\n2. Báo cáo.\n';
    const fromInput = await dondoc(['-', '--json'], text);
    expect(imported(fromInput).directive?.requirements).toHaveLength(2);
  });

  it('keeps the keys in the order of the interface', async () => {
    const { directive, ...outer } = imported(
      await dondoc([path('test/fixtures/directives/state-letter-flattened.txt'), '--json']),
    );
    expect(Object.keys(outer)).toEqual(['kind', 'refused', 'notStated', 'fields', 'warnings']);
    expect(Object.keys(directive ?? {})).toEqual([
      'family',
      'number',
      'place',
      'date',
      'abstract',
      'issuer',
      'addressees',
      'requirements',
      'deadlines',
      'distribution',
      'signature',
    ]);
    expect(Object.keys(directive?.deadlines[0] ?? {})).toEqual(['phrase', 'on', 'relation', 'requirement']);
  });

  it('shows a person each field with its confidence and line, and what is not stated', async () => {
    const { code, stdout } = await dondoc([LETTER]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^number\s+0\.99 {2}line 3\n {4}1889-CV\/TU$/m);
    expect(stdout).toContain('not stated: deadlines');
  });

  it.each([
    ['what is no directive', ['-', '--json'], 'Ngày xửa ngày xưa.\n', 'NOT_A_DIRECTIVE'],
    ['nothing', ['-', '--json'], '', 'EMPTY'],
    ['binary data', ['-', '--json'], Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0x00]), 'UNREADABLE'],
    ['too much', ['-', '--json'], Buffer.alloc(1_100_000, 'a'), 'TOO_LARGE'],
    ['a file that is not there', ['no-such-file.txt', '--json'], '', 'UNREADABLE'],
  ])(
    'refuses %s with exit code 2, the reason on stdout as JSON and on stderr as a sentence',
    async (_what, args, input, code) => {
      const ended = await dondoc(args, input);
      expect(ended.code).toBe(2);
      expect(imported(ended).refused?.code).toBe(code);
      expect(ended.stderr.trim()).not.toBe('');
    },
  );

  it('exits 2 without a file, and says so once', async () => {
    const { code, stdout, stderr } = await dondoc([]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr.match(/missing required argument/g)).toHaveLength(1);
  });
});
