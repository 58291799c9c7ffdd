import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  adopted,
  COMMUNES,
  decision,
  factsOf,
  openRatingOffice,
  PROVINCE,
  rateCommunes,
  source,
  type RatedCampaign,
  type RatingOffice,
} from '../testing/rating-office.ts';
import { draftOf } from '../testing/running-campaign.ts';
import type { Person, TestApi } from '../testing/test-api.ts';

let api: TestApi;
let officer: Person;
let campaign: RatingOffice['campaign'];
let directiveId: string;
beforeAll(async () => {
  ({ api, officer, campaign, directiveId } = await openRatingOffice());
  expect((await api.post('/v1/rating-policies', officer, { policy: adopted })).status).toBe(200);
});
afterAll(() => api.close());

describe('The policy of a campaign', () => {
  it('AC-53: an open campaign keeps its snapshot, and a new one rates by the new version', async () => {
    const open = await campaign();
    const next = {
      ...adopted,
      set: { ...adopted.set, '/version': 3, '/bands/0/atLeast': '95' },
    };
    expect((await api.post('/v1/rating-policies', officer, { policy: next })).status).toBe(200);
    const later = await campaign();
    const level = async (rating: RatedCampaign) => {
      await rateCommunes(rating);
      return (await rating.explain('HU-B')).result;
    };
    expect(await level(open)).toMatchObject({
      level: 'EXCELLENT',
      policy: { version: 2 },
    });
    expect(await level(later)).toMatchObject({
      level: 'GOOD',
      policy: { version: 3 },
    });
    const again = await api.post('/v1/rating-policies', officer, {
      policy: { ...next, set: adopted.set },
    });
    expect(again.body).toMatchObject({ code: 'policy-version-taken' });
  });

  it('takes the policy of persons, R-22 and the days of a petition from the draft', async () => {
    const own = {
      base: 'VN-PERSON-335',
      set: { '/code': 'TINH-NGUOI', '/version': 1 },
    };
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
    await rateCommunes(rating);
    await rating.post('cap', { group: 'DISTRICT' });
    const early = await rating.post('decide', {
      ...decision(),
      items: [
        {
          subject: PROVINCE,
          level: 'COMPLETED',
          reason: 'Cấp trên yêu cầu sớm.',
        },
      ],
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
    expect(period.body).toMatchObject({
      unitPolicy: { code: 'VN-124-2023', version: 1 },
    });
    await rating.post('run');
    const refused = await rating.post('decide', {
      ...decision(),
      items: [{ subject: 'HU-A', level: 'GOOD', reason: 'x' }],
    });
    expect(refused.status).toBe(409);
    expect(refused.body.code).toBe('proposals-not-adopted');
  });

  it('decides by them once an authority adopted them, for the campaign that is open, by the same rules (AC-53)', async () => {
    const rating = await campaign({ ratingPolicy: 'VN-124-2023' });
    await rateCommunes(rating);
    const before = await rating.explain('HU-C');
    const adoption = { decisionNo: '40-QĐ/TU', decidedOn: '2026-11-16' };
    const unit = await api.person('UNIT', 'HU-A');
    expect((await rating.post('adopt', adoption, unit)).status).toBe(403);
    expect((await rating.post('adopt', adoption)).status).toBe(200);
    expect((await rating.post('adopt', adoption)).body.position).toBeNull();
    expect((await rating.post('adopt', { ...adoption, decisionNo: '41-QĐ/TU' })).body).toMatchObject({
      status: 409,
      code: 'nothing-to-adopt',
    });
    expect((await api.get(`${rating.path}/period`, officer)).body).toMatchObject({
      unitPolicy: { code: 'VN-124-2023', version: 1 },
      proposals: [],
      personProposals: [],
      adoptions: expect.arrayContaining([{ code: 'VN-124-2023', decisionNo: '40-QĐ/TU', on: '2026-11-16' }]),
    });
    const items = [{ subject: 'HU-C', level: 'COMPLETED', reason: 'Theo đề nghị' }];
    const early = await rating.post('decide', { ...decision(), items });
    expect(early.body).toMatchObject({ code: 'provisional-stale' });
    expect((await rating.post('cap', { group: 'DISTRICT' })).body.code).toBe('provisional-stale');
    await rating.post('run');
    const after = await rating.explain('HU-C');
    expect(after.result).toMatchObject({ level: before.result.level, score: before.result.score });
    expect(after.result.policy.sha256).not.toBe(before.result.policy.sha256);
    await rating.post('cap', { group: 'DISTRICT' });
    expect((await rating.post('decide', { ...decision(), items })).body).toMatchObject({ written: 1 });
  });

  it('shows what another reading of the cap would do, and writes nothing', async () => {
    const rating = await campaign();
    await rateCommunes(rating);
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
      set: {
        '/version': 2,
        '/adoption': { decisionNo: '32-QĐ/TU', on: '2026-10-01' },
      },
    };
    expect((await api.post('/v1/rating-policies', officer, { policy: personal })).status).toBe(200);
    const rating = await campaign();
    await rateCommunes(rating);
    const posts = [
      {
        unit: 'HU-C',
        position: 'Bí thư',
        role: 'HEAD',
        peerGroup: 'BT',
        serviceMonths: 12,
      },
      {
        unit: 'HU-C',
        position: 'Chuyên viên',
        role: 'STAFF',
        peerGroup: 'CV',
        serviceMonths: 5,
      },
    ];
    const listed = await rating.post('posts', { source, posts });
    expect(listed.status).toBe(200);
    expect((await rating.post('posts', { source, posts })).body.position).toBeNull();
    const { findings: _, ...facts } = factsOf('93', {
      subordinates: [],
      quarters: ['GOOD', 'GOOD', 'GOOD', 'GOOD'],
    });
    expect((await rating.facts({ 'HU-C/Bí thư': facts })).body).toMatchObject({
      refused: [],
      written: 1,
    });
    await rating.post('run');
    expect((await rating.row('HU-C/Chuyên viên'))?.provisional).toBe('NOT_RATED');

    await rating.post('cap', { group: 'DISTRICT' });
    await rating.post('cap', { group: 'BT' });
    const hasty = {
      subject: 'HU-C/Bí thư',
      level: 'GOOD',
      reason: 'Theo đề nghị',
    };
    expect((await rating.post('decide', { ...decision(), items: [hasty] })).body).toMatchObject({
      code: 'unit-undecided',
    });
    expect((await rating.post('decide', decision('HU-C'))).body).toMatchObject({
      written: 1,
    });
    await rating.post('run');
    expect(await rating.row('HU-C')).toMatchObject({ official: 'GOOD' });
    expect(await rating.row('HU-C/Bí thư')).toMatchObject({
      provisional: 'GOOD',
      score: '93.00',
    });
    await rating.post('cap', { group: 'BT' });
    expect((await rating.post('decide', decision('HU-C/Bí thư'))).body).toMatchObject({ written: 1 });
  });
});
