import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { AssignmentEvent } from '@dondoc/domain/assignment/assignment.events.ts';
import { assignmentIdOf } from '@dondoc/event-store/stream-ids.ts';
import { LETTER } from '../testing/directive-letter.ts';
import { draftOf, openCampaign, UNIT_STEPS } from '../testing/running-campaign.ts';
import { START, startTestApi, type Person, type TestApi } from '../testing/test-api.ts';

const UNITS = `code,name,addressee_category,kind,peer_group,parent
HU-A,Huyện ủy A,d,DISTRICT_COMMITTEE,district,
HU-B,Huyện ủy B,d,DISTRICT_COMMITTEE,district,
XA-1,Đảng ủy xã 1,x,COMMUNE_COMMITTEE,commune,HU-A
XA-2,Đảng ủy xã 2,x,COMMUNE_COMMITTEE,commune,HU-A
CB-1,Chi bộ 1,y,OTHER,cell,XA-1
XA-9,Đảng ủy xã 9,x,COMMUNE_COMMITTEE,commune,HU-B
`;
let api: TestApi;
let administrator: Person;
let head: Person;
let commune: Person;
let directiveId: string;
let parentId: string;
beforeAll(async () => {
  api = await startTestApi();
  administrator = await api.person('ADMINISTRATOR');
  head = await api.person('UNIT', 'HU-A');
  commune = await api.person('UNIT', 'XA-1');
  await api.post('/v1/units/import', administrator, { csv: UNITS });
  const imported = await api.post('/v1/directives', administrator, { text: LETTER });
  directiveId = imported.body.directiveId as string;
});
afterAll(() => api.close());
beforeEach(async () => {
  parentId = await launched({});
});

async function launched(more: object): Promise<string> {
  const { body } = await api.post('/v1/campaigns', administrator, { ...draftOf(directiveId), ...more });
  const campaignId = body.campaignId as string;
  await api.post(`/v1/campaigns/${campaignId}/launch`, administrator);
  await openCampaign(api.store, campaignId, START);
  return campaignId;
}

const basis = { ref: '12-CV/HU' };
const cascade = (more: object = {}) => ({
  deadlines: [
    { phase: 'ACKNOWLEDGE', on: '2026-11-19', basis },
    { phase: 'REVIEW', on: '2026-12-01', basis },
    { phase: 'PLAN', on: '2026-12-14', basis },
  ],
  ...more,
});
const launchOn = (as: Person, more: object = {}, parent = parentId) =>
  api.post(`/v1/campaigns/${parent}/cascade`, as, cascade(more));

/** A unit's cycle up to the plan it sent, judged by `judge`. */
async function planned(campaignId: string, code: string, unit: Person, judge: Person): Promise<void> {
  const path = `/v1/campaigns/${campaignId}/assignments/${code}`;
  const steps: [Person, string, object][] = [
    [unit, 'acknowledge', {}],
    [unit, 'review-meeting', UNIT_STEPS.meeting],
    [unit, 'review', UNIT_STEPS.review],
    [judge, 'review/accept', { version: 1 }],
    [unit, 'plan', UNIT_STEPS.plan],
  ];
  for (const [who, step, body] of steps) {
    const answer = await api.post(`${path}/${step}`, who, body);
    expect({ step, status: answer.status, code: answer.body.code }).toEqual({
      step,
      status: 200,
      code: undefined,
    });
  }
}
const approve = (campaignId: string, code: string, as: Person) =>
  api.post(`/v1/campaigns/${campaignId}/assignments/${code}/plan/approve`, as, { version: 1 });

describe('A unit launches its directive on to the units below it', () => {
  it('as a campaign of its own, linked to the one that addressed it', async () => {
    const { status, body } = await launchOn(head);
    expect(status).toBe(201);
    const view = await api.get(`/v1/campaigns/${body.campaignId}`, head);
    expect(view.body).toMatchObject({
      status: 'ISSUED',
      parent: { campaignId: parentId, unitId: head.unitId },
      unitCount: 2,
      reviewYear: 2026,
      deadlines: { REVIEW: { current: { on: '2026-12-01', basis } } },
    });
    const mine = await api.get('/v1/campaigns', head);
    const ids = mine.body.items.map(({ campaignId }: { campaignId: string }) => campaignId);
    expect(ids).toEqual(expect.arrayContaining([parentId, body.campaignId]));
  });

  it('meets the first when it is asked again with the same key, and refuses a second', async () => {
    const send = (key: string) =>
      api.post(`/v1/campaigns/${parentId}/cascade`, head, cascade(), { 'idempotency-key': key });
    const first = await send('k1-cascade');
    expect((await send('k1-cascade')).body).toMatchObject({ campaignId: first.body.campaignId });
    expect((await send('k2-cascade')).body).toMatchObject({ code: 'campaign-exists' });
  });

  it.each([
    ['a unit of somebody else', { units: ['XA-1', 'XA-9'] }, 422, 'unit-outside-subtree'],
    ['itself', { units: ['HU-A'] }, 422, 'unit-outside-subtree'],
    ['a later cut-off', { cutOffOn: '2027-01-05' }, 409, 'deadline-after-parent'],
    [
      'a later day',
      {
        deadlines: cascade().deadlines.map((one) =>
          one.phase === 'REVIEW' ? { ...one, on: '2026-12-09' } : one,
        ),
      },
      409,
      'deadline-after-parent',
    ],
  ])('refuses %s, and leaves nothing half-done', async (_title, more, status, code) => {
    const before = await api.store.head();
    const answer = await launchOn(head, more);
    expect({ status: answer.status, code: answer.body.code }).toEqual({ status, code });
    expect(await api.store.head()).toBe(before);
  });

  it('reaches any depth of its subtree', async () => {
    const { body } = await launchOn(head, { units: ['XA-1', 'CB-1'] });
    expect((await api.get(`/v1/campaigns/${body.campaignId}`, head)).body.unitCount).toBe(2);
  });

  it('and a unit without a part in the campaign, or without units below, does not', async () => {
    expect((await launchOn(commune)).status).toBe(404);
    const other = await api.person('UNIT', 'HU-B');
    await api.post(`/v1/campaigns/${parentId}/assignments/HU-B/exempt`, administrator, {
      reason: 'Sáp nhập',
      basis,
    });
    expect((await launchOn(other, { units: ['XA-9'] })).body.code).toBe('parent-not-open');
  });
});

