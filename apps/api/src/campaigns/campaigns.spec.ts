import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LETTER } from '../testing/directive-letter.ts';
import { openCampaign } from '../testing/running-campaign.ts';
import { START, startTestApi, type Person, type TestApi } from '../testing/test-api.ts';

let api: TestApi;
let administrator: Person;
let directiveId: string;
beforeAll(async () => {
  api = await startTestApi();
  administrator = await api.person('ADMINISTRATOR');
  await api.registerUnit('HU-A');
  await api.registerUnit('HU-B');
  await api.registerUnit('BAN-C', 'a');
  const imported = await api.post('/v1/directives', administrator, { text: LETTER });
  expect(imported.body).toMatchObject({ version: 1, import: { refused: null } });
  directiveId = imported.body.directiveId;
});
afterAll(() => api.close());

const basis = { ref: '217-CV/TU' };
const draft = () => ({
  directiveId,
  reviewYear: 2026,
  monitoringYear: 2027,
  addressees: { categories: ['d'] } as { categories?: string[]; units?: string[] },
  deadlines: [
    { phase: 'ACKNOWLEDGE', on: '2026-11-20', basis },
    { phase: 'REVIEW', phrase: 'trong 15 ngày làm việc', from: '2026-11-16', basis },
    { phase: 'PLAN', on: '2026-12-18', basis },
  ] as Record<string, unknown>[],
  cutOffOn: '2026-12-31',
});
const post = (body: object, headers: Record<string, string> = {}) =>
  api.post('/v1/campaigns', administrator, body, headers);
const drafted = async () => {
  const { body } = await post(draft());
  return body.campaignId as string;
};

describe('Drafting a campaign', () => {
  it('keeps terms, deadlines with their basis and the frozen addressees', async () => {
    const answer = await post(draft());
    expect(answer.status).toBe(201);
    const campaign = await api.get(`/v1/campaigns/${answer.body.campaignId}`, administrator);
    expect(campaign.body).toMatchObject({
      status: 'DRAFT',
      version: answer.body.version,
      unitCount: 2,
      unitsByCategory: { d: 2 },
      requirements: [
        expect.objectContaining({ no: '1', kind: 'TOPIC_REVIEW' }),
        expect.objectContaining({ no: '2' }),
      ],
      deadlines: {
        ACKNOWLEDGE: { current: { on: '2026-11-20', endsAt: '2026-11-20T17:00:00.000Z' }, version: 1 },
        REVIEW: { current: { on: '2026-12-08', phrase: 'trong 15 ngày làm việc', relation: 'WITHIN' } },
      },
    });
    expect(campaign.headers['etag']).toMatch(new RegExp(`^"${answer.body.version}\\.\\d+"$`));
  });

  it.each([
    ['no addressees', { addressees: {} }, 409, 'no-addressees', '/addressees/units'],
    [
      'a unit listed twice',
      { addressees: { units: ['HU-A', 'HU-A'] } },
      422,
      'unit-listed-twice',
      '/addressees/units',
    ],
    [
      'a unit of its category named again',
      { addressees: { categories: ['d'], units: ['HU-B'] } },
      422,
      'unit-listed-twice',
      '/addressees/units',
    ],
    [
      'unknown units',
      { addressees: { units: ['HU-A', 'HU-X', 'HU-Y'] } },
      422,
      'unknown-units',
      '/addressees/units',
    ],
    [
      'an empty category',
      { addressees: { categories: ['z'] } },
      422,
      'category-without-units',
      '/addressees/categories',
    ],
    [
      'an unknown directive',
      { directiveId: '11111111-1111-4111-8111-111111111111' },
      422,
      'directive-not-registered',
      '/directiveId',
    ],
    ['years in the wrong order', { monitoringYear: 2026 }, 422, 'campaign-invalid', '/monitoringYear'],
    [
      'a phrase that is none',
      { deadlines: [{ phase: 'PLAN', phrase: 'sớm nhất có thể', basis }] },
      422,
      'deadline-phrase-not-understood',
      '/deadlines/0/phrase',
    ],
    [
      'a deadline without a basis',
      { deadlines: [{ phase: 'PLAN', on: '2026-12-18' }] },
      400,
      'invalid-request',
      '/deadlines/0/basis',
    ],
    [
      'a deadline with two dates',
      { deadlines: [{ phase: 'PLAN', on: '2026-12-18', phrase: 'ngày 18/12/2026', basis }] },
      400,
      'invalid-request',
      '/deadlines/0/on',
    ],
  ])('refuses %s, by its field, and leaves nothing behind', async (_what, change, status, code, path) => {
    const before = await api.store.head();
    const answer = await post({ ...draft(), ...change });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(answer.body.errors).toEqual([expect.objectContaining({ path })]);
    expect(await api.store.head()).toBe(before);
  });

  it('names every unknown unit', async () => {
    const { body } = await post({ ...draft(), addressees: { units: ['HU-A', 'HU-X', 'HU-Y'] } });
    expect(body.details).toMatchObject({ units: ['HU-X', 'HU-Y'] });
  });

  it('again with the same key answers with the same campaign', async () => {
    const key = { 'Idempotency-Key': 'draft-2026-1' };
    const first = await post(draft(), key);
    const head = await api.store.head();
    const second = await post(draft(), key);
    expect(second.body).toEqual({ ...first.body, duplicate: true });
    expect(await api.store.head()).toBe(head);

    const other = await post({ ...draft(), title: 'Khác' }, key);
    expect([other.status, other.body.code]).toEqual([422, 'idempotency-key-reused']);
    // A key belongs to the account that made it.
    const colleague = await api.person('ADMINISTRATOR');
    const theirs = await api.post('/v1/campaigns', colleague, draft(), key);
    expect([theirs.status, theirs.body.campaignId === first.body.campaignId]).toEqual([201, false]);
  });
});

