import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { readCases } from '../cases/read-cases.ts';
import { createDondoc } from '../testing/test-cli.ts';

const cli = createDondoc({});
afterAll(() => cli.leave());

const score = (points: string) => ({
  kind: 'rating-case/1',
  policy: 'VN-UNIT-366-335',
  year: 2026,
  subject: { kind: 'UNIT', id: 'u1' },
  facts: { score: points, tasks: { assigned: 20, done: 20, onTime: 20, exceeded: 7 } },
});
function folderOf(cases: Record<string, unknown>): string {
  const folder = join(cli.folder, `own-${Object.keys(cases).join('-')}`);
  mkdirSync(join(folder, 'inner'), { recursive: true });
  for (const [name, content] of Object.entries(cases))
    writeFileSync(
      join(folder, 'inner', `${name}.json`),
      JSON.stringify({ id: name, title: 'x', ...(content as object) }),
    );
  return folder;
}

describe('The acceptance cases of this release', () => {
  it('are listed, and every one is answered as expected', async () => {
    const all = await readCases();
    expect(all.length).toBeGreaterThan(30);
    const listed = await cli.json(['cases', 'list']);
    expect(listed).toMatchObject({ items: all.map(({ id }) => ({ id })) });
    const { code, stdout } = await cli.run(['cases', 'check']);
    expect([code, stdout.split('\n').filter((line) => / yes +\d/.test(line)).length]).toEqual([
      0,
      all.length,
    ]);
  });

  it('are answered in full, by number: result, arithmetic, citation with its legal status', async () => {
    const { code, stdout } = await cli.run(['cases', 'run', 'ac-18']);
    expect(code).toBe(0);
    expect(stdout).toContain('AC-18: 8 candidates, nobody else');
    expect(stdout).toContain('  E = 1: 0.20 x 7 = 1.40, làm tròn 1: được');
    expect(stdout).toContain('  E = 2: 0.20 x 6 = 1.20, làm tròn 1: vượt');
    expect(stdout).toMatch(/^Trích dẫn \(R-18\): .* \(MANDATORY: bắt buộc, chưa đối chiếu\)$/m);
    expect(stdout).toContain('As expected.');
  });

  it('a number means all its letters', async () => {
    const answers = await cli.json(['cases', 'run', 'AC-21']);
    expect(answers).toMatchObject({ items: [{ id: 'AC-21a' }, { id: 'AC-21b' }, { id: 'AC-21c' }] });
  });

  it('an unknown number is refused', async () => {
    const { code, stderr } = await cli.run(['cases', 'run', 'AC-99']);
    expect([code, stderr]).toEqual([2, 'There is no case AC-99. dondoc cases list names them all.\n']);
  });
});

describe('The cases of an expert', () => {
  it('are checked folder by folder, and a difference is named and ends with 1', async () => {
    const folder = folderOf({
      right: { input: score('80'), expect: { level: 'GOOD', reasonsExclude: ['DEMOTED'] } },
      wrong: {
        input: score('80'),
        expect: {
          level: 'EXCELLENT',
          insufficient: ['quarters'],
          reasonsInclude: ['DQ-9'],
          partPoints: { B1: '1' },
        },
      },
    });
    const { code, stdout, stderr } = await cli.run(['cases', 'check', folder]);
    expect(code).toBe(1);
    expect(stderr).toBe('1 of 2 cases are not as expected.\n');
    expect(stdout.trimEnd().split('\n').slice(-4)).toEqual([
      'wrong: /level: expected "EXCELLENT", answered "GOOD"',
      'wrong: /insufficient: expected "quarters" in it',
      'wrong: /reasons: expected "DQ-9" in it',
      'wrong: /parts/B1: expected "1", answered nothing',
    ]);
    const report = await cli.run(['cases', 'check', folder, '--json']);
    expect(JSON.parse(report.stdout)).toMatchObject({
      kind: 'case-check/1',
      items: [{ id: 'right', differences: [] }, { id: 'wrong' }],
    });
  });

  it('may expect a refusal, and a blame that must not be', async () => {
    const folder = folderOf({
      refused: { input: { ...score('80'), moons: 1 }, expect: { exit: 2, error: { path: '/moons' } } },
      answered: { input: score('80'), expect: { exit: 2 } },
      blamed: {
        input: {
          ...score('80'),
          facts: { score: '80', tasks: { assigned: 9, done: 5, onTime: 5, exceeded: 0 } },
        },
        expect: { reasonsExclude: ['DQ-5'] },
      },
    });
    const { items } = (JSON.parse((await cli.run(['cases', 'check', folder, '--json'])).stdout) ?? {}) as {
      items: { id: string; differences: string[] }[];
    };
    expect(Object.fromEntries(items.map(({ id, differences }) => [id, differences]))).toEqual({
      answered: ['expected exit 2, but the input was answered'],
      blamed: ['/reasons: DQ-5 blames, and must not'],
      refused: [],
    });
  });

  it('that are no case, or of no known command, are refused by their place', async () => {
    const notes = folderOf({ notes: { input: {}, expect: {}, moons: 1 } });
    const strange = folderOf({ strange: { input: { command: 'moonrise' }, expect: {} } });
    expect((await cli.run(['cases', 'check', notes])).stderr).toMatch(/moons/);
    expect((await cli.run(['cases', 'check', strange])).stdout).toMatch(
      /expected exit 0, but the input was refused/,
    );
    expect((await cli.run(['cases', 'check', join(cli.folder, 'nowhere')])).code).toBe(2);
  });
});
