import { ratingIdOf, findingsIdOf, unitIdOf } from '@dondoc/event-store/stream-ids.ts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LETTER } from '../testing/directive-letter.ts';
import { draftOf, openCampaign } from '../testing/running-campaign.ts';
import { START, startTestApi, type Person, type TestApi } from '../testing/test-api.ts';

const SETTING_UP_MS = 60_000;
let api: TestApi;
/** Away in December. */
let chief: Person;
let second: Person;
/** Of HU-B: stood in for the head of HU-A in November, and for the chief afterwards. */
let vice: Person;
let head: Person;
let campaignId: string;
const loginOf = async ({ accountId }: Person) => (await api.accounts.findByIds([accountId]))[0]?.login ?? '';
const behalfOf = async (person: Person) => ({ 'on-behalf-of': await loginOf(person) });
const ratings = (rest = '') => `/v1/campaigns/${campaignId}/ratings${rest}`;

async function grant(principal: Person, deputy: Person, more: object = {}) {
  const { status, body } = await api.post('/v1/delegations', principal, {
    deputy: await loginOf(deputy),
    from: '2026-11-16',
    until: '2026-12-31',
    absence: true,
    reason: 'Đi công tác',
    ...more,
  });
  expect(status).toBe(201);
  return (body as { delegationId: string }).delegationId;
}
const asSecond = async (path: string, body: object = {}) =>
  api.post(path, second, body, await behalfOf(chief));

beforeAll(async () => {
  api = await startTestApi();
  chief = await api.person('ADMINISTRATOR');
  second = await api.person('ADMINISTRATOR');
  for (const code of ['HU-A', 'HU-B']) await api.registerUnit(code);
  head = await api.person('UNIT', 'HU-A');
  vice = await api.person('UNIT', 'HU-B');
  const { directiveId } = (await api.post('/v1/directives', chief, { text: LETTER })).body;
  ({ campaignId } = (await api.post('/v1/campaigns', chief, draftOf(directiveId))).body);
  await api.post(`/v1/campaigns/${campaignId}/launch`, chief);
  await openCampaign(api.store, campaignId, START);
}, SETTING_UP_MS);
afterAll(() => api.close());

describe('While a unit’s head is away', () => {
  it('a deputy for its rating rates for it, and both stand in the record', async () => {
    const self = { score: '90', level: 'GOOD' };
    const once = await grant(head, vice, { acts: ['UNIT_STEPS'], until: '2026-11-16' });
    const headers = await behalfOf(head);
    const outside = await api.post(ratings('/HU-A/self'), vice, self, headers);
    expect([outside.status, outside.body.code]).toEqual([403, 'delegation-out-of-scope']);
    const delegationId = await grant(head, vice, { acts: ['RATING'], campaignId });
    expect((await api.get(ratings('/HU-A'), vice, headers)).status).toBe(200);
    expect((await api.post(ratings('/HU-A/self'), vice, self, headers)).status).toBe(200);
    expect((await api.post(ratings('/HU-B/self'), vice, self, headers)).status).toBe(404);
    const { events } = await api.store.readStream(ratingIdOf(campaignId, unitIdOf('HU-A')));
    expect(events.at(-1)).toMatchObject({
      type: 'SelfRatingRecorded',
      actor: { id: vice.accountId, role: 'UNIT', onBehalfOf: head.accountId, delegationId },
    });
    for (const id of [once, delegationId])
      await api.post(`/v1/delegations/${id}/revoke`, head, { reason: 'Về' });
  });
});

