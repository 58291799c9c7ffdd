import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { evaluateRatingFile } from '@dondoc/documents/rating/rating-file.ts';
import type { RatingRow, RatingStatement } from '@dondoc/contracts/ratings.ts';
import { unitDecider } from '@dondoc/domain/unit/unit.decider.ts';
import { handleCommand } from '@dondoc/event-store/write-path/handle-command.ts';
import { unitIdOf } from '@dondoc/event-store/stream-ids.ts';
import { LETTER } from '../testing/directive-letter.ts';
import { draftOf, openCampaign } from '../testing/running-campaign.ts';
import { START, startTestApi, type Person, type TestApi } from '../testing/test-api.ts';

const PROVINCE = 'TINH';
const COMMUNES = ['HU-A', 'HU-B', 'HU-C', 'HU-D', 'HU-E'];
const source = { ref: 'Báo cáo số 88-BC/VPTU' };
const adopted = {
  base: 'VN-UNIT-366-335',
  set: { '/version': 2, '/adoption': { decisionNo: '31-QĐ/TU', on: '2026-10-01' } },
};

let api: TestApi;
let officer: Person;
let directiveId: string;
beforeAll(async () => {
  api = await startTestApi();
  officer = await api.person('ADMINISTRATOR');
  for (const code of [PROVINCE, ...COMMUNES]) await api.registerUnit(code);
  for (const code of COMMUNES) await under(code, PROVINCE);
  directiveId = (await api.post('/v1/directives', officer, { text: LETTER })).body.directiveId;
});
afterAll(() => api.close());

/** Puts a unit below another one in the directory. */
async function under(code: string, parentCode: string) {
  const unitId = unitIdOf(code);
  const data = {
    unitId,
    code,
    name: `Đơn vị ${code}`,
    kind: 'DISTRICT_COMMITTEE',
    addresseeCategory: 'd',
    peerGroup: 'DISTRICT',
    parentCode,
    mail: null,
    validFrom: '2020-01-01',
    validTo: null,
  } as const;
  await handleCommand(api.store, unitDecider, {
    streamId: unitId,
    commandId: `test/under/${code}`,
    correlationId: unitId,
    command: { type: 'RegisterUnit', at: START, actor: { id: 'test', role: 'SYSTEM' }, data },
    context: async () => undefined,
  });
}

const factsOf = (score: string, more: object = {}) => ({
  score,
  tasks: { assigned: 10, done: 10, onTime: 10, exceeded: 4 },
  findings: [
    {
      id: `f-${score}`,
      severity: 'HIGH',
      due: '2026-06-30',
      verification: 'ACCEPTED',
      verifiedOn: '2026-06-20',
    },
  ],
  discipline: [],
  conclusions: [],
  ...more,
});

async function campaign(more: object = {}) {
  const drafted = await api.post('/v1/campaigns', officer, { ...draftOf(directiveId), ...more });
  expect(drafted.status).toBe(201);
  const { campaignId } = drafted.body as { campaignId: string };
  await api.post(`/v1/campaigns/${campaignId}/launch`, officer);
  await openCampaign(api.store, campaignId, START);
  const path = `/v1/campaigns/${campaignId}/ratings`;
  return {
    campaignId,
    path,
    post: (rest: string, body: object = {}, as = officer) => api.post(`${path}/${rest}`, as, body),
    explain: async (unit: string, as = officer): Promise<RatingStatement> =>
      (await api.get(`${path}/${unit}`, as)).body as RatingStatement,
    row: async (code: string, as = officer): Promise<RatingRow | undefined> =>
      ((await api.get(path, as)).body as { items: RatingRow[] }).items.find((item) => item.code === code),
    facts: (items: Record<string, object>) =>
      api.post(`${path}/facts`, officer, {
        source,
        items: Object.entries(items).map(([subject, facts]) => ({ subject, facts })),
      }),
  };
}
type Campaign = Awaited<ReturnType<typeof campaign>>;

