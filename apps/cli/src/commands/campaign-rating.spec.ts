import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { draftOf, openCampaign } from '@dondoc/api/testing/running-campaign.ts';
import { LETTER } from '@dondoc/api/testing/directive-letter.ts';
import { START } from '@dondoc/api/testing/test-api.ts';
import type { RatingStatement } from '@dondoc/contracts/ratings.ts';
import { evaluateRatingFile } from '@dondoc/documents/rating/rating-file.ts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openOffice, type Office } from '../testing/test-office.ts';

let open: Office;
let campaign: string;
const write = (name: string, value: unknown) => {
  const file = join(open.office.folder, name);
  writeFileSync(file, JSON.stringify(value));
  return file;
};
const rating = (...line: string[]) => open.office.run(['rating', ...line, '--campaign', campaign]);
const said = async (...line: string[]) => {
  const { code, stdout, stderr } = await rating(...line);
  if (code !== 0) throw new Error(`${line.join(' ')}: ${stderr}`);
  return stdout;
};

beforeAll(async () => {
  open = await openOffice();
  const { api, officer, office } = open;
  for (const code of ['HU-A', 'HU-B']) await api.registerUnit(code);
  const { body } = await api.post('/v1/directives', officer, { text: LETTER });
  const adoption = { decisionNo: '31-QĐ/TU', on: '2026-10-01' };
  const policy = { base: 'VN-UNIT-366-335', set: { '/version': 2, '/adoption': adoption } };
  const published = await office.run(['rating', 'policy', 'publish', write('policy.json', policy)]);
  expect(published).toMatchObject({ code: 0, stderr: '' });
  const drafted = await api.post('/v1/campaigns', officer, draftOf(body.directiveId as string));
  campaign = drafted.body.campaignId as string;
  await api.post(`/v1/campaigns/${campaign}/launch`, officer);
  await openCampaign(api.store, campaign, START);
});
afterAll(() => open.close());

const facts = (score: string) => ({
  score,
  tasks: { assigned: 10, done: 10, onTime: 10, exceeded: 0 },
  discipline: [],
  conclusions: [],
});

