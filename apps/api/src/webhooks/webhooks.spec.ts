import type { History } from '@dondoc/contracts/log.ts';
import type { WebhookEvent } from '@dondoc/domain/webhook/webhook.events.ts';
import { webhooksIdOf } from '@dondoc/event-store/stream-ids.ts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startReceiver, type Receiver, type Taken } from '@dondoc/notifications/webhook/test-receiver.ts';
import { Webhook } from 'standardwebhooks';
import { startTestApi, type Person, type TestApi } from '../testing/test-api.ts';

let api: TestApi;
let unit: Person;
let other: Person;
let auditor: Person;
let receiver: Receiver;
let url = '';
let answer = 200;
beforeAll(async () => {
  receiver = await startReceiver((_request, response) => response.writeHead(answer).end());
  ({ url } = receiver);
  api = await startTestApi();
  api.setClock(new Date().toISOString());
  unit = await api.person('UNIT', 'HU-A');
  for (const code of ['HU-A', 'HU-B', 'HU-C']) await api.registerUnit(code);
  other = await api.person('UNIT', 'HU-B');
  auditor = await api.person('AUDITOR');
});
afterAll(async () => {
  receiver.close();
  await api.close();
});

const listOf = async (who: Person) => (await api.get('/v1/webhooks', who)).body.items as { id: string }[];

const REASON = { reason: 'Nối với hệ thống của huyện' };
const add = (who: Person, more: object = {}, headers = {}) =>
  api.post('/v1/webhooks', who, { url, ...REASON, ...more }, headers);
const step = (id: string, name: string, who: Person, more: object = {}, headers = {}) =>
  api.post(`/v1/webhooks/${id}/${name}`, who, { ...REASON, ...more }, headers);
const historyOf = async (who: Person, unitCode?: string) =>
  (await api.get(`/v1/webhooks/history${unitCode === undefined ? '' : `?unit=${unitCode}`}`, who))
    .body as History;