/** Five communes, two of them fit for EXCELLENT, and a cap of one. */
async function ratedCommunes(rating: Campaign) {
  const facts = await rating.facts({
    'HU-A': factsOf('95.00'),
    'HU-B': factsOf('92.40'),
    'HU-C': factsOf('80.00'),
    'HU-D': factsOf('75.00'),
    'HU-E': factsOf('71.00'),
  });
  expect(facts.body).toMatchObject({ written: 5, refused: [] });
  expect((await rating.post('run')).body).toMatchObject({ refused: [] });
}
const decision = (...units: string[]) => ({
  decisionNo: '12-QĐ/TU',
  decidedOn: '2026-11-16',
  items: units.map((subject) => ({ subject })),
});

describe('A rating from its events to the published level', () => {
  let rating: Campaign;
  let commune: Person;
  beforeAll(async () => {
    expect((await api.post('/v1/rating-policies', officer, { policy: adopted })).status).toBe(200);
    rating = await campaign();
    commune = await api.person('UNIT', 'HU-A');
  });

  it('takes the self-rating, and an appraisal that explains its deviation (R-25)', async () => {
    expect((await rating.post('HU-A/self', { score: '98', level: 'EXCELLENT' }, commune)).status).toBe(200);
    const silent = await rating.post('HU-A/appraisal', { score: '92', level: 'EXCELLENT' });
    expect(silent.status).toBe(422);
    expect(silent.body).toMatchObject({ code: 'explanation-missing' });
    const said = { score: '92', level: 'EXCELLENT', explanation: 'Chưa đủ minh chứng.' };
    expect((await rating.post('HU-A/appraisal', said)).status).toBe(200);
    expect(await rating.explain('HU-A')).toMatchObject({
      status: 'APPRAISED',
      appraisal: { deviation: { points: '6.00', levelChanged: false } },
    });
  });

  it('computes everybody, and each statement names the events behind it', async () => {
    await ratedCommunes(rating);
    const statement = await rating.explain('HU-A');
    expect(statement).toMatchObject({
      status: 'PROVISIONAL',
      result: { score: '95.00', level: 'EXCELLENT', policy: { version: 2 } },
      recorded: { isSame: true },
    });
    expect(statement.sources.find(({ evidence }) => evidence === 'f-95.00')?.events).toEqual([
      expect.objectContaining({ type: 'RatingFactsImported', position: expect.any(Number) }),
    ]);
    expect(statement.counterfactuals).toContainEqual(
      expect.objectContaining({ fact: 'f-95.00', level: 'GOOD', changesLevel: true }),
    );
  });

  it('gives the same bytes through the library and the API', async () => {
    const { case: ratingCase, result } = await rating.explain('HU-B');
    const answered = await api.post('/v1/rating-cases/evaluate', officer, ratingCase);
    expect(JSON.stringify(evaluateRatingFile(ratingCase).result)).toBe(answered.text);
    expect(answered.text).toBe(JSON.stringify(result));
  });

  it('writes nothing when it is run again over the same events', async () => {
    expect((await rating.post('run')).body).toMatchObject({ written: 0, refused: [] });
  });

  it('caps the peer group: one of two candidates is selected, and the other is GOOD', async () => {
    expect((await rating.facts({ [PROVINCE]: factsOf('60.00', { subordinates: [] }) })).status).toBe(200);
    await rating.post('run');
    expect((await rating.post('cap', { group: 'DISTRICT' })).body).toMatchObject({ written: 6, refused: [] });
    expect(await rating.row('HU-A')).toMatchObject({ provisional: 'EXCELLENT', capped: 'EXCELLENT' });
    expect(await rating.row('HU-B')).toMatchObject({ provisional: 'EXCELLENT', capped: 'GOOD' });
  });

  it('AC-28: the province is not decided while a commune below it is undecided', async () => {
    const refused = await rating.post('decide', decision(PROVINCE));
    expect(refused.status).toBe(409);
    expect(refused.body).toMatchObject({
      code: 'lower-units-undecided',
      errors: [expect.objectContaining({ rule: 'R-22' })],
    });
    expect((await rating.row(PROVINCE))?.official).toBeNull();
  });

  it('refuses a level above what the rules and the cap gave, and writes nothing of that decision', async () => {
    const above = {
      ...decision('HU-A'),
      items: [{ subject: 'HU-A' }, { subject: 'HU-B', level: 'EXCELLENT' }],
    };
    const refused = await rating.post('decide', above);
    expect(refused.body).toMatchObject({ code: 'not-selected' });
    expect((await rating.row('HU-A'))?.official).toBeNull();
  });

  it('decides the communes, then the province, and publishes levels without points (R-27)', async () => {
    expect((await rating.post('decide', decision(...COMMUNES))).body).toMatchObject({ written: 5 });
    expect((await rating.post('decide', decision(PROVINCE))).body).toMatchObject({ written: 1 });
    const other = await api.person('UNIT', 'HU-C');
    expect(await rating.row('HU-A', other)).toMatchObject({ official: null, score: null });
    expect((await rating.post('publish')).body).toMatchObject({ written: 6 });
    expect(await rating.row('HU-A', other)).toMatchObject({
      official: 'EXCELLENT',
      score: null,
      status: null,
    });
    expect((await api.get(`${rating.path}/HU-A`, other)).status).toBe(404);
    expect(await rating.row('HU-C', other)).toMatchObject({ official: 'GOOD', score: '80.00' });
  });

  it('starts the clock of a petition: seven working days (R-24), and confirms', async () => {
    const received = { receivedOn: '2026-11-16', text: 'Đề nghị xem lại điểm B2.' };
    const other = await api.person('UNIT', 'HU-C');
    expect((await rating.post('HU-C/petition', received, other)).status).toBe(200);
    // 24 November is a day off, the Vietnamese Culture Day.
    expect((await rating.explain('HU-C')).petition).toMatchObject({ answerBy: '2026-11-26', overdue: false });
    const answer = {
      outcome: 'CONFIRMED',
      answerNo: '9-CV/TU',
      answeredOn: '2026-11-16',
      note: 'Giữ nguyên.',
    };
    expect((await rating.post('HU-C/petition/answer', answer)).status).toBe(200);
    expect(await rating.explain('HU-C')).toMatchObject({ status: 'CONFIRMED', petition: null });
  });

  it('AC-26: a falsified finding supersedes the rating; the old one stays visible, and nobody moves up', async () => {
    const before = await api.store.head();
    const falsified = {
      findings: [{ id: 'f-95.00', severity: 'HIGH', due: '2026-06-30', verification: 'REJECTED' }],
    };
    await rating.facts({ 'HU-A': falsified });
    expect(await rating.row('HU-A')).toMatchObject({
      status: 'PROVISIONAL',
      voided: true,
      official: 'EXCELLENT',
    });
    const hasty = { level: 'GOOD', decisionNo: '44-QĐ/TU', decidedOn: '2026-11-16', reason: 'Xác nhận sai.' };
    expect((await rating.post('HU-A/supersede', hasty)).body).toMatchObject({ code: 'provisional-stale' });
    await rating.post('run');
    expect((await rating.post('HU-A/supersede', hasty)).status).toBe(200);
    expect(await rating.explain('HU-A')).toMatchObject({
      status: 'SUPERSEDED',
      official: { level: 'GOOD', decisionNo: '44-QĐ/TU' },
      earlier: [{ level: 'EXCELLENT', decisionNo: '12-QĐ/TU' }],
      voided: false,
    });
    expect(await rating.row('HU-B')).toMatchObject({ official: 'GOOD', capped: 'GOOD' });
    const then = await api.get(`${rating.path}/HU-A?asOf=${before}`, officer);
    expect(then.body).toMatchObject({ official: { level: 'EXCELLENT' }, recorded: { isSame: true } });
    const list = await api.get(`${rating.path}?asOf=${before}&unit=HU-A`, officer);
    expect(list.body).toMatchObject({ completeTo: before, next: null });
    expect(list.body.items).toEqual([
      expect.objectContaining({ code: 'HU-A', status: 'PUBLISHED', decisionNo: '12-QĐ/TU', voided: false }),
    ]);
  });

  it('lists who is asked for, in the order asked for, page by page', async () => {
    const codes = async (query: string, as = officer) =>
      ((await api.get(`${rating.path}?${query}`, as)).body.items as RatingRow[]).map(({ code }) => code);
    expect(await codes('sort=-score&kind=UNIT')).toEqual([...COMMUNES, PROVINCE]);
    expect(await codes('level=GOOD&minScore=75&sort=score')).toEqual(['HU-D', 'HU-C', 'HU-B', 'HU-A']);
    expect(await codes('decision=44-QĐ/TU')).toEqual(['HU-A']);
    expect(await codes('group=DISTRICT&status=PUBLISHED&limit=2')).toEqual(['HU-B', 'HU-D']);
    const { body: first } = await api.get(`${rating.path}?limit=2`, officer);
    const { body: second } = await api.get(`${rating.path}?limit=2&after=${first.next}`, officer);
    expect(second.items.map(({ code }: RatingRow) => code)).toEqual(['HU-C', 'HU-D']);
    for (const [query, status] of [
      ['sort=text', 400],
      ['status=LOST', 400],
      [`after=${first.next}&sort=name`, 422],
    ]) {
      expect((await api.get(`${rating.path}?${query}`, officer)).status).toBe(status);
    }
    expect(
      (await api.get('/v1/campaigns/00000000-0000-4000-8000-000000000000/ratings', officer)).status,
    ).toBe(404);
    const again = await api.get(rating.path, officer);
    const same = await api.get(rating.path, officer, { 'if-none-match': String(again.headers['etag']) });
    expect(same.status).toBe(304);
  });

  it('finds for a unit nothing by what it may not see (R-27)', async () => {
    const other = await api.person('UNIT', 'HU-C');
    const codes = async (query: string) =>
      ((await api.get(`${rating.path}?${query}`, other)).body.items as RatingRow[]).map(({ code }) => code);
    for (const query of [
      'minScore=0',
      'provisional=GOOD',
      'capped=GOOD',
      'voided=false',
      'decision=12-QĐ/TU',
    ]) {
      expect(await codes(query)).toEqual(['HU-C']);
    }
    expect(await codes('sort=-score&official=GOOD')).toEqual(
      expect.arrayContaining(['HU-B', 'HU-C', 'HU-D']),
    );
    expect((await codes('sort=-score'))[0]).toBe('HU-C');
  });

  it('stands still under the lock, but for what changes no level (R-21)', async () => {
    expect((await rating.post('lock', { reason: 'Chốt số liệu' })).status).toBe(200);
    expect((await rating.facts({ 'HU-D': factsOf('99.00') })).body).toMatchObject({ code: 'period-locked' });
    expect((await rating.post('publish')).body).toMatchObject({ written: 1 });
    expect((await rating.post('reopen', { reason: 'Đính chính' })).status).toBe(200);
    expect((await rating.post('run')).status).toBe(200);
  });
});

