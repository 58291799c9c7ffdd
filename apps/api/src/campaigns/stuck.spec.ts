import { followerName } from '@dondoc/activities/relay-cursor.ts';
import type { StuckView } from '@dondoc/contracts/stuck.ts';
import { assignmentIdOf, unitIdOf } from '@dondoc/event-store/stream-ids.ts';
import type { CursorLag } from '@dondoc/event-store/cursor-lag.ts';
import type { Parked } from '@dondoc/event-store/cursors.ts';
import { campaignWorkflowId, unitWorkflowId } from '@dondoc/workflows/workflow-ids.ts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LETTER } from '../testing/directive-letter.ts';
import { draftOf, openCampaign, UNIT_STEPS } from '../testing/running-campaign.ts';
import { START, startTestApi, type Person, type TestApi } from '../testing/test-api.ts';

let api: TestApi;
let administrator: Person;
let campaignId: string;
/** Workflow ids that run; null: Temporal is away. */
let running: Set<string> | null = new Set();
let lags: CursorLag[] = [];
let parked: Parked[] = [];

const idsOf = (prefix: string) =>
  [...(running ?? [])].filter((id) => id.startsWith(prefix)).map((id) => id.slice(prefix.length));

beforeAll(async () => {
  api = await startTestApi({
    followers: { lags: () => Promise.resolve(lags), parked: () => Promise.resolve(parked) },
    keepers: {
      runningUnits: (id) => Promise.resolve(running && new Set(idsOf(unitWorkflowId(id, '')))),
      isRunning: (id) => Promise.resolve(running && running.has(id)),
    },
  });
  administrator = await api.person('ADMINISTRATOR');
  for (const code of ['HU-A', 'HU-B', 'HU-C']) await api.registerUnit(code);
  const directive = await api.post('/v1/directives', administrator, { text: LETTER });
  const drafted = await api.post('/v1/campaigns', administrator, draftOf(directive.body.directiveId));
  campaignId = drafted.body.campaignId;
  await api.post(`/v1/campaigns/${campaignId}/launch`, administrator);
  running = new Set([campaignWorkflowId(campaignId)]);
}, 30_000);
afterAll(() => api.close());

/** Another day; nobody's session lasts that long. */
const on = async (at: string) => {
  api.setClock(at);
  administrator = await api.person('ADMINISTRATOR');
};
const keep = (...codes: string[]) => {
  running = new Set([
    campaignWorkflowId(campaignId),
    ...codes.map((code) => unitWorkflowId(campaignId, unitIdOf(code))),
  ]);
};
const stuck = async (query = ''): Promise<StuckView> => {
  const { status, body } = await api.get(`/v1/campaigns/${campaignId}/stuck${query}`, administrator);
  expect(status).toBe(200);
  return body as StuckView;
};
const lines = ({ units }: StuckView) =>
  units.map(({ unitCode, waitsFor, mustAct, keeper }) => [unitCode, waitsFor, mustAct, keeper]);