describe('Launching', () => {
  it('by two administrators at once is done once and refused once', async () => {
    const path = `/v1/campaigns/${await drafted()}/launch`;
    const colleague = await api.person('ADMINISTRATOR');
    const answers = await Promise.all([api.post(path, administrator), api.post(path, colleague)]);
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 409]);
    const refused = answers.find(({ status }) => status === 409);
    expect(refused?.body.code).toBe('already-issued');
  });

  it('refuses a deadline in the past', async () => {
    const id = await drafted();
    api.setClock('2026-11-20T17:00:00.000Z');
    const answer = await api.post(`/v1/campaigns/${id}/launch`, await api.person('ADMINISTRATOR'));
    api.setClock('2026-11-16T02:00:00.000Z');
    expect([answer.status, answer.body.code]).toEqual([409, 'deadline-in-the-past']);
    expect(answer.body.details).toMatchObject({ phase: 'ACKNOWLEDGE', on: '2026-11-20' });
  });

  it('refuses a version that is no longer there', async () => {
    const id = await drafted();
    const stale = await api.post(`/v1/campaigns/${id}/launch`, administrator, {}, { 'If-Match': '"1"' });
    expect([stale.status, stale.body.code]).toEqual([412, 'stale-version']);
    const seen = (await api.get(`/v1/campaigns/${id}`, administrator)).headers['etag'] ?? '';
    const fresh = await api.post(`/v1/campaigns/${id}/launch`, administrator, {}, { 'If-Match': seen });
    expect(fresh.status).toBe(200);
  });

  it('again with the same key answers the same, at the same position', async () => {
    const path = `/v1/campaigns/${await drafted()}/launch`;
    const first = await api.post(path, administrator, {}, { 'Idempotency-Key': 'launch-1' });
    const second = await api.post(path, administrator, {}, { 'Idempotency-Key': 'launch-1' });
    expect(second.status).toBe(200);
    expect(second.body).toEqual({ ...first.body, duplicate: true });
  });
});

