import { leafHashOf } from '@dondoc/event-store/envelope.ts';
import { assignmentIdOf } from '@dondoc/event-store/stream-ids.ts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LETTER } from '../testing/directive-letter.ts';
import { draftOf, openCampaign, UNIT_STEPS } from '../testing/running-campaign.ts';
import { START, startTestApi, type Person, type TestApi } from '../testing/test-api.ts';

let api: TestApi;
let administrator: Person;
let auditor: Person;
let unitA: Person;
let unitB: Person;
let campaign: string;
beforeAll(async () => {
  api = await startTestApi();
  [administrator, auditor] = [await api.person('ADMINISTRATOR'), await api.person('AUDITOR')];
  [unitA, unitB] = [await api.person('UNIT', 'HU-A'), await api.person('UNIT', 'HU-B')];
  for (const code of ['HU-A', 'HU-B', 'HU-C']) await api.registerUnit(code);
  const { body: directive } = await api.post('/v1/directives', administrator, { text: LETTER });
  const { body: drafted } = await api.post('/v1/campaigns', administrator, draftOf(directive.directiveId));
  campaign = `/v1/campaigns/${drafted.campaignId}`;
  await api.post(`${campaign}/launch`, administrator);
  await openCampaign(api.store, drafted.campaignId, START);
});
afterAll(() => api.close());

const as = (who: Person, unit: string) => ({
  show: async (query = '') => (await api.get(`${campaign}/assignments/${unit}${query}`, who)).body,
  step: async (name: string, body: object = {}, headers: Record<string, string> = {}) =>
    api.post(`${campaign}/assignments/${unit}/${name}`, who, body, headers),
});

describe('A unit', () => {
  it('sees its own assignment, by code or id, and what is due', async () => {
    const byCode = await as(unitA, 'HU-A').show();
    expect(byCode).toMatchObject({
      unitCode: 'HU-A',
      status: 'ASSIGNED',
      version: 1,
      openPhases: ['ACKNOWLEDGE', 'REVIEW'],
      deadlines: { REVIEW: { on: '2026-12-08', originalOn: '2026-12-08', dueVersion: 'c1' } },
      escalation: null,
      review: null,
    });
    expect(await as(unitA, unitA.unitId ?? '').show()).toEqual(byCode);
    expect((await api.get('/v1/me/assignments', unitA)).body.items).toEqual([
      expect.objectContaining({ code: 'HU-A', status: 'ASSIGNED' }),
    ]);
  });

  it('is told that another unit’s assignment does not exist, whatever it tries', async () => {
    const nothing = { status: 404, code: 'unknown-assignment' };
    const other = as(unitA, 'HU-B');
    expect(await other.show()).toMatchObject(nothing);
    expect(await other.show('/history')).toMatchObject(nothing);
    expect((await other.step('acknowledge')).body).toMatchObject(nothing);
    expect((await other.step('review', UNIT_STEPS.review)).body).toMatchObject(nothing);
    expect(await as(unitA, 'HU-NOWHERE').show()).toMatchObject(nothing);
    expect(await as(administrator, 'HU-NOWHERE').show()).toMatchObject(nothing);
  });

  it('that acknowledges twice with one key does it once', async () => {
    const key = { 'Idempotency-Key': 'ack' };
    const first = await as(unitB, 'HU-B').step('acknowledge', {}, key);
    const second = await as(unitB, 'HU-B').step('acknowledge', {}, key);
    expect([first.status, first.body.duplicate]).toEqual([200, false]);
    expect(second.body).toEqual({ ...first.body, duplicate: true });
    const reused = await as(unitB, 'HU-B').step('review-meeting', UNIT_STEPS.meeting, key);
    expect([reused.status, reused.body.code]).toEqual([422, 'idempotency-key-reused']);
  });

  it('cannot act on a version it has not seen', async () => {
    const stale = await as(unitB, 'HU-B').step('review-meeting', UNIT_STEPS.meeting, { 'If-Match': '"1"' });
    expect([stale.status, stale.body.code]).toEqual([412, 'stale-version']);
    const answer = await api.get(`${campaign}/assignments/HU-B`, unitB);
    const etag = answer.headers['etag'] ?? '';
    expect(etag).toMatch(/^"2\.\d+"$/);
    expect(
      (await as(unitB, 'HU-B').step('review-meeting', UNIT_STEPS.meeting, { 'If-Match': etag })).status,
    ).toBe(200);
  });

  it('is not sent again what it has', async () => {
    const read = (headers: Record<string, string> = {}) =>
      api.get(`${campaign}/assignments/HU-C`, administrator, headers);
    const etag = (await read()).headers['etag'] ?? '';
    expect((await read({ 'If-None-Match': etag })).status).toBe(304);
    expect((await read({ 'If-None-Match': '"9.9"' })).status).toBe(200);
  });

  it('is told at once everything its review lacks (R-02)', async () => {
    const answer = await as(unitB, 'HU-B').step('review', { answers: [], limitations: [] });
    expect([answer.status, answer.body.code]).toEqual([422, 'review-incomplete']);
    expect(answer.body.errors).toEqual([
      { path: '/answers', rule: 'R-02', message: 'must answer requirement 1' },
      { path: '/answers', rule: 'R-02', message: 'must answer requirement 2' },
    ]);
    expect(answer.body.details).toMatchObject({ missing: ['1', '2'] });
  });
});

