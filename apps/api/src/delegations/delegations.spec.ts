import type { DelegationList } from '@dondoc/contracts/delegations.ts';
import type { History } from '@dondoc/contracts/log.ts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LETTER } from '../testing/directive-letter.ts';
import { draftOf, openCampaign, UNIT_STEPS } from '../testing/running-campaign.ts';
import { START, startTestApi, type Person, type TestApi } from '../testing/test-api.ts';

const SETTING_UP_MS = 60_000;
let api: TestApi;
let office: Person;
let head: Person;
let vice: Person;
let stranger: Person;
let campaignId: string;
let other: string;
const loginOf = async ({ accountId }: Person) => (await api.accounts.findByIds([accountId]))[0]?.login ?? '';
const behalfOf = async (person: Person) => ({ 'on-behalf-of': await loginOf(person) });
const step = (name: string, campaign = campaignId) => `/v1/campaigns/${campaign}/assignments/HU-A/${name}`;

async function launched(directiveId: string): Promise<string> {
  const { body } = await api.post('/v1/campaigns', office, draftOf(directiveId));
  const id = (body as { campaignId: string }).campaignId;
  await api.post(`/v1/campaigns/${id}/launch`, office);
  await openCampaign(api.store, id, START);
  return id;
}

beforeAll(async () => {
  api = await startTestApi();
  office = await api.person('ADMINISTRATOR');
  for (const code of ['HU-A', 'HU-B']) await api.registerUnit(code);
  head = await api.person('UNIT', 'HU-A');
  vice = await api.person('UNIT', 'HU-B');
  stranger = await api.person('UNIT', 'HU-B');
  const { body } = await api.post('/v1/directives', office, { text: LETTER });
  const { directiveId } = body as { directiveId: string };
  campaignId = await launched(directiveId);
  other = await launched(directiveId);
}, SETTING_UP_MS);
afterAll(() => api.close());

const grant = async (as: Person, more: object = {}) =>
  api.post('/v1/delegations', as, {
    deputy: await loginOf(vice),
    acts: ['UNIT_STEPS'],
    campaignId,
    from: '2026-11-16',
    until: '2026-11-20',
    absence: true,
    reason: 'Đi công tác',
    ...more,
  });

describe('Without a delegation', () => {
  it('nobody acts for another, and the refusal says what is missing', async () => {
    const { status, body } = await api.post(step('acknowledge'), vice, {}, await behalfOf(head));
    expect({ status, code: body.code }).toEqual({ status: 403, code: 'delegation-missing' });
    const nobody = await api.get('/v1/me/assignments', vice, { 'on-behalf-of': 'nobody' });
    expect(nobody.body.code).toBe('delegation-missing');
    const malformed = await api.get('/v1/me/assignments', vice, { 'on-behalf-of': '?!' });
    expect({ status: malformed.status, code: malformed.body.code }).toEqual({
      status: 400,
      code: 'invalid-request',
    });
  });

  it('a deputy is named for oneself, or by an administrator on a decision', async () => {
    const forHead = { principal: await loginOf(head) };
    expect((await grant(stranger, forHead)).body.code).toBe('forbidden-role');
    expect((await grant(office, forHead)).body.errors).toEqual([expect.objectContaining({ path: '/basis' })]);
    expect((await grant(head, { deputy: 'nobody' })).body.code).toBe('unknown-party');
    expect((await grant(head, { deputy: await loginOf(head) })).body.code).toBe('delegation-to-self');
    expect((await grant(head, { deputy: await loginOf(office) })).body.code).toBe('delegation-conflict');
  });
});

