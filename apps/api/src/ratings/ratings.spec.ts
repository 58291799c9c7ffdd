import { evaluateRatingFile } from '@dondoc/documents/rating/rating-file.ts';
import type { RatingRow } from '@dondoc/contracts/ratings.ts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  adopted,
  COMMUNES,
  decision,
  factsOf,
  openRatingOffice,
  PROVINCE,
  rateCommunes,
  type RatedCampaign,
  type RatingOffice,
} from '../testing/rating-office.ts';
import type { Person, TestApi } from '../testing/test-api.ts';

let api: TestApi;
let officer: Person;
let campaign: RatingOffice['campaign'];
beforeAll(async () => {
  ({ api, officer, campaign } = await openRatingOffice());
});
afterAll(() => api.close());

describe('A rating from its events to the published level', () => {
  let rating: RatedCampaign;
  let commune: Person;
  beforeAll(async () => {
    expect((await api.post('/v1/rating-policies', officer, { policy: adopted })).status).toBe(200);
    rating = await campaign();
    commune = await api.person('UNIT', 'HU-A');
  });

  it('takes the self-rating, and an appraisal that explains its deviation (R-25)', async () => {
    expect((await rating.post('HU-A/self', { score: '98', level: 'EXCELLENT' }, commune)).status).toBe(200);
    const silent = await rating.post('HU-A/appraisal', {
      score: '92',
      level: 'EXCELLENT',
    });
    expect(silent.status).toBe(422);
    expect(silent.body).toMatchObject({ code: 'explanation-missing' });
    const said = {
      score: '92',
      level: 'EXCELLENT',
      explanation: 'Chưa đủ minh chứng.',
    };
    expect((await rating.post('HU-A/appraisal', said)).status).toBe(200);
    expect(await rating.explain('HU-A')).toMatchObject({
      status: 'APPRAISED',
      appraisal: { deviation: { points: '6.00', levelChanged: false } },
    });
  });

  it('computes everybody, and each statement names the events behind it', async () => {
    await rateCommunes(rating);
    const statement = await rating.explain('HU-A');
    expect(statement).toMatchObject({
      status: 'PROVISIONAL',
      result: { score: '95.00', level: 'EXCELLENT', policy: { version: 2 } },
      recorded: { isSame: true },
    });
    expect(statement.sources.find(({ evidence }) => evidence === 'f-95.00')?.events).toEqual([
      expect.objectContaining({
        type: 'RatingFactsImported',
        position: expect.any(Number),
      }),
    ]);
    expect(statement.counterfactuals).toContainEqual(
      expect.objectContaining({
        fact: 'f-95.00',
        level: 'GOOD',
        changesLevel: true,
      }),
    );
  });

  it('gives the same bytes through the library and the API', async () => {
    const { case: ratingCase, result } = await rating.explain('HU-B');
    const answered = await api.post('/v1/rating-cases/evaluate', officer, ratingCase);
    expect(JSON.stringify(evaluateRatingFile(ratingCase).result)).toBe(answered.text);
    expect(answered.text).toBe(JSON.stringify(result));
  });

  it('writes nothing when it is run again over the same events', async () => {
    expect((await rating.post('run')).body).toMatchObject({
      written: 0,
      refused: [],
    });
  });

  it('caps the peer group: one of two candidates is selected, and the other is GOOD', async () => {
    expect(
      (
        await rating.facts({
          [PROVINCE]: factsOf('60.00', { subordinates: [] }),
        })
      ).status,
    ).toBe(200);
    await rating.post('run');
    expect((await rating.post('cap', { group: 'DISTRICT' })).body).toMatchObject({ written: 6, refused: [] });
    expect(await rating.row('HU-A')).toMatchObject({
      provisional: 'EXCELLENT',
      capped: 'EXCELLENT',
    });
    expect(await rating.row('HU-B')).toMatchObject({
      provisional: 'EXCELLENT',
      capped: 'GOOD',
    });
  });

  it('AC-28: the province is not decided while a commune below it is undecided', async () => {
    const refused = await rating.post('decide', decision(PROVINCE));
    expect(refused.status).toBe(409);
    expect(refused.body).toMatchObject({
      code: 'lower-units-undecided',
      errors: [expect.objectContaining({ rule: 'R-22' })],
    });
    expect((await rating.row(PROVINCE))?.official).toBeNull();
  });

  it('refuses a level above what the rules and the cap gave, and writes nothing of that decision', async () => {
    const above = {
      ...decision('HU-A'),
      items: [{ subject: 'HU-A' }, { subject: 'HU-B', level: 'EXCELLENT' }],
    };
    const refused = await rating.post('decide', above);
    expect(refused.body).toMatchObject({ code: 'not-selected' });
    expect((await rating.row('HU-A'))?.official).toBeNull();
  });

  it('decides the communes, then the province, and publishes levels without points (R-27)', async () => {
    expect((await rating.post('decide', decision(...COMMUNES))).body).toMatchObject({ written: 5 });
    expect((await rating.post('decide', decision(PROVINCE))).body).toMatchObject({ written: 1 });
    const other = await api.person('UNIT', 'HU-C');
    expect(await rating.row('HU-A', other)).toMatchObject({
      official: null,
      score: null,
    });
    expect((await rating.post('publish')).body).toMatchObject({ written: 6 });
    expect(await rating.row('HU-A', other)).toMatchObject({
      official: 'EXCELLENT',
      score: null,
      status: null,
    });
    expect((await api.get(`${rating.path}/HU-A`, other)).status).toBe(404);
    expect(await rating.row('HU-C', other)).toMatchObject({
      official: 'GOOD',
      score: '80.00',
    });
  });

  it('starts the clock of a petition: seven working days (R-24), and confirms', async () => {
    const received = {
      receivedOn: '2026-11-16',
      text: 'Đề nghị xem lại điểm B2.',
    };
    const other = await api.person('UNIT', 'HU-C');
    expect((await rating.post('HU-C/petition', received, other)).status).toBe(200);
    // 24 November is a day off, the Vietnamese Culture Day.
    expect((await rating.explain('HU-C')).petition).toMatchObject({
      answerBy: '2026-11-26',
      overdue: false,
    });
    const answer = {
      outcome: 'CONFIRMED',
      answerNo: '9-CV/TU',
      answeredOn: '2026-11-16',
      note: 'Giữ nguyên.',
    };
    expect((await rating.post('HU-C/petition/answer', answer)).status).toBe(200);
    expect(await rating.explain('HU-C')).toMatchObject({
      status: 'CONFIRMED',
      petition: null,
    });
  });

  it('AC-26: a falsified finding supersedes the rating; the old one stays visible, and nobody moves up', async () => {
    const before = await api.store.head();
    const falsified = {
      findings: [
        {
          id: 'f-95.00',
          severity: 'HIGH',
          due: '2026-06-30',
          verification: 'REJECTED',
        },
      ],
    };
    await rating.facts({ 'HU-A': falsified });
    expect(await rating.row('HU-A')).toMatchObject({
      status: 'PROVISIONAL',
      voided: true,
      official: 'EXCELLENT',
    });
    const hasty = {
      level: 'GOOD',
      decisionNo: '44-QĐ/TU',
      decidedOn: '2026-11-16',
      reason: 'Xác nhận sai.',
    };
    expect((await rating.post('HU-A/supersede', hasty)).body).toMatchObject({
      code: 'provisional-stale',
    });
    await rating.post('run');
    expect((await rating.post('HU-A/supersede', hasty)).status).toBe(200);
    expect(await rating.explain('HU-A')).toMatchObject({
      status: 'SUPERSEDED',
      official: { level: 'GOOD', decisionNo: '44-QĐ/TU' },
      earlier: [{ level: 'EXCELLENT', decisionNo: '12-QĐ/TU' }],
      voided: false,
    });
    expect(await rating.row('HU-B')).toMatchObject({
      official: 'GOOD',
      capped: 'GOOD',
    });
    const then = await api.get(`${rating.path}/HU-A?asOf=${before}`, officer);
    expect(then.body).toMatchObject({
      official: { level: 'EXCELLENT' },
      recorded: { isSame: true },
    });
    const list = await api.get(`${rating.path}?asOf=${before}&unit=HU-A`, officer);
    expect(list.body).toMatchObject({ completeTo: before, next: null });
    expect(list.body.items).toEqual([
      expect.objectContaining({
        code: 'HU-A',
        status: 'PUBLISHED',
        decisionNo: '12-QĐ/TU',
        voided: false,
      }),
    ]);
  });

  it('lists who is asked for, in the order asked for, page by page', async () => {
    const codes = async (query: string, as = officer) =>
      ((await api.get(`${rating.path}?${query}`, as)).body.items as RatingRow[]).map(({ code }) => code);
    expect(await codes('sort=-score&kind=UNIT')).toEqual([...COMMUNES, PROVINCE]);
    expect(await codes('level=GOOD&minScore=75&sort=score')).toEqual(['HU-D', 'HU-C', 'HU-B', 'HU-A']);
    expect(await codes('decision=44-QĐ/TU')).toEqual(['HU-A']);
    expect(await codes('group=DISTRICT&status=PUBLISHED&limit=2')).toEqual(['HU-B', 'HU-D']);
    const { body: first } = await api.get(`${rating.path}?limit=2`, officer);
    const { body: second } = await api.get(`${rating.path}?limit=2&after=${first.next}`, officer);
    expect(second.items.map(({ code }: RatingRow) => code)).toEqual(['HU-C', 'HU-D']);
    for (const [query, status] of [
      ['sort=text', 400],
      ['status=LOST', 400],
      [`after=${first.next}&sort=name`, 422],
    ]) {
      expect((await api.get(`${rating.path}?${query}`, officer)).status).toBe(status);
    }
    expect(
      (await api.get('/v1/campaigns/00000000-0000-4000-8000-000000000000/ratings', officer)).status,
    ).toBe(404);
    const again = await api.get(rating.path, officer);
    const same = await api.get(rating.path, officer, {
      'if-none-match': String(again.headers['etag']),
    });
    expect(same.status).toBe(304);
  });

  it('finds for a unit nothing by what it may not see (R-27)', async () => {
    const other = await api.person('UNIT', 'HU-C');
    const codes = async (query: string) =>
      ((await api.get(`${rating.path}?${query}`, other)).body.items as RatingRow[]).map(({ code }) => code);
    for (const query of [
      'minScore=0',
      'provisional=GOOD',
      'capped=GOOD',
      'voided=false',
      'decision=12-QĐ/TU',
    ]) {
      expect(await codes(query)).toEqual(['HU-C']);
    }
    expect(await codes('sort=-score&official=GOOD')).toEqual(
      expect.arrayContaining(['HU-B', 'HU-C', 'HU-D']),
    );
    expect((await codes('sort=-score'))[0]).toBe('HU-C');
  });

  it('stands still under the lock, but for what changes no level (R-21)', async () => {
    expect((await rating.post('lock', { reason: 'Chốt số liệu' })).status).toBe(200);
    expect((await rating.facts({ 'HU-D': factsOf('99.00') })).body).toMatchObject({ code: 'period-locked' });
    expect((await rating.post('publish')).body).toMatchObject({ written: 1 });
    expect((await rating.post('reopen', { reason: 'Đính chính' })).status).toBe(200);
    expect((await rating.post('run')).status).toBe(200);
  });
});