describe('The unit above steers and judges what it launched on', () => {
  it('sees the board, extends within its own day, and nobody else of the units does', async () => {
    const { body } = await launchOn(head);
    const id = body.campaignId as string;
    await openCampaign(api.store, id, START);
    const board = await api.get(`/v1/campaigns/${id}/assignments`, head);
    expect(board.body.items.map(({ code }: { code: string }) => code)).toEqual(['XA-1', 'XA-2']);
    expect((await api.get(`/v1/campaigns/${id}/assignments`, commune)).status).toBe(404);
    expect((await api.get(`/v1/campaigns/${id}/assignments/XA-2`, head)).status).toBe(200);
    expect((await api.get(`/v1/campaigns/${id}/assignments/XA-2`, commune)).status).toBe(404);
    const extend = (to: string, as = head) =>
      api.post(`/v1/campaigns/${id}/extend`, as, { phase: 'REVIEW', to, reason: 'Bão', basis });
    expect((await extend('2026-12-03')).status).toBe(200);
    expect((await extend('2026-12-09')).body.code).toBe('deadline-after-parent');
    expect((await extend('2026-12-04', commune)).status).toBe(404);
  });

  it('accepts reviews and approves plans of its units, never its own, nor of the campaign above', async () => {
    const { body } = await launchOn(head);
    const id = body.campaignId as string;
    await openCampaign(api.store, id, START);
    await planned(id, 'XA-1', commune, head);
    expect((await approve(id, 'XA-1', commune)).body.code).toBe('own-record');
    expect((await approve(id, 'XA-1', head)).status).toBe(200);
    await planned(parentId, 'HU-A', head, administrator);
    expect((await approve(parentId, 'HU-A', head)).body.code).toBe('own-record');
    expect((await approve(parentId, 'HU-B', head)).status).toBe(404);
  });
});

describe('The campaign above', () => {
  it('shows where the units below stand: in its state, on its board, and unit by unit', async () => {
    const { body } = await launchOn(head);
    const id = body.campaignId as string;
    await openCampaign(api.store, id, START);
    await planned(id, 'XA-1', commune, head);
    await approve(id, 'XA-1', head);
    const rollUp = { cascades: 1, units: 2, decided: 1, byStatus: { PLAN_APPROVED: 1, ASSIGNED: 1 } };
    expect((await api.get(`/v1/campaigns/${parentId}`, administrator)).body.rollUp).toMatchObject(rollUp);
    const list = await api.get(`/v1/campaigns/${parentId}/cascades`, administrator);
    expect(list.body).toMatchObject({
      rollUp,
      items: [{ campaignId: id, code: 'HU-A', unitName: 'Huyện ủy A', status: 'REVIEWING', unitCount: 2 }],
    });
    const board = await api.get(`/v1/campaigns/${parentId}/assignments`, administrator);
    expect(board.body.items.map(({ lower = null }: { lower?: object | null }) => lower)).toEqual([
      { campaignId: id, units: 2, decided: 1, overdue: 0 },
      null,
    ]);
  });

  it('R-22: decides a unit after the units below it', async () => {
    const { body } = await launchOn(head, { units: ['XA-1'] });
    const id = body.campaignId as string;
    await openCampaign(api.store, id, START);
    await planned(parentId, 'HU-A', head, administrator);
    const early = await approve(parentId, 'HU-A', administrator);
    expect(early.status).toBe(409);
    expect(early.body).toMatchObject({ code: 'lower-units-undecided' });
    expect(early.body.detail).toContain('XA-1');
    await planned(id, 'XA-1', commune, head);
    await approve(id, 'XA-1', head);
    expect((await approve(parentId, 'HU-A', administrator)).status).toBe(200);
  });

  it('R-22: or warns, and the record names whom it passed over', async () => {
    const warning = await launched({ lowerFirst: 'WARN' });
    const { body } = await launchOn(head, { units: ['XA-1'] }, warning);
    await openCampaign(api.store, body.campaignId as string, START);
    await planned(warning, 'HU-A', head, administrator);
    expect((await approve(warning, 'HU-A', administrator)).status).toBe(200);
    const stream = await api.store.readStream<AssignmentEvent>(assignmentIdOf(warning, head.unitId ?? ''));
    expect(stream.events.at(-1)).toMatchObject({ type: 'PlanApproved', data: { undecidedBelow: ['XA-1'] } });
  });
});
