import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LETTER } from '../testing/directive-letter.ts';
import { draftOf, openCampaign } from '../testing/running-campaign.ts';
import { START, startTestApi, type Person, type TestApi } from '../testing/test-api.ts';

let api: TestApi;
let administrator: Person;
let directiveId: string;
let campaignId: string;
beforeAll(async () => {
  api = await startTestApi();
  administrator = await api.person('ADMINISTRATOR');
  await api.registerUnit('HU-A');
  await api.registerUnit('HU-B');
  const imported = await api.post('/v1/directives', administrator, { text: LETTER });
  directiveId = imported.body.directiveId as string;
  const drafted = await api.post('/v1/campaigns', administrator, draftOf(directiveId));
  campaignId = drafted.body.campaignId as string;
});
afterAll(() => api.close());

const tryDraft = (id: string, at = '') => api.get(`/v1/campaigns/${id}/dry-run${at}`, administrator);

describe('The dry run of a campaign', () => {
  it('tells every unit, and by instant what will reach it', async () => {
    const { body } = await tryDraft(campaignId);
    expect(body).toMatchObject({ campaignId, launchAt: START, zone: 'Asia/Ho_Chi_Minh' });
    expect(body.units).toEqual([
      expect.objectContaining({ code: 'HU-A', peerGroup: 'DISTRICT', hasMail: true }),
      expect.objectContaining({ code: 'HU-B' }),
    ]);
    expect(body.steps.slice(0, 3)).toEqual([
      { kind: 'LAUNCH', at: START, on: '2026-11-16' },
      {
        kind: 'REMINDER',
        channels: ['INBOX', 'MAIL'],
        at: '2026-11-19T01:00:00.000Z',
        on: '2026-11-19',
        phase: 'ACKNOWLEDGE',
        dueOn: '2026-11-20',
        dueVersion: 'c1',
        offset: -1,
        to: ['UNIT'],
      },
      expect.objectContaining({ kind: 'DEADLINE', at: '2026-11-20T17:00:00.000Z', phase: 'ACKNOWLEDGE' }),
    ]);
    expect(body.checks.map(({ code }: { code: string }) => code)).toEqual([
      'REMINDER_PASSED',
      'PEER_GROUP_SMALL',
      'HOLIDAYS_ON_THE_WAY',
      'RUNG_AFTER_CUT_OFF',
    ]);
  });

  it('says of which instant it speaks, and what would refuse the launch then', async () => {
    const { body } = await tryDraft(campaignId, '?at=2026-11-21T08:00:00%2B07:00');
    expect(body.launchAt).toBe('2026-11-21T01:00:00.000Z');
    expect(body.checks[0]).toMatchObject({
      code: 'LAUNCH_REFUSED',
      weight: 'STOPS',
      about: ['deadline-in-the-past'],
    });
  });

  it('is the same for a request that was not drafted, and writes nothing', async () => {
    const head = await api.store.head();
    const { status, body } = await api.post('/v1/campaigns/dry-run', administrator, draftOf(directiveId));
    expect(status).toBe(200);
    expect(body).toEqual({ ...(await tryDraft(campaignId)).body, campaignId: null });
    expect(await api.store.head()).toBe(head);
  });

  it('refuses what drafting would refuse, by the names of the request', async () => {
    const wrong = { ...draftOf(directiveId), addressees: { units: ['HU-A', 'HU-X'] } };
    const { status, body } = await api.post('/v1/campaigns/dry-run', administrator, wrong);
    expect(status).toBe(422);
    expect(body).toMatchObject({ code: 'unknown-units', errors: [{ path: '/addressees/units' }] });
  });

  it('names the units that a running campaign holds, and is refused for one that is launched', async () => {
    const second = await api.post('/v1/campaigns', administrator, draftOf(directiveId));
    await api.post(`/v1/campaigns/${campaignId}/launch`, administrator);
    await openCampaign(api.store, campaignId, START);
    const { body } = await tryDraft(second.body.campaignId as string);
    expect(body.checks).toContainEqual(
      expect.objectContaining({ code: 'UNITS_IN_OTHER_CAMPAIGN', about: ['HU-A', 'HU-B'] }),
    );
    const launched = await tryDraft(campaignId);
    expect({ status: launched.status, code: launched.body.code }).toEqual({
      status: 409,
      code: 'already-issued',
    });
  });
});