describe('A webhook', () => {
  it('is made with a secret that is shown once, tried, given a new secret, and removed, by its owner alone', async () => {
    const made = await add(unit, { kinds: ['ReminderSent'] });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ version: 1, position: expect.any(Number), duplicate: false });
    const { webhookId: id, secret } = made.body;
    expect(await listOf(unit)).toEqual([
      expect.objectContaining({
        id,
        url,
        origin: new URL(url).origin,
        kinds: ['ReminderSent'],
        state: 'active',
      }),
    ]);
    expect(JSON.stringify(await listOf(unit))).not.toContain(secret);
    expect(await listOf(other)).toEqual([]);
    expect((await step(id, 'remove', other)).status).toBe(404);

    expect((await api.post(`/v1/webhooks/${id}/test`, unit)).body).toEqual({
      arrived: true,
      status: 200,
      reason: null,
    });
    const rotated = await step(id, 'rotate-secret', unit);
    answer = 302;
    expect((await api.post(`/v1/webhooks/${id}/test`, unit)).body).toEqual({
      arrived: false,
      status: 302,
      reason: 'answered 302: redirects are not followed',
    });
    const [first, second] = receiver.taken;
    const verify = (by: string, message: Taken | undefined) => () =>
      new Webhook(by).verify(message?.body ?? '', message?.headers ?? {});
    expect(verify(secret, first)()).toMatchObject({ type: 'webhook.test' });
    expect(verify(rotated.body.secret, first)).toThrow('signature');
    expect(verify(secret, second)).not.toThrow();
    expect(verify(rotated.body.secret, second)).not.toThrow();

    expect((await step(id, 'remove', unit)).status).toBe(200);
    expect(await listOf(unit)).toEqual([]);
    expect((await step(id, 'resume', unit)).body.code).toBe('unknown-webhook');
  });

  it('is changed, paused and resumed, each with its reason', async () => {
    const { webhookId: id } = (await add(unit)).body;
    expect((await step(id, 'change', unit, { kinds: ['Gossip'] })).body.code).toBe('webhook-invalid');
    expect((await step(id, 'change', unit, { url: 'https://127.0.0.2/' })).body.code).toBe(
      'webhook-target-refused',
    );
    expect((await api.post(`/v1/webhooks/${id}/change`, unit, REASON)).body.code).toBe('invalid-request');
    expect((await api.post(`/v1/webhooks/${id}/pause`, unit, {})).body.code).toBe('invalid-request');
    const changed = await step(id, 'change', unit, { url: `${url}?key=k2`, kinds: ['ReminderSent'] });
    expect(changed.body).toMatchObject({ position: expect.any(Number) });
    const same = await step(id, 'change', unit, { url: `${url}?key=k2` });
    expect(same.body.position).toBeNull();
    await step(id, 'pause', unit, { reason: 'Bảo trì' });
    expect(await listOf(unit)).toEqual([
      expect.objectContaining({
        url: `${url}?key=k2`,
        kinds: ['ReminderSent'],
        state: 'paused',
        pausedReason: 'Bảo trì',
      }),
    ]);
    await step(id, 'resume', unit);
    expect(await listOf(unit)).toEqual([expect.objectContaining({ state: 'active', pausedReason: null })]);
    await step(id, 'remove', unit);
  });

  it('is one, and its secret the same, however often its request is sent; once that counts no more it is refused', async () => {
    const key = { 'idempotency-key': 'add-once' };
    const first = await add(unit, {}, key);
    const again = await add(unit, {}, key);
    expect(again.body).toEqual({ ...first.body, duplicate: true });
    const { webhookId: id } = first.body;
    expect(await listOf(unit)).toHaveLength(1);
    const rotation = { 'idempotency-key': 'rotate-once' };
    const rotated = await step(id, 'rotate-secret', unit, {}, rotation);
    expect((await step(id, 'rotate-secret', unit, {}, rotation)).body).toEqual({
      ...rotated.body,
      duplicate: true,
    });
    // What the follower does with a secret that counts no more.
    const { events } = await api.store.readStream<WebhookEvent>(webhooksIdOf(unit.unitId));
    const secrets = events.flatMap(({ data }) =>
      'secretId' in data && data.webhookId === id ? [data.secretId] : [],
    );
    await api.ports.webhooks.vault.drop(secrets.slice(0, 1));
    const late = await add(unit, {}, key);
    expect([late.status, late.body.code]).toEqual([409, 'webhook-secret-gone']);
    expect((await api.ports.webhooks.vault.open(id, secrets)).size).toBe(1);
    await step(id, 'remove', unit);
  });

  it('leaves who did what and why to its owner and the auditor, and no secret and no address in full in the log', async () => {
    const third = await api.person('UNIT', 'HU-C');
    const made = await add(third, { url: `${url}?key=kept-secret` });
    await step(made.body.webhookId, 'pause', third, { reason: 'Bảo trì' });
    const history = await historyOf(auditor, 'HU-C');
    expect(history.items.map(({ type, actor, data }) => [type, actor.id, data['reason']])).toEqual([
      ['WebhookSubscribed', third.accountId, REASON.reason],
      ['WebhookPaused', third.accountId, 'Bảo trì'],
    ]);
    expect(history.items[0]?.by).toBeDefined();
    expect(await historyOf(third)).toEqual(history);
    expect((await api.get('/v1/webhooks/history?unit=HU-C', other)).body.code).toBe('unknown-unit');
    expect((await historyOf(auditor)).items).toEqual([]);
    const log = await api.store.readAll({ after: 0 });
    const bytes = log.map(({ envelope, data }) => envelope + JSON.stringify(data)).join();
    expect(bytes).not.toContain('kept-secret');
    expect(bytes).not.toContain('whsec_');
  });

  it.each([
    ['http://203.162.1.1/', 'https'],
    ['https://169.254.169.254/latest/meta-data', 'private network'],
    ['https://[::1]/', 'private network'],
    ['https://localhost/', 'private network'],
  ])('to %s is refused with the reason', async (target, reason) => {
    const { status, body } = await add(unit, { url: target });
    expect([status, body.code]).toEqual([422, 'webhook-target-refused']);
    expect(body.errors).toEqual([
      { path: '/url', rule: 'webhook-target', message: expect.stringContaining(reason) },
    ]);
  });

  it('of a kind that there is not is refused by that name, and the eleventh is one too many', async () => {
    const unknown = await add(unit, { kinds: ['ReminderSent', 'Gossip'] });
    expect([unknown.status, unknown.body.code]).toEqual([422, 'webhook-invalid']);
    expect(unknown.body.detail).toContain('Gossip');
    for (let made = 0; made < 10; made += 1) await add(other);
    const refused = await add(other);
    expect([refused.status, refused.body.code]).toEqual([409, 'webhook-limit']);
  });
});
