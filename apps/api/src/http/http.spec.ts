import { DatabaseError } from 'pg';
import { LogBusyError, LogUnavailableError } from '@dondoc/event-store/event-store.ts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApi, type Person, type TestApi } from '../testing/test-api.ts';

let api: TestApi;
let administrator: Person;
beforeAll(async () => {
  api = await startTestApi();
  administrator = await api.person('ADMINISTRATOR');
});
afterAll(() => api.close());

const ANYTHING = '11111111-1111-4111-8111-111111111111';

describe('A refusal', () => {
  it('is a problem document that names its request', async () => {
    const answer = await api.get('/v1/campaigns');
    expect(answer.status).toBe(401);
    expect(answer.type).toBe('application/problem+json');
    expect(answer.body).toEqual({
      type: '/problems/not-signed-in',
      title: 'Unauthorized',
      status: 401,
      code: 'not-signed-in',
      detail: expect.any(String),
      requestId: answer.headers['x-request-id'],
    });
  });

  it('says that a route does not exist, whoever asks', async () => {
    const answer = await api.get('/v1/nothing', administrator);
    expect(answer.status).toBe(404);
    expect(answer.body).toMatchObject({ code: 'unknown-route', detail: 'There is no GET /v1/nothing.' });
  });

  it('names an unknown campaign, and a malformed id', async () => {
    const unknown = await api.get(`/v1/campaigns/${ANYTHING}`, administrator);
    expect([unknown.status, unknown.body.code]).toEqual([404, 'unknown-campaign']);
    const malformed = await api.get('/v1/campaigns/17', administrator);
    expect(malformed.status).toBe(400);
    expect(malformed.body.errors).toEqual([expect.objectContaining({ path: 'campaignId' })]);
  });
});

describe('A body', () => {
  it('that is not JSON is refused', async () => {
    const answer = await api.post('/v1/campaigns', administrator, '{"directiveId": ');
    expect([answer.status, answer.body.code]).toEqual([400, 'malformed-json']);
  });

  it('larger than 1 MiB is refused', async () => {
    const answer = await api.post('/v1/campaigns', administrator, `{"title":"${'x'.repeat(1_100_000)}"}`);
    expect([answer.status, answer.body.code]).toEqual([413, 'body-too-large']);
  });

  it('that is no JSON document by its own account is refused', async () => {
    const answer = await api.post('/v1/session', undefined, 'login=a&password=b', {
      'content-type': 'application/x-www-form-urlencoded',
    });
    expect([answer.status, answer.body.code]).toEqual([415, 'unsupported-media-type']);
  });

  it('names every field that is wrong, missing or unknown', async () => {
    const answer = await api.post(`/v1/campaigns/${ANYTHING}/extend`, administrator, {
      phase: 'REVIEW',
      to: '2026-02-30',
      reason: '',
      basis: {},
      hurry: true,
    });
    expect([answer.status, answer.body.code]).toEqual([400, 'invalid-request']);
    const errors = answer.body.errors as { path: string; rule: string }[];
    expect(errors.map(({ path, rule }) => `${path} ${rule}`).sort()).toEqual([
      '/basis/ref invalid_type',
      '/hurry unknown-field',
      '/reason too_small',
      '/to invalid_format',
    ]);
  });

  it('with text that cannot be stored is refused', async () => {
    const answer = await api.post(`/v1/campaigns/${ANYTHING}/pause`, administrator, { reason: 'a\u0000b' });
    expect(answer.body.errors).toEqual([expect.objectContaining({ path: '/reason' })]);
  });
});

describe('A query', () => {
  it('with an unknown or wrong parameter is refused by its name', async () => {
    const answer = await api.get('/v1/campaigns?limit=5000&colour=red', administrator);
    expect(answer.status).toBe(400);
    const errors = answer.body.errors as { path: string }[];
    expect(errors.map(({ path }) => path).sort()).toEqual(['colour', 'limit']);
  });

  it('as of a position the log has not reached is refused', async () => {
    const answer = await api.get(`/v1/campaigns/${ANYTHING}?asOf=999999`, administrator);
    expect([answer.status, answer.body.code]).toEqual([422, 'position-not-reached']);
  });
});

describe('A header', () => {
  it.each([
    ['Idempotency-Key', 'has a blank'],
    ['If-Match', 'seven'],
  ])('%s that cannot be meant is refused by its name', async (name, value) => {
    const answer = await api.post(`/v1/campaigns/${ANYTHING}/launch`, administrator, {}, { [name]: value });
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toEqual([expect.objectContaining({ path: name })]);
  });
});