describe('The cycle', () => {
  it('goes from acknowledgement to the approved plan, returned once, and every state can be asked again', async () => {
    const unit = as(unitA, 'HU-A');
    const office = as(administrator, 'HU-A');
    const positions: Record<string, number> = {};
    const run = async (name: string, answer: Awaited<ReturnType<typeof unit.step>>) => {
      expect({ name, status: answer.status }).toEqual({ name, status: 200 });
      positions[name] = answer.body.position;
    };
    await run('acknowledge', await unit.step('acknowledge'));
    await run('meeting', await unit.step('review-meeting', UNIT_STEPS.meeting));
    await run('review', await unit.step('review', UNIT_STEPS.review));
    const reasons = [{ item: '1', text: 'Nêu rõ số liệu.' }];
    await run('return', await office.step('review/return', { version: 1, reasons }));
    await run('review 2', await unit.step('review', UNIT_STEPS.review));
    await run('accept', await office.step('review/accept', { version: 2 }));
    await run('plan', await unit.step('plan', UNIT_STEPS.plan));
    await run('approve', await office.step('plan/approve', { version: 1 }));

    expect(await unit.show()).toMatchObject({
      status: 'PLAN_APPROVED',
      version: 9,
      review: { version: 2, limitations: UNIT_STEPS.review.limitations },
      plan: { version: 1, actions: UNIT_STEPS.plan.actions },
      openPhases: [],
    });
    for (const who of [administrator, auditor, unitA]) {
      const then = await as(who, 'HU-A').show(`?asOf=${positions['return']}`);
      expect(then).toMatchObject({
        status: 'REVIEW_RETURNED',
        version: 5,
        asOf: positions['return'],
        plan: null,
      });
    }
    const history = await api.get(
      `${campaign}/assignments/HU-A/history?asOf=${positions['review']}`,
      auditor,
    );
    expect(history.body.items.map(({ type }: { type: string }) => type)).toEqual([
      'UnitAssigned',
      'AcknowledgementRecorded',
      'ReviewMeetingRecorded',
      'SelfReviewSubmitted',
    ]);
  });

  it('refuses a decision on a version that is not the submitted one', async () => {
    const answer = await as(administrator, 'HU-A').step('plan/approve', { version: 7 });
    expect(answer.status).toBe(409);
  });

  it('goes on with the plan: what the unit reports done, the committee verifies on evidence (R-05, R-06)', async () => {
    const unit = as(unitA, 'HU-A');
    const office = as(administrator, 'HU-A');
    const evidence = [{ sha256: '9f'.repeat(32), title: 'Quyết định ban hành kế hoạch' }];
    const report = { evidence, note: 'Đã ban hành.' };
    const answerOf = async (answer: ReturnType<typeof unit.step>) => {
      const { status, body } = await answer;
      return [status, body.code ?? null];
    };
    const verify = (verdict: string, version = 1) =>
      answerOf(office.step('actions/A1/verify', { version, verdict, note: 'Chưa đủ.' }));
    const reportDone = (body: object) => answerOf(unit.step('actions/A1/report-done', body));

    expect(await verify('ACCEPTED')).toEqual([409, 'nothing-reported']);
    expect(await reportDone({ ...report, evidence: [] })).toEqual([422, 'evidence-missing']);
    const doubled = { ...report, evidence: [...evidence, ...evidence] };
    expect(await reportDone(doubled)).toEqual([422, 'evidence-invalid']);
    expect(await reportDone(report)).toEqual([200, null]);
    expect(await answerOf(unit.step('actions/A9/report-done', report))).toEqual([404, 'unknown-action']);
    const ownVerdict = { version: 1, verdict: 'ACCEPTED', note: 'Đã xong.' };
    expect(await answerOf(unit.step('actions/A1/verify', ownVerdict))).toEqual([403, 'own-record']);
    const silent = { version: 1, verdict: 'REJECTED', note: '' };
    expect(await answerOf(office.step('actions/A1/verify', silent))).toEqual([422, 'note-missing']);

    const [action] = UNIT_STEPS.plan.actions;
    const standing = async (who: Person) => (await as(who, 'HU-A').show()).plan.actions;
    expect(await verify('PARTIAL')).toEqual([200, null]);
    expect(await standing(unitA)).toEqual([
      {
        ...action,
        state: 'PARTIALLY_REMEDIED',
        report: { version: 1, ...report },
        verification: {
          version: 1,
          verdict: 'PARTIAL',
          note: 'Chưa đủ.',
          evidence: evidence.map(({ sha256 }) => sha256),
          percent: null,
        },
      },
    ]);
    expect(await reportDone(report)).toEqual([200, null]);
    expect(await standing(auditor)).toMatchObject([{ state: 'REPORTED_DONE', report: { version: 2 } }]);
    expect(await verify('ACCEPTED', 1)).toEqual([409, 'stale-version']);
    expect(await verify('ACCEPTED', 2)).toEqual([200, null]);
    expect(await standing(auditor)).toMatchObject([{ state: 'VERIFIED' }]);
    expect(await reportDone(report)).toEqual([409, 'action-closed']);
    expect((await unit.show()).status).toBe('PLAN_APPROVED');
  });

  it('of one unit is extended or ended by the committee, on a basis', async () => {
    const office = as(administrator, 'HU-C');
    const basis = { ref: '300-CV/TU' };
    const extended = await office.step('extend', { phase: 'REVIEW', to: '2026-12-11', reason: 'Bão', basis });
    expect(extended.status).toBe(200);
    expect(await office.show()).toMatchObject({
      deadlines: { REVIEW: { on: '2026-12-11', originalOn: '2026-12-08', dueVersion: 'u1' } },
    });
    expect((await office.step('exempt', { reason: 'Sáp nhập' })).body.errors).toEqual([
      expect.objectContaining({ path: '/basis' }),
    ]);
    expect((await office.step('exempt', { reason: 'Sáp nhập', basis })).status).toBe(200);
  });
});

