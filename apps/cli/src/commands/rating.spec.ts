import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from '@jest/globals';
import { capRatingFile, evaluateRatingFile } from '@dondoc/documents/rating/rating-file.ts';
import { expectAnswer, fixtureCases, type FixtureCase } from '@dondoc/documents/rating/test-cases.ts';
import { createDondoc } from '../testing/test-cli.ts';

const cli = createDondoc({});
const files = mkdtempSync(join(tmpdir(), 'dondoc-rating-'));
afterAll(() => {
  cli.leave();
  rmSync(files, { recursive: true });
});

function fileOf(content: unknown, name = 'case.json'): string {
  const path = join(files, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}
const bytes = (answer: unknown) => `${JSON.stringify(answer, null, 2)}\n`;

describe('Every case, through the command', () => {
  it.each(fixtureCases('rating').map((one) => [one.id, one] as const))(
    'rating evaluate %s gives the bytes of the library',
    async (id, { input, expect: wanted }) => {
      const ended = await cli.run(['rating', 'evaluate', fileOf(input, `${id}.json`), '--json']);
      expect(ended).toEqual({ code: 0, stdout: bytes(evaluateRatingFile(input).result), stderr: '' });
      expectAnswer(JSON.parse(ended.stdout), wanted);
    },
  );

  it.each(fixtureCases('cap').map((one) => [one.id, one] as const))(
    'rating cap %s gives the bytes of the library',
    async (id, { input, expect: wanted }) => {
      const ended = await cli.run(['rating', 'cap', fileOf(input, `${id}.json`), '--json']);
      expect(ended).toEqual({ code: 0, stdout: bytes(capRatingFile(input).result), stderr: '' });
      expectAnswer(JSON.parse(ended.stdout), wanted);
    },
  );
});

describe('A case with the answer it must get, as `cases run` takes it', () => {
  const evaluated = fixtureCases('rating').find(({ id }) => id === 'AC-01') as FixtureCase;
  const [capped] = fixtureCases('cap') as [FixtureCase];

  it.each([
    ['evaluate', evaluated, evaluateRatingFile],
    ['cap', capped, capRatingFile],
  ] as const)('is answered by rating %s for the case inside, and says so', async (verb, one, answered) => {
    const file = fileOf(one, 'wrapped.json');
    const ended = await cli.run(['rating', verb, file, '--json']);
    expect(ended).toEqual({
      code: 0,
      stdout: bytes(answered(one.input).result),
      stderr: `Answered is the case inside, ${one.id}; dondoc cases run also compares it with what it expects.\n`,
    });
  });

  it.each([
    ['evaluate', capped, 'This is a cap-case/1: dondoc rating cap answers it.\n'],
    ['cap', evaluated, 'This is a rating-case/1: dondoc rating evaluate answers it.\n'],
  ])('is sent on by rating %s when another command answers it, wrapped or not', async (verb, one, says) => {
    for (const content of [one, one.input]) {
      const { code, stdout, stderr } = await cli.run(['rating', verb, fileOf(content), '--json']);
      expect([code, stderr]).toEqual([2, says]);
      expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'unknown-case', path: '/kind' } });
    }
  });
});

const run = promisify(execFile);
const dondoc = fileURLToPath(new URL('../../bin/dondoc.mjs', import.meta.url));
const golden = fileURLToPath(
  new URL('../../../../test/fixtures/rating-golden/VN-UNIT-366-335.json', import.meta.url),
);
const { input, result } = JSON.parse(readFileSync(golden, 'utf8')) as { input: object; result: object };

describe('A process of its own', () => {
  it('AC-54: prints the golden bytes in every time zone and language', async () => {
    const file = fileOf(input, 'golden.json');
    const printed = await Promise.all(
      [
        ['UTC', 'C'],
        ['America/New_York', 'vi_VN.UTF-8'],
        ['Pacific/Kiritimati', 'tr_TR.UTF-8'],
      ].map(async ([TZ = '', LANG = '']) => {
        const env = { PATH: process.env.PATH, HOME: process.env.HOME, TZ, LANG };
        return (await run(process.execPath, [dondoc, 'rating', 'evaluate', file, '--json'], { env })).stdout;
      }),
    );
    expect(printed).toEqual([bytes(result), bytes(result), bytes(result)]);
  }, 60_000);
});

