import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LETTER } from '../testing/directive-letter.ts';
import { draftOf, openCampaign } from '../testing/running-campaign.ts';
import { START, startTestApi, type Person, type TestApi } from '../testing/test-api.ts';

let api: TestApi;
let admin: Person;
let unit: Person;
let campaign: string;
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
  campaign = `/v1/campaigns/${campaignId}`;
});
afterAll(() => api.close());

const amendment = {
  changes: [{ kind: 'RESCIND', no: '2' }],
  effectiveOn: '2026-11-18',
  basis: { ref: '220-CV/TU' },
};
const items = async (as: Person) => (await api.get(`${campaign}/amendments`, as)).body.items;

describe('An amendment over the API', () => {
  it('says what became different and who has not acknowledged it; a unit is not told of the others', async () => {
    expect((await api.post(`${campaign}/amend`, admin, amendment)).status).toBe(200);
    expect(await items(admin)).toMatchObject([
      {
        number: 1,
        effectiveOn: '2026-11-18',
        differences: [{ kind: 'RESCINDED', no: '2' }],
        waiting: 2,
        waitingFor: ['SNV', 'STC'],
      },
    ]);
    expect(await items(unit)).toMatchObject([{ number: 1, waiting: null, waitingFor: [] }]);
  });

  it('is acknowledged by each unit by its number', async () => {
    const path = `${campaign}/assignments/SNV/acknowledge-amendment`;
    expect((await api.post(path, unit, { number: 1 })).status).toBe(200);
    const unknown = await api.post(path, unit, { number: 2 });
    expect([unknown.status, unknown.body.code]).toEqual([404, 'unknown-amendment']);
    expect(await items(admin)).toMatchObject([{ waiting: 1, waitingFor: ['STC'] }]);
    expect((await api.get(`${campaign}/assignments/SNV`, unit)).body).toMatchObject({ amended: 1 });
  });

  it('takes either what becomes different or the whole list, not both', async () => {
    const both = await api.post(`${campaign}/amend`, admin, { ...amendment, requirements: [] });
    expect(both.status).toBe(400);
  });
});