describe('The policy of a campaign', () => {
  it('AC-53: an open campaign keeps its snapshot, and a new one rates by the new version', async () => {
    const open = await campaign();
    const next = { ...adopted, set: { ...adopted.set, '/version': 3, '/bands/0/atLeast': '95' } };
    expect((await api.post('/v1/rating-policies', officer, { policy: next })).status).toBe(200);
    const later = await campaign();
    const level = async (rating: Campaign) => {
      await ratedCommunes(rating);
      return (await rating.explain('HU-B')).result;
    };
    expect(await level(open)).toMatchObject({ level: 'EXCELLENT', policy: { version: 2 } });
    expect(await level(later)).toMatchObject({ level: 'GOOD', policy: { version: 3 } });
    const again = await api.post('/v1/rating-policies', officer, { policy: { ...next, set: adopted.set } });
    expect(again.body).toMatchObject({ code: 'policy-version-taken' });
  });

  it('takes the policy of persons, R-22 and the days of a petition from the draft', async () => {
    const own = { base: 'VN-PERSON-335', set: { '/code': 'TINH-NGUOI', '/version': 1 } };
    expect((await api.post('/v1/rating-policies', officer, { policy: own })).status).toBe(200);
    const rating = await campaign({
      personPolicy: 'TINH-NGUOI',
      lowerFirst: 'WARN',
      petitionWorkingDays: 10,
    });
    expect((await api.get(`${rating.path}/period`, officer)).body).toMatchObject({
      unitPolicy: { code: 'VN-UNIT-366-335' },
      personPolicy: { code: 'TINH-NGUOI', version: 1 },
      lowerFirst: 'WARN',
      petitionWorkingDays: 10,
    });
    await ratedCommunes(rating);
    await rating.post('cap', { group: 'DISTRICT' });
    const early = await rating.post('decide', {
      ...decision(),
      items: [{ subject: PROVINCE, level: 'COMPLETED', reason: 'Cấp trên yêu cầu sớm.' }],
    });
    expect(early.body).toMatchObject({
      written: 1,
      undecidedBelow: [{ subject: PROVINCE, units: COMMUNES }],
    });
    const wrong = { ...draftOf(directiveId), personPolicy: 'VN-UNIT-366-335' };
    const refused = await api.post('/v1/campaigns', officer, wrong);
    expect([refused.status, refused.body.code, refused.body.errors?.[0]?.path]).toEqual([
      422,
      'policy-rates-others',
      '/personPolicy',
    ]);
  });

  it('decides nothing official by rules that are only proposals (R-28, ADR 0020)', async () => {
    const rating = await campaign({ ratingPolicy: 'VN-124-2023' });
    const period = await api.get(`${rating.path}/period`, officer);
    expect(period.body).toMatchObject({ unitPolicy: { code: 'VN-124-2023', version: 1 } });
    await rating.post('run');
    const refused = await rating.post('decide', {
      ...decision(),
      items: [{ subject: 'HU-A', level: 'GOOD', reason: 'x' }],
    });
    expect(refused.status).toBe(409);
  });

  it('shows what another reading of the cap would do, and writes nothing', async () => {
    const rating = await campaign();
    await ratedCommunes(rating);
    const head = await api.store.head();
    const answer = await api.post(`/v1/rating-cases/campaigns/${rating.campaignId}/what-if`, officer, {
      cap: { denominator: 'GOOD_OR_BETTER', ratio: '0.40' },
    });
    expect(answer.body.caps).toEqual([expect.objectContaining({ group: 'DISTRICT' })]);
    expect(answer.body.items).toHaveLength(6);
    expect(await api.store.head()).toBe(head);
  });
});