describe('Stuck units', () => {
  it('are those that nobody has assigned', async () => {
    expect(lines(await stuck())).toEqual(
      ['HU-A', 'HU-B', 'HU-C'].map((code) => [code, 'ASSIGNMENT', 'OPERATOR', 'NOT_NEEDED']),
    );
    await openCampaign(api.store, campaignId, START);
    keep('HU-A', 'HU-B', 'HU-C');
    expect(lines(await stuck())).toEqual([]);
  });

  it('are those past a deadline, with the working days since', async () => {
    const unit = await api.person('UNIT', 'HU-A');
    await api.post(`/v1/campaigns/${campaignId}/assignments/HU-A/acknowledge`, unit);
    // Due on Friday 20 November, looked at on Wednesday 25; nobody works on the 24th, the Day of Vietnamese Culture.
    await on('2026-11-25T02:00:00.000Z');
    const view = await stuck();
    expect(lines(view)).toEqual([
      ['HU-B', 'ACKNOWLEDGEMENT', 'UNIT', 'RUNNING'],
      ['HU-C', 'ACKNOWLEDGEMENT', 'UNIT', 'RUNNING'],
    ]);
    expect(view.units[0]).toMatchObject({
      since: START,
      waitingDays: 6,
      dueOn: '2026-11-20',
      overdueDays: 2,
      parkedBy: [],
    });
  });

  it('are those whose submission the authority has had for longer than it may', async () => {
    await on(START);
    const unit = await api.person('UNIT', 'HU-A');
    const own = `/v1/campaigns/${campaignId}/assignments/HU-A`;
    await api.post(`${own}/review-meeting`, unit, UNIT_STEPS.meeting);
    expect((await api.post(`${own}/review`, unit, UNIT_STEPS.review)).status).toBe(200);
    await on('2026-11-19T02:00:00.000Z');
    expect(lines(await stuck())).toEqual([]);
    expect(lines(await stuck('?days=2'))).toEqual([['HU-A', 'REVIEW_JUDGEMENT', 'AUTHORITY', 'RUNNING']]);
    expect((await api.get(`/v1/campaigns/${campaignId}/stuck?days=soon`, administrator)).status).toBe(400);
  });

  it('are those without a workflow, which nobody would ever urge', async () => {
    keep('HU-A', 'HU-C');
    expect(lines(await stuck())).toEqual([['HU-B', 'ACKNOWLEDGEMENT', 'UNIT', 'MISSING']]);
  });

  it('are not told apart from the others while Temporal is away', async () => {
    running = null;
    const view = await stuck('?days=2');
    expect(view.keeper).toBe('UNKNOWN');
    expect(lines(view)).toEqual([['HU-A', 'REVIEW_JUDGEMENT', 'AUTHORITY', 'UNKNOWN']]);
    keep('HU-A', 'HU-B', 'HU-C');
  });

  it('are those whose workflow is left over though the cycle is over', async () => {
    const exempted = await api.post(`/v1/campaigns/${campaignId}/assignments/HU-C/exempt`, administrator, {
      basis: { ref: '12-QĐ/TU' },
      reason: 'Đã sáp nhập.',
    });
    expect(exempted.status).toBe(200);
    expect(lines(await stuck())).toEqual([['HU-C', 'NOTHING', 'OPERATOR', 'LEFT_OVER']]);
    keep('HU-A', 'HU-B');
    expect(lines(await stuck())).toEqual([]);
  });

  it('are those whose events a follower has set aside, and followers that lag say what does not happen', async () => {
    const about = { name: 'notices', version: 1, position: 9 };
    parked = [
      {
        ...about,
        streamId: assignmentIdOf(campaignId, unitIdOf('HU-B')),
        reason: 'x',
        attempts: 1,
        parkedAt: START,
      },
      {
        ...about,
        streamId: assignmentIdOf(campaignId, unitIdOf('elsewhere')),
        reason: 'x',
        attempts: 1,
        parkedAt: START,
      },
    ];
    lags = [
      { ...about, behind: 0, lagSeconds: 0, stillSeconds: 1, parkedStreams: 2 },
      { ...about, name: 'temporal:4f1', behind: 12, lagSeconds: 95.4, stillSeconds: 90, parkedStreams: 0 },
      { ...about, name: 'projection:units', behind: 1, lagSeconds: 0.2, stillSeconds: 0.2, parkedStreams: 0 },
    ];
    const view = await stuck();
    expect(view.units).toEqual([expect.objectContaining({ unitCode: 'HU-B', parkedBy: ['notices'] })]);
    expect(view.followers).toEqual([
      expect.objectContaining({ name: 'notices', parkedStreams: 1 }),
      expect.objectContaining({ name: 'temporal', behind: 12, lagSeconds: 95 }),
    ]);
    expect(lags.map(followerName)).toContain('temporal');
  });

  it('of an unknown campaign are not to be had', async () => {
    const { status } = await api.get(`/v1/campaigns/${unitIdOf('none')}/stuck`, administrator);
    expect(status).toBe(404);
  });
});