describe('Every answer', () => {
  it('forbids framing, sniffing, sharing and says nothing of the server', async () => {
    const { headers } = await api.get('/health/live');
    expect(headers).toMatchObject({
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-cache',
      'x-request-id': expect.any(String),
    });
    expect(headers).not.toHaveProperty('x-powered-by');
  });
});

describe('A fault', () => {
  it('is told as an id and logged with its cause', async () => {
    const broken = await startTestApi({
      readiness: [() => Promise.reject(new Error('password=secret'))],
    });
    const answer = await broken.get('/health/ready');
    await broken.close();
    expect(answer.status).toBe(500);
    expect(answer.body).toMatchObject({ code: 'fault', requestId: answer.headers['x-request-id'] });
    expect(answer.text).not.toContain('secret');
    expect(broken.logged).toEqual([
      expect.objectContaining({ requestId: answer.headers['x-request-id'], err: expect.any(Error) }),
    ]);
  });
});

describe('A log that cannot be written just now', () => {
  it.each([
    ['log-busy', new LogBusyError(5_001)],
    ['log-unavailable', new LogUnavailableError({ cause: new Error('disk full') })],
  ])('is no fault but a 503 %s that says when to come again', async (code, error) => {
    const broken = await startTestApi({ readiness: [() => Promise.reject(error)] });
    const answer = await broken.get('/health/ready');
    await broken.close();
    expect(answer.status).toBe(503);
    expect(answer.headers['retry-after']).toBe('2');
    expect(answer.body).toMatchObject({ code });
    expect(answer.text).not.toContain('disk full');
  });
});

describe('A failure', () => {
  const stateful = (code: string) => Object.assign(new DatabaseError('lost', 4, 'error'), { code });
  it.each([
    ['refuses connections', Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })],
    ['goes away in the middle', new Error('Connection terminated unexpectedly')],
    ['starts up', stateful('57P03')],
    ['has no room left', stateful('53100')],
    ['fails below TypeORM', Object.assign(new Error('query failed'), { driverError: stateful('57P01') })],
  ])('of a database that %s is a 503 that says when to come again', async (_, error) => {
    const away = await startTestApi({
      accounts: { ...api.ports.accounts, findSession: () => Promise.reject(error) },
    });
    const answer = await away.get('/v1/campaigns', administrator);
    await away.close();
    expect([answer.status, answer.body.code]).toEqual([503, 'database-away']);
    expect(answer.headers['retry-after']).toBe('2');
  });

  it('of any other kind is a fault', async () => {
    const broken = await startTestApi({
      accounts: { ...api.ports.accounts, findSession: () => Promise.reject(stateful('42703')) },
    });
    const answer = await broken.get('/v1/campaigns', administrator);
    await broken.close();
    expect([answer.status, answer.body.code]).toEqual([500, 'fault']);
  });

  it('is logged with the pattern of its route: the path of a calendar feed is a secret', async () => {
    const feedTokens = { ...api.ports.views.feedTokens, unitOf: () => Promise.reject(stateful('42703')) };
    const broken = await startTestApi({ views: { ...api.ports.views, feedTokens } });
    const answer = await broken.get('/v1/calendar-feeds/kept-secret');
    await broken.close();
    expect([answer.status, answer.body.code]).toEqual([500, 'fault']);
    expect(broken.logged).toEqual([
      expect.objectContaining({ method: 'GET', route: '/v1/calendar-feeds/:token' }),
    ]);
    expect(JSON.stringify(broken.logged)).not.toContain('kept-secret');
  });
});

describe('The address in a browser', () => {
  it('is a page that says how to go on', async () => {
    const answer = await api.get('/');
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(answer.text).toContain('npx dondoc login');
  });
});

describe('Readiness', () => {
  it('names what is missing, and does not mind what is not required', async () => {
    const check = (name: string, ok: boolean, required: boolean) => async () => ({
      name,
      ok,
      required,
      detail: 'said',
    });
    const status = async (...readiness: ReturnType<typeof check>[]) => {
      const started = await startTestApi({ readiness });
      const { status, body } = await started.get('/health/ready');
      await started.close();
      return [status, body.status];
    };
    expect(await status(check('database', true, true), check('temporal', false, false))).toEqual([
      200,
      'ready',
    ]);
    expect(await status(check('migrations', false, true))).toEqual([503, 'not-ready']);
  });
});
