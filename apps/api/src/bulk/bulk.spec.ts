import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LETTER } from '../testing/directive-letter.ts';
import { draftOf, openCampaign } from '../testing/running-campaign.ts';
import { START, startTestApi, type Person, type TestApi } from '../testing/test-api.ts';

let api: TestApi;
let admin: Person;
let unit: Person;
let path: string;
beforeAll(async () => {
  api = await startTestApi();
  admin = await api.person('ADMINISTRATOR');
  for (const code of ['SNV', 'STC']) await api.registerUnit(code, 'd');
  unit = await api.person('UNIT', 'SNV');
  const directive = await api.post('/v1/directives', admin, { text: LETTER });
  const { directiveId } = directive.body as { directiveId: string };
  const drafted = await api.post('/v1/campaigns', admin, draftOf(directiveId));
  const { campaignId } = drafted.body as { campaignId: string };
  await api.post(`/v1/campaigns/${campaignId}/launch`, admin);
  await openCampaign(api.store, campaignId, START);
  await api.post(`/v1/campaigns/${campaignId}/assignments/SNV/acknowledge`, unit);
  path = `/v1/campaigns/${campaignId}/bulk`;
});
afterAll(() => api.close());

const extend = {
  operation: { kind: 'EXTEND', phase: 'ACKNOWLEDGE', to: '2026-11-24', basis: { ref: '12-CV/TU' } },
  filter: { category: 'd' },
  reason: 'Mưa lũ',
};

describe('A batch over the API', () => {
  it('is looked at first: who is meant, what would happen, who would be refused and why; nothing is written', async () => {
    const head = await api.store.head();
    const { body } = await api.post(`${path}/preview`, admin, extend);
    expect(body).toMatchObject({
      total: 2,
      done: 1,
      refused: 1,
      items: [
        { code: 'SNV', outcome: 'REFUSED', refusal: { code: 'phase-not-open' } },
        { code: 'STC', outcome: 'DONE', refusal: null },
      ],
    });
    expect(await api.store.head()).toBe(head);
    expect((await api.post(`${path}/preview`, unit, extend)).status).toBe(403);
  });

  it('is ordered once, also when its request comes twice, and answers how far it is', async () => {
    const key = { 'Idempotency-Key': 'once' };
    const first = await api.post(path, admin, extend, key);
    const again = await api.post(path, admin, extend, key);
    expect(first.body).toMatchObject({ total: 2, duplicate: false });
    expect(again.body).toMatchObject({ batchId: first.body.batchId, duplicate: true });
    expect((await api.get(`${path}/${first.body.batchId}`, admin)).body).toMatchObject({
      operation: 'EXTEND',
      reason: 'Mưa lũ',
      attempt: 1,
      total: 2,
      pending: 2,
    });
  });

  it('refuses a filter that means nobody, and a batch of another campaign', async () => {
    const nobody = await api.post(path, admin, { ...extend, filter: { peerGroup: 'none' } });
    expect([nobody.status, nobody.body.code]).toEqual([422, 'bulk-empty']);
    const unknown = await api.get(`${path}/00000000-0000-4000-8000-000000000000`, admin);
    expect([unknown.status, unknown.body.code]).toEqual([404, 'unknown-batch']);
  });
});