describe('A campaign rated with the command line alone', () => {
  it('imports facts with their document, runs, and lists', async () => {
    const items = [
      { subject: 'HU-A', facts: facts('80.00') },
      { subject: 'HU-B', facts: facts('75.00') },
    ];
    const file = write('facts.json', { source: { ref: '88-BC/VPTU' }, items });
    expect(await said('import', file)).toMatch(
      /^import: 2 written, 0 unchanged, 0 refused, recorded to position \d+\n$/,
    );
    expect(await said('run')).toMatch(/^run: 2 written, 0 unchanged, 0 refused/);
    expect(await said('period')).toMatch(
      /^units: VN-UNIT-366-335 version 2; 0 posts: VN-PERSON-335 version 1$/m,
    );
    expect(await said('list')).toMatch(/^HU-A +DISTRICT +PROVISIONAL +80\.00 +GOOD/m);
  });

  it('explains to the last event, and the same case gives the same bytes through library, command line and API', async () => {
    const text = await said('explain', '--unit', 'HU-A');
    expect(text).toContain('Trùng từng byte với kết quả đã ghi nhận');
    expect(text).toMatch(/tasks +\d+ +2026-\S+ +RatingFactsImported/);
    const statement = JSON.parse(await said('explain', '--unit', 'HU-A', '--json')) as RatingStatement;
    const file = write('case.json', statement.case);
    const offline = await open.office.run(['rating', 'evaluate', file, '--json']);
    const online = await open.api.post('/v1/rating-cases/evaluate', open.officer, statement.case);
    const library = evaluateRatingFile(statement.case).result;
    expect(online.text).toBe(JSON.stringify(library));
    expect(offline.stdout).toBe(`${JSON.stringify(library, null, 2)}\n`);
    expect(statement.result).toEqual(library);
  });

  it('shows what another policy would do', async () => {
    const other = write('other.json', { base: 'VN-UNIT-366-335', set: { '/bands/1/atLeast': '78' } });
    const text = await said('what-if', '--policy', other);
    expect(text).toMatch(/^VN-UNIT-366-335 2 -> VN-UNIT-366-335 1: 1 of 2 change$/m);
    expect(text).toMatch(/^HU-B +GOOD +75\.00 +2 +COMPLETED +75\.00 +2/m);
  });

  it('selects, decides, publishes, and answers a petition', async () => {
    expect(await said('select', '--group', 'DISTRICT')).toMatch(
      /^select: 2 written.*\ngroup DISTRICT: 0 of a quota of 0 excellent \(SMALL_GROUP\)$/m,
    );
    expect(await said('list', '--summary')).toMatch(/^DISTRICT +2 +0 +2 +0 +0 +0 +0 +0 +0 +0$/m);
    const decision = ['--decision', '12-QĐ/TU', '--on', '2026-11-16'];
    expect(await rating('decide', ...decision)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Nobody to decide on'),
    });
    expect(await said('decide', '--group', 'DISTRICT', ...decision)).toMatch(/^decide: 2 written/);
    expect((await said('list', '--status', 'DECIDED', '--level', 'GOOD')).split('\n')).toHaveLength(4);
    const before = await open.api.store.head();
    expect(await said('publish')).toMatch(/^publish: 2 written/);
    const petition = ['--unit', 'HU-B', '--received-on', '2026-11-16', '--text', 'Đề nghị xem lại'];
    expect(await said('petition', ...petition)).toMatch(/^petition: recorded/);
    expect(await said('explain', '--unit', 'HU-B')).toContain('trả lời chậm nhất 2026-11-26');
    expect(await said('list', '--petition', 'open')).toMatch(
      /^HU-B +DISTRICT +PETITIONED +75\.00 +GOOD +GOOD +GOOD +2026-11-16 +2026-11-26 +Đơn vị HU-B$/m,
    );
    expect(await rating('list', '--sort', 'score', '--as-of', String(before))).toMatchObject({
      stdout: expect.stringMatching(/^HU-B +DISTRICT +DECIDED .*\nHU-A +DISTRICT +DECIDED /m),
      stderr: '',
    });
    expect(await rating('list', '--sort', 'points')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('sort'),
    });
    const answer = ['--answer-no', '9-CV/TU', '--on', '2026-11-16', '--note', 'Giữ nguyên'];
    expect(await said('answer', '--unit', 'HU-B', ...answer)).toMatch(/^answer: recorded/);
    const again = await rating('decide', '--unit', 'HU-A', '--decision', '13-QĐ/TU', '--on', '2026-11-16');
    expect(again).toMatchObject({ code: 2, stderr: expect.stringContaining('[already-decided]') });
  });

  it('compares with another year, and calls a finding by its number', async () => {
    expect(await said('compare', '--against', campaign)).toMatch(
      /^HU-A +GOOD +80\.00 +GOOD +80\.00 +\+0\.00$/m,
    );
    const { office } = open;
    const conclusion = ['--source', 'INSPECTION', '--number', '12-KL/TTr', '--issuer', 'Thanh tra tỉnh'];
    const { conclusionId } = (await office.json([
      'conclusion',
      'register',
      ...conclusion,
      '--signed-on',
      '2026-11-10',
    ])) as { conclusionId: string };
    const due = { on: '2026-11-20', basis: { ref: '12-KL/TTr' } };
    const found = { item: 'III.2', text: 'Chậm quyết toán', severity: 'HIGH', recommendation: 'OTHER', due };
    const file = write('findings.json', [found]);
    await office.json(['finding', 'register', 'HU-A', file, '--conclusion', conclusionId]);
    const text = await said('explain', '--unit', 'HU-A');
    expect(text).toMatch(/^CEILING +DQ-6 +FIRED .* hạn chế số 1$/m);
    expect(text).toMatch(/^hạn chế số 1 +\d+ +2026-\S+ +FindingRegistered$/m);
    expect(text).toContain('KHÁC kết quả đã ghi nhận');
  });

  it('takes the file that the help of import shows', async () => {
    const { stdout: help } = await open.office.run(['rating', 'import', '--help']);
    const example = JSON.parse(help.slice(help.indexOf('\n{'))) as { items: { subject: string }[] };
    for (const item of example.items) item.subject = 'HU-B';
    expect(await said('import', write('example.json', example))).toMatch(/^import: 1 written/);
  });
});

