import { randomBytes } from 'node:crypto';
import { startFollower } from '@dondoc/event-store/follower.ts';
import { noticesFollower } from '@dondoc/notifications/notices-follower.ts';
import { startProjections } from '@dondoc/read-models/start-projections.ts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Pool } from 'pg';
import { testDatabase } from '@dondoc/testing/servers/test-database.ts';
import { createAccount } from './accounts/create-account.ts';
import { openPorts } from './open-ports.ts';
import { LETTER } from './testing/directive-letter.ts';
import { draftOf, openCampaign, UNIT_STEPS } from './testing/running-campaign.ts';
import { START, startTestApi, type Person, type TestApi } from './testing/test-api.ts';

const CSV = `code,name,addressee_category,kind,peer_group,parent,mail
HU-A,Huyện ủy An Lão,d,DISTRICT_COMMITTEE,DISTRICT,,an-lao@example.vn
HU-B,Huyện ủy Ba Tơ,d,DISTRICT_COMMITTEE,DISTRICT,,
`;

let api: TestApi;
let stop: () => Promise<void>;
beforeAll(async () => {
  const database = await testDatabase();
  const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const config = {
    databaseUrl: database.appUrl,
    dataKey: randomBytes(32),
    temporalAddress: '127.0.0.1:1',
    temporalNamespace: 'default',
    evidenceMaxBytes: 1_048_576,
  };
  const { ports, close } = await openPorts(config, quiet);
  const pool = new Pool({ connectionString: database.appUrl, max: 40 });
  const faults: unknown[] = [];
  const projections = startProjections({
    pool,
    store: ports.store,
    onError: (error) => faults.push(error),
    pollMs: 50,
  });
  const notices = startFollower({
    pool,
    store: ports.store,
    definition: noticesFollower(),
    onError: (error) => faults.push(error),
  });
  const { clock: _systemClock, log: _quiet, ...real } = ports;
  api = await startTestApi(real);
  stop = async () => {
    await api.close();
    await projections.stop();
    await notices.stop();
    await pool.end();
    await close();
    await database.stop();
    expect(faults).toEqual([]);
  };
});
afterAll(() => stop());

async function signIn(login: string, oneTimePassword: string): Promise<Person> {
  const { body } = await api.post('/v1/session', undefined, { login, password: oneTimePassword });
  const me: Person = { token: body.token, accountId: '', unitId: body.unitId };
  const next = `${oneTimePassword}-own`;
  await api.post('/v1/session/password', me, { current: oneTimePassword, next });
  return me;
}

