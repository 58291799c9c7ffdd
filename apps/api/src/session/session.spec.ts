import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import request from 'supertest';
import { createAccount } from '../accounts/create-account.ts';
import { startTestApi, START, type Person, type TestApi } from '../testing/test-api.ts';

// Hashing a password is slow on purpose, and slower still on a busy machine.
jest.setTimeout(30_000);

const OWN_PASSWORD = 'một mật khẩu đủ dài';

let api: TestApi;
let oneTimePassword: string;
beforeAll(async () => {
  api = await startTestApi();
  const unit = { unitId: await api.registerUnit('HU-A'), code: 'HU-A' };
  const made = { login: 'hu-a', role: 'UNIT', unit, displayName: 'Huyện ủy A', at: START } as const;
  oneTimePassword = (await createAccount(api.accounts, made)).oneTimePassword;
});
afterAll(() => api.close());

const signIn = (login: string, password: string) => api.post('/v1/session', undefined, { login, password });
const bearer = (token: string): Person => ({ token, accountId: '', unitId: null });

describe('A one-time password', () => {
  it('opens a session that can do nothing but change it, and works once', async () => {
    const first = await signIn('HU-A ', oneTimePassword);
    expect(first.status).toBe(201);
    expect(first.body).toMatchObject({
      login: 'hu-a',
      role: 'UNIT',
      unitCode: 'HU-A',
      mustChangePassword: true,
    });
    expect(first.body.expiresAt).toBe('2026-11-16T14:00:00.000Z');
    expect(first.headers['set-cookie']?.[0]).toMatch(
      /^dondoc_session=.{43}; Path=\/; HttpOnly; SameSite=Strict$/,
    );

    const me = bearer(first.body.token);
    const tooEarly = await api.get('/v1/campaigns', me);
    expect([tooEarly.status, tooEarly.body.code]).toEqual([403, 'password-change-required']);

    const other = bearer((await signIn('hu-a', oneTimePassword)).body.token);
    const wrong = await api.post('/v1/session/password', me, { current: 'wrong', next: OWN_PASSWORD });
    expect(wrong.body.errors).toEqual([expect.objectContaining({ path: '/current' })]);
    const short = await api.post('/v1/session/password', me, { current: oneTimePassword, next: 'short' });
    expect(short.body.errors).toEqual([expect.objectContaining({ path: '/next' })]);
    const changed = await api.post('/v1/session/password', me, {
      current: oneTimePassword,
      next: OWN_PASSWORD,
    });
    expect([changed.status, changed.body.mustChangePassword]).toEqual([200, false]);

    expect((await api.get('/v1/campaigns', me)).status).toBe(200);
    // The session somebody else may hold ended with the old password.
    expect((await api.get('/v1/session', other)).status).toBe(401);
    expect((await signIn('hu-a', oneTimePassword)).status).toBe(401);
  });
});

describe('Signing in', () => {
  it('answers alike for an unknown login and a wrong password', async () => {
    const unknown = await signIn('nobody', 'x');
    const wrong = await signIn('hu-a', 'x');
    expect([unknown.status, unknown.body.code, unknown.body.detail]).toEqual([
      wrong.status,
      wrong.body.code,
      wrong.body.detail,
    ]);
    expect(wrong.body.code).toBe('wrong-credentials');
  });

  it('is slowed down after five attempts, also with the right password, until the window ends', async () => {
    const once = await createAccount(api.accounts, {
      login: 'slow',
      role: 'AUDITOR',
      unit: null,
      displayName: null,
      at: START,
    });
    const guesses = await Promise.all(Array.from({ length: 5 }, () => signIn('slow', 'guess')));
    expect(guesses.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401]);
    const blocked = await signIn('slow', once.oneTimePassword);
    expect([blocked.status, blocked.body.code, blocked.headers['retry-after']]).toEqual([
      429,
      'too-many-attempts',
      '900',
    ]);
    api.setClock('2026-11-16T02:15:01.000Z');
    expect((await signIn('slow', once.oneTimePassword)).status).toBe(201);
    api.setClock(START);
  });
});

