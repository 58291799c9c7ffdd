import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LETTER } from '../testing/directive-letter.ts';
import { draftOf, openCampaign } from '../testing/running-campaign.ts';
import { START, startTestApi, type Person, type TestApi } from '../testing/test-api.ts';

let api: TestApi;
let unit: Person;
beforeAll(async () => {
  api = await startTestApi();
  const administrator = await api.person('ADMINISTRATOR');
  await api.registerUnit('HU-A');
  const { body: directive } = await api.post('/v1/directives', administrator, { text: LETTER });
  const { body: campaign } = await api.post('/v1/campaigns', administrator, draftOf(directive.directiveId));
  await api.post(`/v1/campaigns/${campaign.campaignId}/launch`, administrator);
  await openCampaign(api.store, campaign.campaignId, START);
  unit = await api.person('UNIT', 'HU-A');
});
afterAll(() => api.close());

const feed = (path: string) => api.get(path);

describe('The calendar feed of a unit', () => {
  it('shows what it owes to whoever has the secret address, until there is a new one or none', async () => {
    const made = await api.post('/v1/me/calendar-feed', unit);
    expect(made.status).toBe(201);
    const shown = await feed(made.body.path);
    expect([shown.status, shown.type]).toEqual([200, 'text/calendar']);
    expect(shown.text.match(/DTSTART;VALUE=DATE:\d+/g)).toEqual([
      'DTSTART;VALUE=DATE:20261120',
      'DTSTART;VALUE=DATE:20261208',
    ]);

    const again = await api.post('/v1/me/calendar-feed', unit);
    expect((await feed(made.body.path)).status).toBe(404);
    expect((await feed(again.body.path)).status).toBe(200);
    expect((await api.delete('/v1/me/calendar-feed', unit)).status).toBe(204);
    expect((await feed(again.body.path)).text).toContain('unknown-feed');
  });
});