describe('Over HTTP, on PostgreSQL', () => {
  it('is ready without Temporal, and says that it is missing', async () => {
    const { status, body } = await api.get('/health/ready');
    expect(status).toBe(200);
    expect(body.checks).toEqual([
      expect.objectContaining({ name: 'database', ok: true }),
      expect.objectContaining({ name: 'migrations', ok: true }),
      expect.objectContaining({ name: 'temporal', ok: false, required: false }),
      expect.objectContaining({ name: 'clock', ok: true, required: false }),
    ]);
  });

  it('a directive becomes a campaign, a unit goes its whole way, and every reader reads what was written', async () => {
    const first = {
      login: 'quan-tri',
      role: 'ADMINISTRATOR',
      unit: null,
      displayName: null,
      at: START,
    } as const;
    const { oneTimePassword } = await createAccount(api.accounts, first);
    const administrator = await signIn('quan-tri', oneTimePassword);

    const units = await api.post('/v1/units/import', administrator, { csv: CSV });
    expect(units.body).toMatchObject({ registered: 2, total: 2 });
    const listed = await api.get(`/v1/units?sort=name&minPosition=${units.body.position}`, administrator);
    expect(listed.body.completeTo).toBeGreaterThanOrEqual(units.body.position);
    expect(listed.body.items.map(({ code }: { code: string }) => code)).toEqual(['HU-A', 'HU-B']);

    const directive = await api.post('/v1/directives', administrator, { text: LETTER });
    const drafted = await api.post('/v1/campaigns', administrator, draftOf(directive.body.directiveId));
    expect(drafted.status).toBe(201);
    const campaignId: string = drafted.body.campaignId;
    const campaign = `/v1/campaigns/${campaignId}`;
    const colleague = await api.person('ADMINISTRATOR');
    const launches = await Promise.all(
      [administrator, colleague].map((who) => api.post(`${campaign}/launch`, who)),
    );
    expect(launches.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 409]);
    await openCampaign(api.store, campaignId, START);

    const account = await api.post('/v1/accounts', administrator, {
      login: 'hu-a',
      role: 'UNIT',
      unit: 'HU-A',
    });
    const unit = await signIn('hu-a', account.body.oneTimePassword);
    const own = `${campaign}/assignments/HU-A`;
    const done = async (who: Person, path: string, body: object = {}) => {
      const answer = await api.post(`${own}/${path}`, who, body, {
        'Idempotency-Key': path.replaceAll('/', '-'),
      });
      expect({ path, status: answer.status }).toEqual({ path, status: 200 });
      return answer.body.position as number;
    };
    await done(unit, 'acknowledge');
    await done(unit, 'review-meeting', UNIT_STEPS.meeting);
    const reviewed = await done(unit, 'review', UNIT_STEPS.review);
    expect(await done(unit, 'review', UNIT_STEPS.review)).toBe(reviewed);
    await done(administrator, 'review/accept', { version: 1 });
    await done(unit, 'plan', UNIT_STEPS.plan);
    const approved = await done(administrator, 'plan/approve', { version: 1 });

    const board = await api.get(`${campaign}/assignments?sort=-code&minPosition=${approved}`, administrator);
    expect(board.body.items).toEqual([
      expect.objectContaining({
        code: 'HU-B',
        status: 'ASSIGNED',
        nextPhase: 'ACKNOWLEDGE',
        dueOn: '2026-11-20',
      }),
      expect.objectContaining({
        code: 'HU-A',
        status: 'PLAN_APPROVED',
        unitName: 'Huyện ủy An Lão',
        dueOn: null,
      }),
    ]);
    const shown = await api.get(campaign, administrator);
    expect(shown.body).toMatchObject({
      status: 'REVIEWING',
      unitCount: 2,
      progress: { assigned: 2, open: 1, byStatus: { ASSIGNED: 1, PLAN_APPROVED: 1 } },
    });
    const mine = await api.get(`/v1/me/assignments?minPosition=${approved}`, unit);
    expect(mine.body.items).toEqual([expect.objectContaining({ campaignId, status: 'PLAN_APPROVED' })]);
    expect((await api.get('/v1/campaigns', unit)).body.items).toEqual([
      expect.objectContaining({ campaignId }),
    ]);

    const actions = `${campaign}/actions?minPosition=${approved}`;
    expect(
      (await api.get(`${actions}&sort=-due&overdue=false&state=PLANNED`, administrator)).body.items,
    ).toEqual([
      expect.objectContaining({
        code: 'HU-A',
        actionId: 'A1',
        due: '2027-03-31',
        overdue: false,
        lamp: { colour: 'GREEN', reasons: ['ON_TRACK'] },
      }),
    ]);
    expect((await api.get(`${actions}&overdue=true`, administrator)).body.items).toEqual([]);

    const ratings = `${campaign}/ratings`;
    const self = await api.post(`${ratings}/HU-A/self`, unit, { score: '92.40', level: 'EXCELLENT' });
    expect(self.status).toBe(200);
    const { position } = self.body as { position: number };
    const rated = await api.get(`${ratings}?sort=-status&minPosition=${position}`, administrator);
    expect(rated.body.completeTo).toBeGreaterThanOrEqual(position);
    expect(rated.body.items).toEqual([
      expect.objectContaining({ code: 'HU-A', unitName: 'Huyện ủy An Lão', status: 'SELF', version: 1 }),
      expect.objectContaining({ code: 'HU-B', status: 'NONE', version: 0 }),
    ]);
    const folded = await api.get(`${ratings}?sort=-status&asOf=${position}`, administrator);
    expect(folded.body).toEqual({ ...rated.body, completeTo: position });
    const before = await api.get(`${ratings}?unit=HU-A&asOf=${position - 1}`, administrator);
    expect(before.body.items).toEqual([expect.objectContaining({ code: 'HU-A', status: 'NONE' })]);

    const inbox = await api.get(`/v1/inbox?minPosition=${approved}&language=en`, unit);
    expect(inbox.body.completeTo).toBeGreaterThanOrEqual(approved);
    const [newest] = inbox.body.items;
    expect(newest).toMatchObject({ campaignId, unitId: unit.unitId, readAt: null });
    expect((await api.post(`/v1/inbox/${newest.id}/read`, unit)).status).toBe(200);
    // Nobody marks what lies in another inbox.
    expect((await api.post(`/v1/inbox/${newest.id}/read`, administrator)).body.code).toBe('unknown-notice');
    const unread = await api.get('/v1/inbox?unread=true', unit);
    expect(unread.body.items).toHaveLength(inbox.body.items.length - 1);
    const mails = await api.get('/v1/outbox', administrator);
    expect(mails.body.items).toContainEqual(
      expect.objectContaining({ to: 'an-lao@example.vn', state: 'pending' }),
    );

    const then = await api.get(`${own}?asOf=${reviewed}`, unit);
    expect(then.body).toMatchObject({
      status: 'REVIEW_SUBMITTED',
      review: { limitations: UNIT_STEPS.review.limitations },
    });
    const { body: event } = await api.get(`/v1/log/events?after=${reviewed - 1}&limit=1`, administrator);
    expect(event.items[0]).toMatchObject({ position: reviewed, type: 'SelfReviewSubmitted' });
    const byTime = await api.get(`${own}?asOf=${event.items[0].committedAt}`, unit);
    expect(byTime.body.version).toBe(then.body.version);
  });

  it('pages through a list without a gap, and refuses a cursor that is none', async () => {
    const auditor = await api.person('AUDITOR');
    const first = await api.get('/v1/units?limit=1', auditor);
    const second = await api.get(`/v1/units?limit=1&after=${first.body.next}`, auditor);
    const codes = [...first.body.items, ...second.body.items].map(({ code }: { code: string }) => code);
    expect([codes, second.body.next]).toEqual([['HU-A', 'HU-B'], null]);
    const wrong = await api.get('/v1/units?after=xyz', auditor);
    expect([wrong.status, wrong.body.code]).toEqual([422, 'invalid-page']);
  });

  it('an account has one login, a key one request, and guesses are counted', async () => {
    const administrator = await api.person('ADMINISTRATOR');
    const add = () => api.post('/v1/accounts', administrator, { login: 'kiem-tra', role: 'AUDITOR' });
    const both = await Promise.all([add(), add()]);
    expect(both.map(({ status }) => status).sort((a, b) => a - b)).toEqual([201, 409]);

    const list = (csv: string) =>
      api.post('/v1/units/import', administrator, { csv }, { 'Idempotency-Key': 'list' });
    expect((await list(CSV)).body).toMatchObject({ unchanged: 2 });
    expect((await list(CSV.replace('Ba Tơ', 'Bình Sơn'))).body.code).toBe('idempotency-key-reused');

    const guesses = Array.from({ length: 6 }, () =>
      api.post('/v1/session', undefined, { login: 'kiem-tra', password: 'x' }),
    );
    const statuses = (await Promise.all(guesses)).map(({ status }) => status).sort((a, b) => a - b);
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
  });
});