describe('A refusal', () => {
  const errorOf = (stdout: string): unknown => (JSON.parse(stdout) as { error: unknown }).error;

  it.each([
    ['/moons', { ...input, moons: 1 }],
    ['/facts/tasks/done', { ...input, facts: { tasks: { assigned: 1, done: 2, onTime: 2, exceeded: 0 } } }],
    ['/policy', { ...input, policy: 'VN-999' }],
    ['', '{ "kind": '],
  ])('exits with 2 and the pointer %j', async (path, content) => {
    const { code, stdout, stderr } = await cli.run(['rating', 'evaluate', fileOf(content), '--json']);
    expect(code).toBe(2);
    expect(errorOf(stdout)).toMatchObject({ code: expect.any(String), path, message: expect.any(String) });
    expect(stderr).not.toBe('');
  });

  it('of a file that is not there, or an argument that is missing', async () => {
    const answers = [
      await cli.run(['rating', 'evaluate', join(files, 'nowhere.json'), '--json']),
      await cli.run(['rating', 'cap', '--json']),
      await cli.run(['rating', 'policy', 'show', 'VN-999', '--json']),
    ];
    expect(answers.map(({ code, stdout }) => [code, errorOf(stdout)])).toEqual(
      answers.map(() => [2, expect.objectContaining({ path: '' })]),
    );
  });

  it('is not what an undetermined level or a refused quota is', async () => {
    const open = { ...input, facts: {} };
    const undecided = {
      kind: 'cap-case/1',
      policy: 'VN-UNIT-366-335',
      group: 'g1',
      counts: { candidates: 9, good: 0 },
      cap: { exceptional: { ratio: '0.25' } },
    };
    expect(await cli.json(['rating', 'evaluate', fileOf(open)])).toMatchObject({ level: 'UNDETERMINED' });
    expect(await cli.json(['rating', 'cap', fileOf(undecided)])).toMatchObject({
      quota: null,
      refused: 'DECISION_MISSING',
    });
  });
});

describe('Without --json', () => {
  it('evaluate says the level, the parts, why, and where each rule comes from', async () => {
    const { stdout } = await cli.run(['rating', 'evaluate', fileOf(input)]);
    expect(stdout).toMatch(/^u1, năm 2026: Hoàn thành tốt nhiệm vụ \(GOOD\), mức dự kiến\nĐiểm: 88\.09,/);
    expect(stdout).toMatch(/^B1 +30\.54 +38\.18 +Khắc phục hạn chế, khuyết điểm +f1, f2, f3, f4, f5$/m);
    expect(stdout).toMatch(/^B2 +- +0 .*không có nội dung đến hạn$/m);
    expect(stdout).toMatch(/^CEILING +DQ-6 +FIRED +R-16 +\[\d+\] .*4\/5\. +f5$/m);
    expect(stdout).toContain('] Nghị định 335/2025/NĐ-CP, Điều 11: một hành vi chỉ tính một lần');
    expect(stdout).toContain('Chuyển sang năm sau: f7');
  });

  it('cap says quota, other reading, tie and warning', async () => {
    const members = ['u1', 'u2', 'u3', 'u4'].map((id) => ({
      id,
      level: 'EXCELLENT',
      score: '95',
      b1: '30',
      extensions: 0,
    }));
    const { stdout } = await cli.run([
      'rating',
      'cap',
      fileOf({ kind: 'cap-case/1', policy: 'VN-UNIT-366-335', group: 'g1', members }),
    ]);
    expect(stdout.split('\n')).toEqual([
      'Nhóm g1: tối đa 1 xuất sắc trong 4 đề nghị (mẫu số 3)',
      'Cách tính: E <= làm tròn (0,5 lên 1) của 0.20 x mẫu số GOOD_ONLY',
      '  E = 1: 0.20 x 3 = 0.60, làm tròn 1: được',
      '  E = 2: 0.20 x 2 = 0.40, làm tròn 0: vượt',
      'Cách hiểu khác, GOOD_OR_BETTER: 1',
      'Bằng nhau, cấp có thẩm quyền chọn 1 trong: u1, u2, u3, u4',
      'Lưu ý: Nhóm quá nhỏ: đề nghị cấp có thẩm quyền xem xét ghép với nhóm tương đồng (chưa ghép). (SMALL_GROUP)',
      '',
      'Trích dẫn (R-18): Quy định 366-QĐ/TW; Nghị định 335/2025/NĐ-CP: không quá 20 % số được xếp loại hoàn thành tốt; trường hợp nổi trội không quá 25 % (MANDATORY: bắt buộc, chưa đối chiếu)',
      '',
    ]);
  });
});

describe('Policies', () => {
  it('are listed, shown with their status, exported, and validated when they come back', async () => {
    const listed = await cli.run(['rating', 'policy', 'list']);
    expect(listed.stdout.split('\n').map((line) => line.split(' ')[0])).toEqual([
      'code',
      'VN-UNIT-366-335',
      'VN-124-2023',
      'VN-PERSON-335',
      'GENERIC-AUDIT',
      '',
    ]);
    const shown = await cli.run(['rating', 'policy', 'show', 'VN-UNIT-366-335']);
    expect(shown.stdout).toMatch(/^criterion B1 +30: Khắc phục hạn chế, khuyết điểm +PROPOSAL /m);
    expect(shown.stdout).toMatch(/^ceiling DQ-6 +GOOD +MANDATORY /m);
    const document = await cli.json(['rating', 'policy', 'show', 'VN-124-2023']);
    expect(await cli.json(['rating', 'policy', 'validate', fileOf(document)])).toMatchObject({
      code: 'VN-124-2023',
      version: 1,
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    const clone = { base: 'VN-UNIT-366-335', set: { '/criteria/0/weight': '11' } };
    const { code, stderr } = await cli.run(['rating', 'policy', 'validate', fileOf(clone)]);
    expect([code, stderr]).toEqual([2, '/criteria must weigh 100 together, the total of the scale.\n']);
  });
});