describe('A session', () => {
  it('slides with use and ends after twelve hours without', async () => {
    const auditor = await api.person('AUDITOR');
    api.setClock('2026-11-16T13:00:00.000Z');
    expect((await api.get('/v1/session', auditor)).body.expiresAt).toBe('2026-11-17T01:00:00.000Z');
    api.setClock('2026-11-17T00:59:00.000Z');
    expect((await api.get('/v1/session', auditor)).status).toBe(200);
    api.setClock('2026-11-17T13:00:00.000Z');
    expect((await api.get('/v1/session', auditor)).status).toBe(401);
    api.setClock(START);
  });

  it('ends when signed out', async () => {
    const auditor = await api.person('AUDITOR');
    expect((await api.delete('/v1/session', auditor)).status).toBe(204);
    expect((await api.get('/v1/session', auditor)).body.code).toBe('not-signed-in');
  });

  it('in a cookie changes nothing at the word of another site', async () => {
    const administrator = await api.person('ADMINISTRATOR');
    const account = { login: 'auditor-2', role: 'AUDITOR' };
    const post = (headers: Record<string, string>) =>
      request(api.app.getHttpServer() as Parameters<typeof request>[0])
        .post('/v1/accounts')
        .set({ cookie: `other=1; dondoc_session=${administrator.token}`, ...headers })
        .send(account);
    const foreign = await post({ 'sec-fetch-site': 'cross-site' });
    expect([foreign.status, foreign.body.code]).toEqual([403, 'foreign-site']);
    expect((await post({})).body.code).toBe('foreign-site');
    const own = await post({ 'x-requested-with': 'dondoc' });
    expect(own.status).toBe(201);
    expect(own.body.oneTimePassword).toMatch(/^(\w{4}-){3}\w{4}$/);
  });
});

describe('Accounts', () => {
  it('are disabled, enabled and given a new one-time password by an administrator, never by themselves', async () => {
    const administrator = await api.person('ADMINISTRATOR');
    const opened = await api.post('/v1/accounts', administrator, { login: 'auditor-3', role: 'AUDITOR' });
    const session = async () => bearer((await signIn('auditor-3', opened.body.oneTimePassword)).body.token);
    const before = await session();
    const step = async (login: string, name: string) =>
      api.post(`/v1/accounts/${login}/${name}`, administrator);

    expect((await step('auditor-3', 'disable')).status).toBe(204);
    expect((await api.get('/v1/session', before)).status).toBe(401);
    expect((await signIn('auditor-3', opened.body.oneTimePassword)).body.code).toBe('wrong-credentials');
    expect((await step('auditor-3', 'enable')).status).toBe(204);
    expect((await api.get('/v1/session', await session())).status).toBe(200);
    const reset = await step('auditor-3', 'reset');
    expect(reset.body.oneTimePassword).not.toBe(opened.body.oneTimePassword);
    expect((await signIn('auditor-3', opened.body.oneTimePassword)).status).toBe(401);
    expect((await signIn('auditor-3', reset.body.oneTimePassword)).body.mustChangePassword).toBe(true);

    const me = (await api.get('/v1/session', administrator)).body.login;
    expect((await step(me, 'disable')).body.code).toBe('own-account');
    expect((await step('nobody', 'reset')).body.code).toBe('unknown-account');
  });

  it('are listed without their passwords', async () => {
    const administrator = await api.person('ADMINISTRATOR');
    const { body, text } = await api.get('/v1/accounts', administrator);
    expect(body.items.map(({ login }: { login: string }) => login)).toContain('hu-a');
    expect(text).not.toContain('argon2');
  });

  it.each([
    [{ login: 'hu-a', role: 'AUDITOR' }, 409, 'login-taken'],
    [{ login: 'hu-b', role: 'UNIT', unit: 'HU-NOWHERE' }, 422, 'unknown-units'],
    [{ login: 'hu-b', role: 'UNIT' }, 400, 'invalid-request'],
    [{ login: 'chief', role: 'ADMINISTRATOR', unit: 'HU-A' }, 400, 'invalid-request'],
    [{ login: 'two words', role: 'AUDITOR' }, 400, 'invalid-request'],
  ])('refuse %j', async (request, status, code) => {
    const answer = await api.post('/v1/accounts', await api.person('ADMINISTRATOR'), request);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(answer.body.errors).toEqual([
      expect.objectContaining({ path: expect.stringMatching(/^\/(login|unit)$/) }),
    ]);
  });
});
