import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openCampaign } from '@dondoc/api/testing/running-campaign.ts';
import { START } from '@dondoc/api/testing/test-api.ts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openOffice, type Office } from './testing/test-office.ts';
import type { Dondoc } from './testing/test-cli.ts';

const example = (name: string) =>
  fileURLToPath(new URL(`../../../infra/local/example/${name}`, import.meta.url));

let open: Office;
let office: Dondoc;
beforeAll(async () => {
  open = await openOffice();
  ({ office } = open);
});
afterAll(() => open.close());

describe('From the letter to the approved plan, with the command line alone', () => {
  let campaign: string;
  let unit: Dondoc;
  const write = (name: string, value: unknown) => {
    const file = join(office.folder, name);
    writeFileSync(file, JSON.stringify(value));
    return file;
  };

  it('an administrator imports, registers, drafts and launches', async () => {
    const imported = await office.run(['unit', 'import', example('units.csv')]);
    expect(imported.stdout).toBe('86 units: 86 new, 0 corrected, 0 as they were\n');
    open.waitedFor.length = 0;
    expect((await office.run(['unit', 'list'])).stdout).toContain('86 units\n');
    // The list is complete to what this person has just written.
    expect(open.waitedFor).toEqual([['units', 86]]);

    const registered = await office.run([
      'directive',
      'register',
      example('directive.txt'),
      '--term',
      '2020-2025',
    ]);
    expect(registered.stdout).toMatch(
      /^1889-CV\/TU: recorded at position 87\ndirective \S+\nnot stated: deadlines/,
    );
    const directive = /^directive (\S+)$/m.exec(registered.stdout)?.[1] ?? '';
    expect((await office.run(['directive', 'list'])).stdout).toContain(`${directive}  1889-CV/TU`);

    const drafted = await office.run(['campaign', 'draft', example('launch.json'), '--directive', directive]);
    expect(drafted).toMatchObject({ code: 0, stderr: '' });
    expect(drafted.stdout).toMatch(/^REVIEW +2026-12-08 +launch\.json của ví dụ$/m);
    const next = /^next: npx dondoc (campaign launch (\S+))$/m.exec(drafted.stdout);
    campaign = next?.[2] ?? '';
    expect((await office.run((next?.[1] ?? '').split(' '))).stdout).toMatch(
      /^launch: recorded at position \d+\n$/,
    );
    await openCampaign(open.api.store, campaign, START);
    const { stdout } = await office.run(['campaign', 'status', campaign]);
    expect(stdout).toContain('REVIEWING, 86 units');
  });

  it('an administrator takes over a late swap of days, and the counted deadlines move', async () => {
    const off = [{ on: '2026-12-01', name: 'Nghỉ hoán đổi' }];
    const addition = {
      version: '2026-11b',
      adopted: [{ on: '2026-11-17', basis: 'Công điện', off, worked: [] }],
    };
    const adopt = ['campaign', 'adopt-calendar', campaign, write('calendar.json', addition)];
    const adopted = await office.run([...adopt, '--basis', '12/CĐ-TTg']);
    expect(adopted.stdout).toMatch(/^calendar: recorded at position \d+$/m);
    expect(adopted.stdout).toMatch(/^REVIEW +2026-12-09 +moved from 2026-12-08 +counted +launch.json/m);
    expect(adopted.stdout).toContain('Calendar VN 2026-11b.');
    expect((await office.run([...adopt, '--basis', '12/CĐ-TTg'])).stdout).toContain('nothing to do');
    const faulty = write('faulty.json', {
      version: 'x',
      adopted: [{ on: '2026-11-17', basis: 'y', off: 1, worked: [] }],
    });
    const refused = await office.run(['campaign', 'adopt-calendar', campaign, faulty, '--basis', 'z']);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('/adopted/0/off: must be a list');
  });

  it('a unit finds its assignment and goes through it with files made from templates', async () => {
    ({ cli: unit } = await open.person('UNIT', 'SNV'));
    expect((await unit.run(['assignment', 'list'])).stdout).toContain(`${campaign}  ASSIGNED`);
    expect((await unit.run(['assignment', 'acknowledge', campaign])).stdout).toMatch(
      /^acknowledged: recorded/,
    );
    const meeting = ['--held-on', '2026-11-16', '--summoned', '12', '--present', '11'];
    expect((await unit.run(['assignment', 'meeting', campaign, ...meeting])).code).toBe(0);

    const blank = await unit.run(['assignment', 'template', 'review', campaign]);
    const review = JSON.parse(blank.stdout) as { answers: { text: string }[]; limitations: object[] };
    expect(review.answers).toHaveLength(3);
    const refused = await unit.run(['assignment', 'review', campaign, write('review.json', review)]);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toMatch(/\[review-incomplete\]|\[invalid/);
    for (const answer of review.answers) answer.text = 'Đã rà soát.';
    review.limitations = [{ no: '1', text: 'Chậm ban hành kế hoạch.', cause: 'Thiếu nhân sự.' }];
    const sent = await unit.run(['assignment', 'review', campaign, write('review.json', review)]);
    expect(sent).toMatchObject({ code: 0, stderr: '' });
  });

  it('the committee returns it with reasons, then accepts; the plan follows', async () => {
    const reason = ['--version', '1', '--reason', '1=Nêu rõ số liệu = bảng.'];
    expect((await office.run(['assignment', 'return-review', campaign, 'SNV', ...reason])).code).toBe(0);
    expect((await unit.run(['assignment', 'show', campaign])).stdout).toContain(
      'returned, item 1: Nêu rõ số liệu = bảng.',
    );
    expect(
      (await unit.run(['assignment', 'review', campaign, join(office.folder, 'review.json')])).code,
    ).toBe(0);
    const stale = await office.run(['assignment', 'accept-review', campaign, 'SNV', '--version', '1']);
    expect(stale.code).toBe(2);
    expect((await office.run(['assignment', 'accept-review', campaign, 'SNV', '--version', '2'])).code).toBe(
      0,
    );

    const blank = await unit.run(['assignment', 'template', 'plan', campaign]);
    const plan = JSON.parse(blank.stdout) as { actions: Record<string, string>[] };
    expect(plan.actions).toMatchObject([{ limitationNo: '1', limitation: 'Chậm ban hành kế hoạch.' }]);
    Object.assign(plan.actions[0] ?? {}, {
      measure: 'Giao một đồng chí phụ trách.',
      lead: 'Văn phòng',
      due: 'CONTINUOUS',
      deliverable: 'Kế hoạch được ban hành',
    });
    expect((await unit.run(['assignment', 'plan', campaign, write('plan.json', plan)])).code).toBe(0);
    expect((await office.run(['assignment', 'approve-plan', campaign, 'SNV', '--version', '1'])).code).toBe(
      0,
    );
    expect((await unit.run(['assignment', 'show', campaign])).stdout).toMatch(
      /^SNV: PLAN_APPROVED, version 9,/,
    );
    const history = (await office.run(['assignment', 'history', campaign, 'SNV'])).stdout
      .trimEnd()
      .split('\n');
    expect(history).toHaveLength(10);
    expect(history[5]).toMatch(
      /^\d+ +5 +2026-11-16 09:00 +\S+ \(ADMINISTRATOR\) +SelfReviewReturned +[0-9a-f]{12}$/,
    );
  });

  it('the unit reports an action done with evidence, and somebody else verifies it', async () => {
    const evidence = join(office.folder, 'bao-cao.txt');
    writeFileSync(evidence, 'Đã ban hành kế hoạch.\n');
    const report = (...more: string[]) => unit.run(['assignment', 'report-done', campaign, 'A1', ...more]);
    expect((await report('--evidence', 'not-there.pdf')).code).toBe(2);
    const program = join(office.folder, 'plan.exe');
    writeFileSync(program, Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)]));
    const refused = await report('--evidence', program, '--evidence', evidence);
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('[evidence-type-refused]') });
    const listed = async () => (await unit.run(['evidence', 'list', campaign])).stdout;
    expect(await listed()).not.toContain('bao-cao.txt');

    const reported = await report('--evidence', evidence);
    expect(reported.stdout).toMatch(/^evidence: recorded.*\n(.*\n)+reported done: recorded/);
    const sha256 = createHash('sha256').update(readFileSync(evidence)).digest('hex');
    expect(await listed()).toMatch(new RegExp(`^A1 +stands .*${sha256} +bao-cao.txt$`, 'm'));
    // Whoever verifies it reads what the unit sent.
    const copy = join(office.folder, 'copy.txt');
    const got = await office.run(['evidence', 'get', campaign, 'A1', sha256, 'SNV', '--out', copy]);
    expect(got).toMatchObject({ code: 0, stderr: '' });
    expect(readFileSync(copy, 'utf8')).toBe('Đã ban hành kế hoạch.\n');
    const verdict = ['--version', '1', '--verdict', 'accepted'];
    expect((await unit.run(['assignment', 'verify', campaign, 'SNV', 'A1', ...verdict])).code).toBe(2);
    expect((await office.run(['assignment', 'verify', campaign, 'SNV', 'A1', ...verdict])).stderr).toBe('');
    expect((await unit.run(['assignment', 'show', campaign])).stdout).toMatch(
      /^A1 +VERIFIED +CONTINUOUS +report 1/m,
    );
  });

  it('an auditor proves that each file the log names is there, unaltered, and is told which is not', async () => {
    const { cli: auditor } = await open.person('AUDITOR');
    const prove = () => auditor.run(['evidence', 'verify']);
    const whole = await auditor.json(['evidence', 'verify']);
    expect(whole).toMatchObject({ kind: 'evidence-report/1', ok: true, files: 1, bytes: 29, faults: [] });
    expect((await prove()).stdout).toMatch(/^Files: 1, 29 bytes. Each is there.*\nhead \d+ [0-9a-f]{64}\n$/);

    const [name = ''] = readdirSync(open.kept, { recursive: true, encoding: 'utf8' }).filter((path) =>
      /[0-9a-f]{64}$/.test(path),
    );
    const file = join(open.kept, name);
    const bytes = readFileSync(file);
    for (const [other, fault] of [
      [Buffer.from('Đã ban hành kế hoạch?\n'), 'altered'],
      [bytes.subarray(0, 9), 'altered'],
      [null, 'missing'],
    ] as const) {
      rmSync(file);
      if (other !== null) writeFileSync(file, other);
      const { code, stdout, stderr } = await prove();
      expect([code, stderr]).toEqual([1, expect.stringMatching(/^Missing or altered: 1 of 1 files/m)]);
      expect(stdout).toMatch(new RegExp(`^\\d+ +[0-9a-f]{64} +${fault} +${campaign}`, 'm'));
    }
    writeFileSync(file, bytes);
    expect((await prove()).code).toBe(0);
  });

  it('the committee extends, exempts, pauses and resumes', async () => {
    const basis = ['--reason', 'Bão', '--basis', '300-CV/TU', '--basis-text', 'mục 2'];
    const later = ['--phase', 'review', '--to', '2026-12-20', ...basis];
    expect((await office.run(['assignment', 'extend', campaign, 'SXD', ...later])).stderr).toBe('');
    expect((await office.run(['assignment', 'show', campaign, 'SXD'])).stdout).toMatch(
      /^REVIEW +2026-12-20 +moved from 2026-12-08 +open +300-CV\/TU$/m,
    );
    expect((await office.run(['assignment', 'exempt', campaign, 'SXD', ...basis])).stderr).toBe('');
    for (const line of [
      ['pause', campaign, '--reason', 'Bão'],
      ['resume', campaign],
      ['extend', campaign, ...later],
    ])
      expect(await office.run(['campaign', ...line])).toMatchObject({ code: 0, stderr: '' });
    expect((await office.run(['campaign', 'list'])).stdout).toContain('REVIEWING  86');
    const board = await office.run(['campaign', 'board', campaign, '--sort', 'status']);
    expect(board.stdout).toMatch(/^SXD +EXEMPTED/m);
    expect((await office.run(['campaign', 'scores', campaign])).code).toBe(0);
  });

  it('the committee puts other requirements in force and addresses one more unit, on a basis', async () => {
    const basis = { ref: '301-CV/TU' };
    const { requirements } = (await office.json(['campaign', 'status', campaign])) as {
      requirements: { no: string; mandatory: boolean }[];
    };
    const fewer = requirements.map((each) => ({ ...each, mandatory: each.no !== '2' }));
    const file = write('amend.json', { requirements: fewer, effectiveOn: '2026-11-17', basis });
    expect(await office.run(['campaign', 'amend', campaign, file])).toMatchObject({ code: 0, stderr: '' });
    expect(await office.json(['campaign', 'status', campaign])).toMatchObject({ requirements: fewer });

    await open.api.registerUnit('DV-MOI', 'C');
    const added = await office.run(['campaign', 'add-unit', campaign, 'DV-MOI', '--basis', basis.ref]);
    expect(added).toMatchObject({ code: 0, stderr: '' });
    expect((await office.run(['campaign', 'status', campaign])).stdout).toContain('REVIEWING, 87 units');
  });

  it('prints with --json what the API answers, unchanged', async () => {
    const answers = [
      [['campaign', 'list'], '/v1/campaigns'],
      [['campaign', 'status', campaign], `/v1/campaigns/${campaign}`],
      [['campaign', 'board', campaign], `/v1/campaigns/${campaign}/assignments`],
      [['campaign', 'scores', campaign], `/v1/campaigns/${campaign}/scores`],
      [['campaign', 'history', campaign], `/v1/campaigns/${campaign}/history`],
      [['directive', 'list'], '/v1/directives'],
      [['unit', 'list', '--category', 'A'], '/v1/units?category=A'],
      [['user', 'list'], '/v1/accounts'],
      [['assignment', 'show', campaign, 'SNV'], `/v1/campaigns/${campaign}/assignments/SNV`],
      [['assignment', 'history', campaign, 'SNV'], `/v1/campaigns/${campaign}/assignments/SNV/history`],
      [
        ['assignment', 'show', campaign, 'SNV', '--as-of', '180'],
        `/v1/campaigns/${campaign}/assignments/SNV?asOf=180`,
      ],
      [['inbox'], '/v1/inbox'],
      [['outbox'], '/v1/outbox'],
      [['whoami'], '/v1/session'],
    ] as const;
    for (const [line, path] of answers) {
      const { body } = await open.api.get(path, open.officer);
      expect({ line, printed: await office.json(line) }).toEqual({ line, printed: body });
    }
    const resumed = await office.json(['campaign', 'pause', campaign, '--reason', 'Bão']);
    expect(Object.keys(resumed as object)).toEqual(['streamId', 'version', 'position', 'duplicate']);
  });
});