describe('A campaign', () => {
  it('is shown as of a position and as of an instant', async () => {
    const id = await drafted();
    const { body: before } = await api.get(`/v1/campaigns/${id}`, administrator);
    await api.post(`/v1/campaigns/${id}/launch`, administrator);
    const show = async (asOf: string) =>
      (await api.get(`/v1/campaigns/${id}?asOf=${asOf}`, administrator)).body;
    expect(await show(String(before.asOf))).toMatchObject({
      status: 'DRAFT',
      version: before.version,
      asOf: before.asOf,
    });
    expect(await show(new Date(Date.now() + 60_000).toISOString())).toMatchObject({ status: 'ISSUED' });
    expect(await show('2020-01-01T00:00:00%2B07:00')).toMatchObject({ code: 'unknown-campaign' });
  });

  it('has a history that names who did what, with its hash', async () => {
    const id = await drafted();
    const first = await api.get(`/v1/campaigns/${id}/history?limit=2`, administrator);
    expect(first.body.items.map(({ type }: { type: string }) => type)).toEqual([
      'CampaignDrafted',
      'DeadlineSet',
    ]);
    expect(first.body.items[0]).toMatchObject({
      version: 1,
      actor: { id: administrator.accountId, role: 'ADMINISTRATOR' },
      leafHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    const rest = await api.get(`/v1/campaigns/${id}/history?after=${first.body.next}`, administrator);
    expect(rest.body.items.map(({ version }: { version: number }) => version)).toEqual([3, 4, 5]);
    expect(rest.body.next).toBeNull();
  });

  it('is paused, resumed and refused what its state forbids', async () => {
    const id = await drafted();
    const step = async (name: string, body: object = {}) => {
      const answer = await api.post(`/v1/campaigns/${id}/${name}`, administrator, body);
      return answer.body.code ?? answer.status;
    };
    expect(await step('resume')).toBe('wrong-step');
    expect(await step('launch')).toBe(200);
    expect(await step('pause', { reason: 'Bão số 12' })).toBe(200);
    expect(await step('resume')).toBe(200);
    expect(await step('extend', { phase: 'PLAN', to: '2026-12-25', reason: 'Bão', basis })).toBe(200);
    expect(await step('addressees', { unit: 'BAN-C', basis })).toBe(200);
    expect(await step('cancel', { reason: 'Rút lại' })).toBe(200);
    expect(await step('pause', { reason: 'nữa' })).toBe('campaign-cancelled');
  });

  it('does not exist for a unit it does not address', async () => {
    const id = await drafted();
    const unit = await api.person('UNIT', 'BAN-C');
    expect((await api.get(`/v1/campaigns/${id}`, unit)).body.code).toBe('unknown-campaign');
    expect((await api.get('/v1/campaigns', unit)).body.items).toEqual([]);
  });
});

describe('A directive', () => {
  it('is read by the units it was sent to, without its signature, and exists for no other', async () => {
    const id = await drafted();
    await api.post(`/v1/campaigns/${id}/launch`, administrator);
    await openCampaign(api.store, id, START);
    const read = async (as: Person) => (await api.get(`/v1/directives/${directiveId}`, as)).body;
    const listed = async (as: Person) => (await api.get('/v1/directives', as)).body.items;
    const [addressed, other] = [await api.person('UNIT', 'HU-A'), await api.person('UNIT', 'BAN-C')];
    expect(await read(await api.person('AUDITOR'))).toMatchObject({ signature: { name: 'Trần Văn An' } });
    expect(await read(addressed)).toMatchObject({ directiveId, signature: null });
    expect(await listed(addressed)).toEqual([expect.objectContaining({ directiveId, number: '217-CV/TU' })]);
    expect(await read(other)).toMatchObject({ status: 404, code: 'unknown-directive' });
    expect(await listed(other)).toEqual([]);
  });

  it('registered twice is one directive; a text that is none is refused with its reason', async () => {
    const again = await api.post('/v1/directives', administrator, { text: LETTER });
    expect(again.body).toMatchObject({ directiveId, position: null });
    const recipe = await api.post('/v1/directives', administrator, { text: 'Nước mắm, đường, tỏi, ớt.' });
    expect([recipe.status, recipe.body.code]).toEqual([422, 'directive-refused']);
  });
});

describe('The unit list', () => {
  const csv = (name: string) =>
    `code,name,addressee_category,kind,peer_group,parent,mail\nHU-M,${name},d,DISTRICT_COMMITTEE,DISTRICT,,m@example.vn\n`;
  const send = (text: string) => api.post('/v1/units/import', administrator, { csv: text });

  it('registers, corrects, and does nothing the third time', async () => {
    expect((await send(csv('Huyện ủy M'))).body).toMatchObject({
      registered: 1,
      corrected: 0,
      unchanged: 0,
      total: 1,
    });
    expect((await send(csv('Huyện ủy Mới'))).body).toMatchObject({ registered: 0, corrected: 1 });
    expect((await send(csv('Huyện ủy Mới'))).body).toMatchObject({ unchanged: 1, position: null });
    const shown = async (as: Person) =>
      (await api.get('/v1/units', as)).body.items.find(({ code }: { code: string }) => code === 'HU-M');
    expect(await shown(administrator)).toMatchObject({ name: 'Huyện ủy Mới', mail: 'm@example.vn' });
    expect(await shown(await api.person('UNIT', 'HU-A'))).toMatchObject({ name: 'Huyện ủy Mới', mail: null });
  });

  it('with a unit listed twice is refused by line', async () => {
    const twice = await send(`${csv('A')}HU-M,B,d,OTHER,DISTRICT,,\n`);
    expect([twice.status, twice.body.code]).toEqual([422, 'unit-list-invalid']);
    expect(twice.body.errors).toEqual([
      expect.objectContaining({ path: '/csv/3/code', rule: 'unique-code' }),
    ]);
  });
});