describe('With a delegation', () => {
  let delegationId: string;
  beforeAll(async () => {
    const { status, body } = await grant(head);
    expect(status).toBe(201);
    ({ delegationId } = body as { delegationId: string });
  });

  it('the deputy sees what the principal sees, within its scope', async () => {
    const headers = await behalfOf(head);
    const session = await api.get('/v1/session', vice, headers);
    expect(session.body).toMatchObject({
      login: await loginOf(head),
      unitCode: 'HU-A',
      deputy: await loginOf(vice),
    });
    const mine = await api.get('/v1/me/assignments', vice, headers);
    expect(mine.body.items.map((row: { campaignId: string }) => row.campaignId)).toEqual([campaignId]);
    expect((await api.get(`/v1/campaigns/${campaignId}/assignments/HU-A`, vice, headers)).status).toBe(200);
    const outside = await api.get(`/v1/campaigns/${other}/assignments/HU-A`, vice, headers);
    expect(outside.body.code).toBe('delegation-out-of-scope');
    for (const path of ['/v1/inbox', '/v1/findings', '/v1/directives'])
      expect((await api.get(path, vice, headers)).status).toBe(200);
    // Without the header the deputy is nobody in particular.
    expect((await api.get(`/v1/campaigns/${campaignId}/assignments/HU-A`, vice)).status).toBe(404);
  });

  it('the deputy does what the principal may do, and both stand in the record', async () => {
    const headers = await behalfOf(head);
    expect((await api.post(step('acknowledge'), vice, {}, headers)).status).toBe(200);
    expect((await api.post(step('review-meeting'), vice, UNIT_STEPS.meeting, headers)).status).toBe(200);
    expect((await api.post(step('acknowledge', other), vice, {}, headers)).body.code).toBe(
      'delegation-out-of-scope',
    );
    const { body } = await api.get(`/v1/campaigns/${campaignId}/assignments/HU-A/history`, office);
    const acknowledged = (body as History).items.find(({ type }) => type === 'AcknowledgementRecorded');
    expect(acknowledged).toMatchObject({
      actor: {
        id: vice.accountId,
        role: 'UNIT',
        unitId: head.unitId,
        onBehalfOf: head.accountId,
        delegationId,
        deputyUnitId: vice.unitId,
      },
      by: `${await loginOf(vice)} on behalf of ${await loginOf(head)}`,
    });
    expect((body as History).items.filter(({ type }) => type === 'DeputyActed')).toHaveLength(1);
    const own = await api.get(`/v1/campaigns/${campaignId}/assignments/HU-A/history`, head);
    expect((own.body as History).items.some(({ by }) => by?.includes(' on behalf of '))).toBe(true);
  });

  it('nothing goes further than it says: not accounts, not delegations, not the password', async () => {
    const headers = await behalfOf(head);
    const chain = await api.post(
      '/v1/delegations',
      vice,
      { deputy: await loginOf(stranger), from: '2026-11-16', until: '2026-11-17', reason: 'x' },
      headers,
    );
    expect(chain.body.code).toBe('act-not-delegable');
    const password = { current: 'a', next: 'another password' };
    expect((await api.post('/v1/session/password', vice, password, headers)).body.code).toBe(
      'act-not-delegable',
    );
    expect((await api.get('/v1/accounts', vice, headers)).body.code).toBe('act-not-delegable');
    expect(
      (await api.post(`/v1/campaigns/${campaignId}/pause`, vice, { reason: 'x' }, headers)).body.code,
    ).toBe('delegation-out-of-scope');
  });

  it('the deputy has no deputy meanwhile', async () => {
    const further = { deputy: await loginOf(head), acts: ['UNIT_STEPS'] };
    expect((await grant(vice, further)).body.code).toBe('delegation-chain');
  });

  it('is listed to whom it concerns, and ends with its last day or its revocation', async () => {
    const { body } = await api.get('/v1/delegations', head);
    expect((body as DelegationList).items).toEqual([
      expect.objectContaining({
        delegationId,
        state: 'HOLDS',
        absence: true,
        reason: 'Đi công tác',
        deputy: expect.objectContaining({ login: await loginOf(vice) }),
      }),
    ]);
    const elsewhere = await api.person('UNIT', 'HU-C');
    expect((await api.get('/v1/delegations', elsewhere)).body.items).toEqual([]);

    const headers = await behalfOf(head);
    api.setClock('2026-11-20T17:00:00.000Z');
    const later = await api.get('/v1/delegations', await api.person('AUDITOR'));
    expect((later.body as DelegationList).items[0]?.state).toBe('OVER');
    api.setClock(START);
    const revoke = { reason: 'Về sớm' };
    expect((await api.post(`/v1/delegations/${delegationId}/revoke`, vice, revoke)).status).toBe(200);
    expect((await api.get('/v1/session', vice, headers)).body.code).toBe('delegation-revoked');
  });
});

describe('A deputy of the authority', () => {
  it('judges in its name, but not the unit it belongs to or has acted for', async () => {
    const deciding = { acts: ['DECISIONS'], absence: false, reason: 'Ủy quyền' };
    const { status } = await grant(office, { ...deciding, deputy: await loginOf(stranger) });
    expect(status).toBe(201);
    const headers = await behalfOf(office);
    const extend = {
      phase: 'REVIEW',
      to: '2026-12-10',
      reason: 'Bão lũ',
      basis: { ref: '12/TB' },
    };
    expect((await api.post(step('extend'), stranger, extend, headers)).status).toBe(200);
    const own = `/v1/campaigns/${campaignId}/assignments/HU-B/extend`;
    expect((await api.post(own, stranger, extend, headers)).body.code).toBe('own-record');
    expect((await api.post(step('extend'), stranger, extend)).status).toBe(404);
  });

  it('cannot be whoever acted for the unit before', async () => {
    const deciding = { acts: ['DECISIONS'], absence: false, reason: 'Ủy quyền', deputy: await loginOf(vice) };
    expect((await grant(office, deciding)).status).toBe(201);
    const extend = { phase: 'PLAN', to: '2026-12-28', reason: 'Bão lũ', basis: { ref: '12/TB' } };
    const refused = await api.post(step('extend'), vice, extend, await behalfOf(office));
    expect({ status: refused.status, code: refused.body.code }).toEqual({ status: 403, code: 'own-record' });
  });
});