describe('While an administrator is away', () => {
  let delegationId: string;
  beforeAll(async () => {
    delegationId = await grant(chief, second);
  });

  it('what can be delegated is so by default, and no step of a unit', async () => {
    const { items } = (await api.get('/v1/delegations', chief)).body;
    expect(items[0].acts).toEqual(['DECISIONS', 'STEERING', 'FINDINGS', 'RATING']);
  });

  it('the deputy puts conclusions and findings on record, and closes one that is verified', async () => {
    const conclusion = {
      source: 'INSPECTION',
      number: '12/KL-TTr',
      issuer: 'Thanh tra tỉnh',
      signedOn: '2026-09-15',
    };
    const { conclusionId } = (await asSecond('/v1/conclusions', conclusion)).body;
    const findings = [1, 2].map((no) => ({ item: `III.${no}`, text: `Chậm ${no}.`, severity: 'HIGH' }));
    expect((await asSecond('/v1/units/HU-A/findings', { conclusionId, findings })).status).toBe(201);
    const { events } = await api.store.readStream(findingsIdOf(unitIdOf('HU-A')));
    const both = { id: second.accountId, onBehalfOf: chief.accountId, delegationId };
    expect(events.at(-1)).toMatchObject({ type: 'FindingRegistered', actor: both });
    const { body } = await api.get('/v1/units/HU-A/findings/history', second, await behalfOf(chief));
    expect(body.items.at(-1).by).toBe(`${await loginOf(second)} on behalf of ${await loginOf(chief)}`);

    const closing = { basis: { ref: '9/BC' }, note: 'Đã khắc phục.', evidence: ['a'.repeat(64)] };
    const path = (no: number) => `/v1/units/HU-A/findings/${no}/close`;
    expect((await asSecond(path(1), { ...closing, as: 'VERIFIED_CLOSED' })).status).toBe(200);
    const waived = { ...closing, as: 'NO_LONGER_APPLICABLE' };
    const refused = await asSecond(path(2), waived);
    expect([refused.status, refused.body.code]).toEqual([403, 'act-not-delegable']);
    expect((await api.post(path(2), chief, waived)).status).toBe(200);
  });

  it('and takes a rating up to the decision, which is the authority’s own', async () => {
    const said = { score: '90', level: 'GOOD' };
    expect((await asSecond(ratings('/run'))).status).toBe(200);
    expect((await asSecond(ratings('/HU-A/appraisal'), said)).status).toBe(200);
    expect((await asSecond(ratings('/lock'), { reason: 'Khóa sổ' })).status).toBe(200);
    for (const [path, body] of [
      ['/reopen', { reason: 'Sai sót' }],
      ['/cap', { group: 'DISTRICT' }],
      ['/decide', { decisionNo: '12-QĐ/TU', decidedOn: '2026-11-16', items: [{ subject: 'HU-A' }] }],
      ['/HU-A/supersede', { level: 'GOOD', decisionNo: '13', decidedOn: '2026-11-16', reason: 'x' }],
    ] as const) {
      const { status, body: answer } = await asSecond(ratings(path), body);
      expect({ path, status, code: answer.code }).toEqual({ path, status: 403, code: 'act-not-delegable' });
      expect(answer.detail).toContain('the authority’s own');
    }
    // In the deputy's own name the rules decide, not the delegation.
    expect((await api.post(ratings('/reopen'), second, { reason: 'Sai sót' })).status).toBe(200);
  });

  it('but not on who has an account, nor on the rules of a rating', async () => {
    const accounts = await api.get('/v1/accounts', second, await behalfOf(chief));
    expect([accounts.status, accounts.body.code]).toEqual([403, 'act-not-delegable']);
    expect(accounts.body.detail).toContain('whoever answers for them');
    expect((await asSecond('/v1/rating-policies', { policy: {} })).body.code).toBe('act-not-delegable');
  });

  it('a deputy for one campaign looks at findings and registers none: they outlive every campaign', async () => {
    const third = await api.person('ADMINISTRATOR');
    await grant(chief, third, { campaignId });
    const headers = await behalfOf(chief);
    expect((await api.get('/v1/units/HU-A/findings', third, headers)).status).toBe(200);
    const { body } = await api.post('/v1/findings/import', third, { csv: 'x', dryRun: true }, headers);
    expect(body.code).toBe('delegation-out-of-scope');
    expect((await api.post(ratings('/run'), third, {}, headers)).status).toBe(200);
  });

  it('nobody judges, in its name, their own unit or one whose deputy they were', async () => {
    await grant(chief, vice);
    const headers = await behalfOf(chief);
    const appraisal = { score: '90', level: 'GOOD' };
    for (const unit of ['HU-A', 'HU-B']) {
      const { status, body } = await api.post(ratings(`/${unit}/appraisal`), vice, appraisal, headers);
      expect({ unit, status, code: body.code }).toEqual({ unit, status: 403, code: 'own-record' });
    }
    const closing = {
      as: 'VERIFIED_CLOSED',
      basis: { ref: '9/BC' },
      note: 'x',
      evidence: ['a'.repeat(64)],
    };
    const closed = await api.post('/v1/units/HU-A/findings/1/close', vice, closing, headers);
    expect(closed.body.code).toBe('own-record');
    const facts = {
      source: { ref: '9/BC' },
      items: [{ subject: 'HU-A', facts: { discipline: [] } }],
    };
    expect((await api.post(ratings('/facts'), vice, facts, headers)).body.code).toBe('own-record');
  });
});
