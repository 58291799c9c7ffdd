import { LETTER } from '@dondoc/api/testing/directive-letter.ts';
import { draftOf, openCampaign } from '@dondoc/api/testing/running-campaign.ts';
import { START } from '@dondoc/api/testing/test-api.ts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Dondoc } from '../testing/test-cli.ts';
import { openOffice, type Office } from '../testing/test-office.ts';

const SETTING_UP_MS = 60_000;
const UNITS = `code,name,addressee_category,kind,peer_group,parent
HU-A,Huyện ủy A,d,DISTRICT_COMMITTEE,district,
XA-1,Đảng ủy xã 1,x,COMMUNE_COMMITTEE,commune,HU-A
XA-2,Đảng ủy xã 2,x,COMMUNE_COMMITTEE,commune,HU-A
`;
let open: Office;
let office: Dondoc;
let head: Dondoc;
let campaign: string;
beforeAll(async () => {
  open = await openOffice();
  ({ office } = open);
  ({ cli: head } = await open.person('UNIT', 'HU-A'));
  await open.api.post('/v1/units/import', open.officer, { csv: UNITS });
  const { body: directive } = await open.api.post('/v1/directives', open.officer, { text: LETTER });
  const draft = draftOf((directive as { directiveId: string }).directiveId);
  const { body: drafted } = await open.api.post('/v1/campaigns', open.officer, draft);
  campaign = (drafted as { campaignId: string }).campaignId;
  await open.api.post(`/v1/campaigns/${campaign}/launch`, open.officer);
  await openCampaign(open.api.store, campaign, START);
}, SETTING_UP_MS);
afterAll(() => open.close());

const cascade = (review: string) =>
  `campaign cascade ${campaign} --basis 12-CV/HU --acknowledge 2026-11-19 --review ${review} --plan 2026-12-14`.split(
    ' ',
  );

describe('campaign cascade', () => {
  it('is refused with a day later than the unit’s own', async () => {
    const { code, stderr } = await head.run(cascade('2026-12-09'));
    expect(code).toBe(2);
    expect(stderr).toContain('2026-12-09 is after 2026-12-08');
  });

  it('launches on to the units below, whom the campaign above then shows', async () => {
    const { code, stdout, stderr } = await head.run(cascade('2026-12-01'));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const id = /^campaign (\S+)$/m.exec(stdout)?.[1] ?? '';
    await openCampaign(open.api.store, id, START);
    expect((await head.run(['campaign', 'board', id])).stdout).toMatch(/^XA-1 +ASSIGNED/m);

    const below = 'Below: 1 unit launched it on to 2, 0 decided (ASSIGNED 2); overdue: nobody';
    expect((await office.run(['campaign', 'status', campaign])).stdout).toContain(below);
    const { stdout: cascades } = await office.run(['campaign', 'cascades', campaign]);
    expect(cascades).toMatch(new RegExp(`^HU-A +${id} +REVIEWING +2 +ASSIGNED 2 +Huyện ủy A$`, 'm'));
    expect(cascades).toContain(below);
    expect((await office.run(['campaign', 'board', campaign])).stdout).toMatch(/^HU-A +ASSIGNED .* 0 of 2/m);
  });
});
