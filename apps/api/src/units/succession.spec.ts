import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LETTER } from '../testing/directive-letter.ts';
import { draftOf, openCampaign } from '../testing/running-campaign.ts';
import { START, startTestApi, type Person, type TestApi } from '../testing/test-api.ts';

let api: TestApi;
let admin: Person;
let unit: Person;
let campaignId: string;
beforeAll(async () => {
  api = await startTestApi();
  admin = await api.person('ADMINISTRATOR');
  for (const code of ['SNV', 'STC']) await api.registerUnit(code, 'd');
  for (const code of ['XA-1', 'XA-2']) await api.registerUnit(code, 'e');
  unit = await api.person('UNIT', 'SNV');
  const directive = await api.post('/v1/directives', admin, { text: LETTER });
  const { directiveId } = directive.body as { directiveId: string };
  const drafted = await api.post('/v1/campaigns', admin, draftOf(directiveId));
  ({ campaignId } = drafted.body as { campaignId: string });
  await api.post(`/v1/campaigns/${campaignId}/launch`, admin);
  await openCampaign(api.store, campaignId, START);
});
afterAll(() => api.close());

const basis = { ref: '1677/NQ-UBTVQH15' };
const split = { kind: 'SPLIT', on: '2026-11-16', basis, successors: ['XA-1', 'XA-2'] };

describe('A succession over the API', () => {
  it('says what a unit owes, to those who oversee it', async () => {
    const owed = await api.get('/v1/units/SNV/open-items', admin);
    expect(owed.body.items).toMatchObject([
      { key: `step/${campaignId}`, kind: 'STEP', name: 'ACKNOWLEDGEMENT', dueOn: '2026-11-20' },
    ]);
    expect((await api.get('/v1/units/SNV/open-items', unit)).status).toBe(403);
  });

  it('refuses a split that leaves the step with nobody, naming it', async () => {
    const refused = await api.post('/v1/units/SNV/succeed', admin, split);
    expect([refused.status, refused.body.code]).toEqual([422, 'allocation-invalid']);
    expect(refused.body).toMatchObject({ details: { unallocated: [`step/${campaignId}`] } });
  });

  it('refuses a successor that is not there, a unit that is not there, and everybody but an administrator', async () => {
    const nobody = await api.post('/v1/units/SNV/succeed', admin, { ...split, successors: ['X9'] });
    expect([nobody.status, nobody.body.code]).toEqual([422, 'unknown-units']);
    const unknown = await api.post('/v1/units/X9/succeed', admin, split);
    expect([unknown.status, unknown.body.code]).toEqual([404, 'unit-not-registered']);
    expect((await api.post('/v1/units/SNV/succeed', unit, split)).status).toBe(403);
  });

  it('records it once, and shows the unit with its successors from then on', async () => {
    const allocation = [{ item: `step/${campaignId}`, to: 'XA-2' }];
    const sent = await api.post('/v1/units/SNV/succeed', admin, { ...split, allocation });
    expect(sent.status).toBe(200);
    expect((await api.get('/v1/units/SNV', unit)).body).toMatchObject({
      status: 'DISSOLVED',
      validTo: '2026-11-16',
      successors: [{ code: 'XA-1' }, { code: 'XA-2' }],
    });
    const again = await api.post('/v1/units/SNV/succeed', admin, { ...split, allocation });
    expect(again.body).toMatchObject({ position: null });
  });
});
