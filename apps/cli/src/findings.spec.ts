import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LETTER } from '@dondoc/api/testing/directive-letter.ts';
import { draftOf, openCampaign, UNIT_STEPS } from '@dondoc/api/testing/running-campaign.ts';
import { START } from '@dondoc/api/testing/test-api.ts';
import { workbook } from '@dondoc/documents/finding-list/test-workbook.ts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Dondoc } from './testing/test-cli.ts';
import { openOffice, type Office } from './testing/test-office.ts';

const SETTING_UP_MS = 60_000;
let open: Office;
let office: Dondoc;
let unit: Dondoc;
let campaign: string;
beforeAll(async () => {
  open = await openOffice();
  ({ office } = open);
  ({ cli: unit } = await open.person('UNIT', 'SNV'));
  for (const code of ['SNV', 'STC']) await open.api.registerUnit(code, 'd');
  const { body: directive } = await open.api.post('/v1/directives', open.officer, { text: LETTER });
  const draft = draftOf((directive as { directiveId: string }).directiveId);
  const { body: drafted } = await open.api.post('/v1/campaigns', open.officer, draft);
  campaign = (drafted as { campaignId: string }).campaignId;
  await open.api.post(`/v1/campaigns/${campaign}/launch`, open.officer);
  await openCampaign(open.api.store, campaign, START);
}, SETTING_UP_MS);
afterAll(() => open.close());

const HEADING = 'unit,source,conclusion_number,issuer,signed_on,item,text,severity,amount,theme';
const LINES = [
  'SNV,STATE_AUDIT,7/KTNN,KTNN khu vực III,01/10/2026,1,Quyết toán chậm.,HIGH,1.250.000.000,T01',
  'STC,STATE_AUDIT,7/KTNN,KTNN khu vực III,01/10/2026,2,Hạch toán sai.,LOW,,T01',
];
const file = (name: string, content: string | Uint8Array) => {
  const path = join(office.folder, name);
  writeFileSync(path, content);
  return path;
};
const did = async (who: Dondoc, line: readonly string[]) => {
  const ended = await who.run(line);
  expect(ended).toMatchObject({ code: 0, stderr: '' });
  return ended.stdout;
};