describe('An assignment whose key was destroyed', () => {
  it('is still shown: its plan with the version alone', async () => {
    const { campaignId, unitId } = await as(administrator, 'HU-B').show();
    const streamId = assignmentIdOf(campaignId, unitId);
    const { version: expectedVersion, headHash: previousHash } = await api.store.readStream(streamId);
    const ids = { campaignId, unitId };
    const events = [
      { type: 'PlanSubmitted', data: { ...ids, version: 1, actions: null, timeliness: { isLate: false } } },
      { type: 'PlanApproved', data: { ...ids, version: 1 } },
      {
        type: 'ActionReportedDone',
        data: { ...ids, actionId: 'A1', version: 1, evidence: null, note: null },
      },
    ];
    const cause = { commandId: 'shredded', actor: { id: 'spec', role: 'SYSTEM' as const }, at: START };
    const stream = {
      streamId,
      category: 'assignment',
      expectedVersion,
      previousHash,
      correlationId: campaignId,
    };
    await api.store.append({ ...stream, ...cause, events });
    expect(await as(auditor, 'HU-B').show()).toMatchObject({
      status: 'PLAN_APPROVED',
      plan: { version: 1, actions: null },
    });
  });
});

describe('An auditor', () => {
  it('reads the board, the streams and the log, sealed texts included', async () => {
    const board = await api.get(`${campaign}/assignments`, auditor);
    expect(board.body.items).toHaveLength(3);
    const { body: log } = await api.get('/v1/log/events?limit=500', auditor);
    expect(log.completeTo).toBe(await api.store.head());
    expect(log.items.map(({ position }: { position: number }) => position)).toEqual(
      Array.from({ length: log.completeTo }, (_, index) => index + 1),
    );
    const review = log.items.find(({ type }: { type: string }) => type === 'SelfReviewSubmitted');
    expect(review.data.limitations).toEqual(UNIT_STEPS.review.limitations);
    // The stored bytes come along, and prove the event.
    expect(leafHashOf(review.envelope)).toBe(review.leafHash);
    const stream = await api.get(`/v1/streams/${review.streamId}/events?limit=1`, auditor);
    expect(stream.body).toMatchObject({ next: '1', items: [{ type: 'UnitAssigned' }] });
    const { body: head } = await api.get('/v1/log/head', auditor);
    expect(head).toEqual({ position: log.completeTo, leafHash: log.items.at(-1).leafHash });
    const { body: never } = await api.get('/v1/log/position?at=2020-01-01T00:00:00Z', auditor);
    expect(never).toEqual({ position: 0 });
  });
});