describe('A campaign whose policy nobody adopted', () => {
  it('is led to its official level by what each refusal says comes next', async () => {
    const { api, officer, office } = open;
    const { body } = await api.get('/v1/directives', officer);
    const draft = { ...draftOf(body.items[0].directiveId as string), ratingPolicy: 'VN-124-2023' };
    const drafted = await api.post('/v1/campaigns', officer, draft);
    const id = drafted.body.campaignId as string;
    await api.post(`/v1/campaigns/${id}/launch`, officer);
    await openCampaign(api.store, id, START);
    const go = (...line: string[]) => office.run(['rating', ...line, '--campaign', id]);
    const next = (command: string, options: string) => ({
      code: 2,
      stderr: expect.stringContaining(`\nNext: dondoc rating ${command} --campaign ${id}${options}\n`),
    });
    const decision = ['--decision', '12-QĐ/TU', '--on', '2026-11-16'];
    const decide = ['decide', ...decision, '--unit', 'HU-A', '--level', 'GOOD', '--reason', 'Theo đề nghị'];
    const settled = { code: 0, stderr: '' };

    expect(await go(...decide)).toMatchObject(next('run', ''));
    const run = await go('run');
    expect(run.stderr).toContain(`dondoc rating explain --campaign ${id} --unit HU-A says what`);
    expect(run.stderr).toContain(
      `Before anything official: dondoc rating adopt --campaign ${id} --decision NO --on DAY\n`,
    );
    expect(await go('decide', ...decision, '--group', 'DISTRICT')).toMatchObject(
      next('select', ' --group DISTRICT'),
    );
    expect(await go(...decide)).toMatchObject(next('adopt', ' --decision NO --on DAY'));
    expect((await go('period')).stdout).toMatch(/^VN-124-2023 is not adopted, so nothing official/m);
    expect(await go('adopt', ...decision)).toMatchObject(settled);
    expect((await go('period')).stdout).toMatch(/^VN-124-2023 is adopted by 12-QĐ\/TU of 2026-11-16$/m);
    expect(await go(...decide)).toMatchObject(next('run', ''));
    expect(await go('run')).toMatchObject({ code: 0 });
    expect(await go('publish', '--unit', 'HU-A')).toMatchObject(next('select', ' --group GROUP'));
    const received = ['--unit', 'HU-A', '--received-on', '2026-11-16', '--text', 'Đề nghị xem lại'];
    expect(await go('select', '--group', 'DISTRICT')).toMatchObject({ code: 0 });
    expect(await go('petition', ...received)).toMatchObject(
      next('decide', ' --decision NO --on DAY --unit HU-A'),
    );
    expect(await go(...decide)).toMatchObject(settled);
    expect(await go('publish')).toMatchObject(settled);
    expect(await go('petition', ...received)).toMatchObject(settled);
    const answer = ['answer', '--unit', 'HU-A', '--answer-no', '9-CV/TU', '--on', '2026-11-16'];
    expect(await go(...answer, '--note', 'Giữ nguyên')).toMatchObject(settled);
    expect(await go('lock', '--reason', 'Chốt')).toMatchObject(settled);
    expect(await go('select', '--group', 'DISTRICT')).toMatchObject(next('reopen', ' --reason TEXT'));
  });
});