describe('Findings at the command line', () => {
  it('a list is looked at first: every wrong line, and nothing written', async () => {
    const list = file('dry.csv', [HEADING, ...LINES, LINES[0]?.replace('SNV', 'X9')].join('\n'));
    const before = await open.api.store.head();
    const dry = await office.run(['finding', 'import', list, '--dry-run']);
    expect(dry.code).toBe(2);
    expect(dry.stdout).toMatch(/^2 +NEW +SNV +1 +1$/m);
    expect(dry.stdout).toMatch(/^4 +REFUSED +X9 +1 +unit "X9" is no unit of the directory$/m);
    expect(dry.stdout).toContain(
      '3 lines: 2 would be registered, 0 known before, 1 refused\ndry run: nothing',
    );
    expect((await office.run(['finding', 'import', list])).stderr).toMatch(
      /\[finding-list-invalid\]\n {2}\/rows\/4\/unit/,
    );
    expect(await open.api.store.head()).toBe(before);
  });

  it('then imported, from CSV or from a workbook, and again without effect', async () => {
    const csv = file('list.csv', [HEADING, ...LINES].join('\n'));
    expect(await did(office, ['finding', 'import', csv])).toContain('2 lines: 2 registered, 0 known before');
    // The roll-up waits for what this person has just written, and says so when it could not wait that long.
    const head = await open.api.store.head();
    open.waitedFor.length = 0;
    expect(await did(office, ['finding', 'roll-up'])).toMatch(/^THEME/);
    expect(open.waitedFor).toEqual([['findings', head]]);
    open.fallBehind(1);
    const early = await office.run(['finding', 'roll-up']);
    expect(early.stderr).toBe(
      `Complete to position ${head - 1} only; what you wrote last comes in a moment.\n`,
    );
    open.fallBehind(0);
    const xlsx = file('list.xlsx', workbook([HEADING, ...LINES].map((line) => line.split(','))));
    expect(await did(office, ['finding', 'import', xlsx])).toBe(
      '2 lines: 0 registered, 2 known before, 0 refused\n',
    );
    expect(await did(office, ['conclusion', 'list'])).toMatch(/7\/KTNN +2026-10-01 +STATE_AUDIT/);
    expect(await did(office, ['finding', 'list'])).toContain('2 findings');
    expect(await did(unit, ['finding', 'list'])).toContain('1 finding\n');
    expect(await did(unit, ['finding', 'show', '1'])).toContain('“Quyết toán chậm.”');
    expect(await did(unit, ['finding', 'show', '1'])).toContain('amount: 1.250.000.000 đồng');
    expect((await unit.run(['finding', 'show', '1', 'STC'])).code).toBe(2);
  });

  it('registered one by one, split, closed, and its history shown', async () => {
    const conclusion = ['--number', '12/KL-TTr', '--issuer', 'Thanh tra tỉnh', '--signed-on', '2026-09-15'];
    const said = await did(office, ['conclusion', 'register', '--source', 'inspection', ...conclusion]);
    const id = /^conclusion (\S+)$/m.exec(said)?.[1] ?? '';
    const findings = file(
      'new.json',
      JSON.stringify([{ item: 'III.1', text: 'Hai việc.', severity: 'LOW' }]),
    );
    await did(office, ['finding', 'register', 'STC', findings, '--conclusion', id]);
    const parts = ['--part', 'Việc một.', '--part', 'Việc hai.', '--reason', 'Hai việc'];
    await did(office, ['finding', 'split', 'STC', '2', ...parts]);
    expect(await did(office, ['finding', 'show', '2', 'STC'])).toContain('split into 2.1, 2.2');
    const end = ['--as', 'no_longer_applicable', '--basis', '40/BC-TTr'];
    await did(office, ['finding', 'close', 'STC', '2.1', ...end]);
    expect(await did(office, ['finding', 'history', 'STC'])).toMatch(/FindingClosed +[0-9a-f]{12}\n$/);
  });

  it('the review answers every one of them, and each suggestion, or is refused by name', async () => {
    await did(unit, ['assignment', 'acknowledge', campaign]);
    const first = await unit.run(['assignment', 'template', 'review', campaign]);
    expect(first.stderr).toContain('Gợi ý kiểm điểm: không có gợi ý');
    const suggestion = ['--text', 'Làm rõ việc chậm.', '--basis', '1920-CV/TU'];
    await did(office, ['assignment', 'suggest', campaign, 'SNV', ...suggestion]);
    const held = ['--held-on', '2026-11-16', '--summoned', '15', '--present', '15'];
    const tooMany = ['--ballot', 'EXCELLENT=9,GOOD=4,COMPLETED=1,NOT_COMPLETED=0,INVALID=2'];
    expect((await unit.run(['assignment', 'meeting', campaign, ...held, ...tooMany])).stderr).toContain(
      '/ballots/0 holds 16 votes, and 15 were present',
    );
    const ballots = ['--ballot', 'EXCELLENT=9,GOOD=4,INVALID=2', '--ballot', 'Giám đốc: GOOD=15'];
    await did(unit, ['assignment', 'meeting', campaign, ...held, ...ballots]);

    const blank = await unit.run(['assignment', 'template', 'review', campaign]);
    expect(blank.stderr).toContain('suggestion 1: Làm rõ việc chậm.');
    expect(blank.stderr).toMatch(/finding 1 \(7\/KTNN, 1; [0-9a-f-]{36}\): Quyết toán chậm\./);
    const template = JSON.parse(blank.stdout) as Record<
      'answers' | 'suggestionAnswers' | 'findingAnswers',
      object[]
    >;
    expect([template.suggestionAnswers.length, template.findingAnswers.length]).toEqual([1, 1]);
    const bare = file('bare.json', JSON.stringify(UNIT_STEPS.review));
    const refused = await unit.run(['assignment', 'review', campaign, bare]);
    expect(refused.stderr).toMatch(/must answer suggestion 1\n.*must answer finding 1 \(7\/KTNN, 1; /);
    const answered = (items: readonly object[]) => items.map((item) => ({ ...item, text: 'Đã giải trình.' }));
    const review = {
      ...UNIT_STEPS.review,
      suggestionAnswers: answered(template.suggestionAnswers),
      findingAnswers: answered(template.findingAnswers),
    };
    await did(unit, ['assignment', 'review', campaign, file('full.json', JSON.stringify(review))]);
    const plan = await unit.run(['assignment', 'template', 'plan', campaign]);
    expect(plan.stderr).toMatch(/finding 1 \(7\/KTNN, 1; [0-9a-f-]{36}\)/);
    const { actions } = JSON.parse(plan.stdout) as { actions: { findingIds?: string[] }[] };
    expect(actions.at(-1)).toMatchObject({
      limitationNo: '',
      findingIds: [expect.stringMatching(/^[0-9a-f-]{36}$/)],
      source: { conclusionNo: '7/KTNN', point: '1' },
    });
    expect(actions.flatMap(({ findingIds = [] }) => findingIds)).toEqual(
      (template.findingAnswers as { findingId: string }[]).map(({ findingId }) => findingId),
    );
  });

  it('a suggestion after the submission brings back this unit’s review, and nobody else’s', async () => {
    const later = [
      '--text',
      'Bổ sung.',
      '--basis',
      '1930-CV/TU',
      '--position',
      'Giám đốc',
      '--respond-by',
      '2026-12-14',
    ];
    await did(office, ['assignment', 'suggest', campaign, 'SNV', ...later]);
    const shown = await did(unit, ['assignment', 'show', campaign]);
    expect(shown).toMatch(/^SNV: REVIEW_RETURNED/);
    expect(shown).toMatch(/^REVIEW +2026-12-14 +moved from 2026-12-08 +open +1930-CV\/TU$/m);
    expect(shown).toContain('suggestion 2 (Giám đốc): Bổ sung. [1930-CV/TU]');
    expect(await did(office, ['assignment', 'show', campaign, 'STC'])).toMatch(/^STC: ASSIGNED/);
  });

  it('a plan made of its template by filling the blanks is taken: limitations and findings are quoted', async () => {
    const answered = <T extends object>(items: readonly T[]) =>
      items.map((item) => ({ ...item, text: 'Đã giải trình.' }));
    const blank = JSON.parse(await templateOf('review')) as Record<
      'answers' | 'suggestionAnswers' | 'findingAnswers',
      object[]
    >;
    const review = {
      answers: answered(blank.answers),
      suggestionAnswers: answered(blank.suggestionAnswers),
      findingAnswers: answered(blank.findingAnswers),
      limitations: [{ no: '1', text: 'Chậm ban hành kế hoạch.', cause: 'Thiếu nhân sự.' }],
    };
    await did(unit, ['assignment', 'review', campaign, file('again.json', JSON.stringify(review))]);
    await did(office, ['assignment', 'accept-review', campaign, 'SNV', '--version', '2']);
    const { actions } = JSON.parse(await templateOf('plan')) as { actions: object[] };
    const filled = actions.map((action) => ({
      ...action,
      measure: 'Rà soát, ban hành lại.',
      lead: 'Phó Giám đốc',
      due: 'CONTINUOUS',
      deliverable: 'Báo cáo kết quả',
    }));
    expect(filled).toHaveLength(2);
    await did(unit, ['assignment', 'plan', campaign, file('plan.json', JSON.stringify({ actions: filled }))]);
  });

  const templateOf = async (what: string) =>
    (await unit.run(['assignment', 'template', what, campaign])).stdout;
});