describe('People', () => {
  it('are rated under their unit by the policy for persons, the head never above it (R-19)', async () => {
    const personal = {
      base: 'VN-PERSON-335',
      set: { '/version': 2, '/adoption': { decisionNo: '32-QĐ/TU', on: '2026-10-01' } },
    };
    expect((await api.post('/v1/rating-policies', officer, { policy: personal })).status).toBe(200);
    const rating = await campaign();
    await ratedCommunes(rating);
    const posts = [
      { unit: 'HU-C', position: 'Bí thư', role: 'HEAD', peerGroup: 'BT', serviceMonths: 12 },
      { unit: 'HU-C', position: 'Chuyên viên', role: 'STAFF', peerGroup: 'CV', serviceMonths: 5 },
    ];
    const listed = await rating.post('posts', { source, posts });
    expect(listed.status).toBe(200);
    expect((await rating.post('posts', { source, posts })).body.position).toBeNull();
    const { findings: _, ...facts } = factsOf('93', {
      subordinates: [],
      quarters: ['GOOD', 'GOOD', 'GOOD', 'GOOD'],
    });
    expect((await rating.facts({ 'HU-C/Bí thư': facts })).body).toMatchObject({ refused: [], written: 1 });
    await rating.post('run');
    expect((await rating.row('HU-C/Chuyên viên'))?.provisional).toBe('NOT_RATED');

    await rating.post('cap', { group: 'DISTRICT' });
    await rating.post('cap', { group: 'BT' });
    const hasty = { subject: 'HU-C/Bí thư', level: 'GOOD', reason: 'Theo đề nghị' };
    expect((await rating.post('decide', { ...decision(), items: [hasty] })).body).toMatchObject({
      code: 'unit-undecided',
    });
    expect((await rating.post('decide', decision('HU-C'))).body).toMatchObject({ written: 1 });
    await rating.post('run');
    expect(await rating.row('HU-C')).toMatchObject({ official: 'GOOD' });
    expect(await rating.row('HU-C/Bí thư')).toMatchObject({ provisional: 'GOOD', score: '93.00' });
    await rating.post('cap', { group: 'BT' });
    expect((await rating.post('decide', decision('HU-C/Bí thư'))).body).toMatchObject({ written: 1 });
  });
});
