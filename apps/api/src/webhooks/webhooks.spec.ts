import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startReceiver, type Receiver, type Taken } from '@dondoc/notifications/webhook/test-receiver.ts';
import { Webhook } from 'standardwebhooks';
import { startTestApi, type Person, type TestApi } from '../testing/test-api.ts';

let api: TestApi;
let unit: Person;
let other: Person;
let receiver: Receiver;
let url = '';
let answer = 200;
beforeAll(async () => {
  receiver = await startReceiver((_request, response) => response.writeHead(answer).end());
  ({ url } = receiver);
  api = await startTestApi();
  api.setClock(new Date().toISOString());
  unit = await api.person('UNIT', 'HU-A');
  other = await api.person('UNIT', 'HU-B');
});
afterAll(async () => {
  receiver.close();
  await api.close();
});

const listOf = async (who: Person) => (await api.get('/v1/webhooks', who)).body.items as { id: string }[];

describe('A webhook', () => {
  it('is made with a secret that is shown once, tried, given a new secret, and removed, by its owner alone', async () => {
    const made = await api.post('/v1/webhooks', unit, { url, kinds: ['ReminderSent'] });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ url, kinds: ['ReminderSent'], state: 'active' });
    const { id, secret } = made.body;
    expect(await listOf(unit)).toEqual([expect.not.objectContaining({ secret: expect.anything() })]);
    expect(await listOf(other)).toEqual([]);
    expect((await api.delete(`/v1/webhooks/${id}`, other)).status).toBe(404);

    expect((await api.post(`/v1/webhooks/${id}/test`, unit)).body).toEqual({
      arrived: true,
      status: 200,
      reason: null,
    });
    const rotated = await api.post(`/v1/webhooks/${id}/rotate-secret`, unit);
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

    expect((await api.delete(`/v1/webhooks/${id}`, unit)).status).toBe(204);
    expect(await listOf(unit)).toEqual([]);
  });

  it.each([
    ['http://203.162.1.1/', 'https'],
    ['https://169.254.169.254/latest/meta-data', 'private network'],
    ['https://[::1]/', 'private network'],
    ['https://localhost/', 'private network'],
  ])('to %s is refused with the reason', async (target, reason) => {
    const { status, body } = await api.post('/v1/webhooks', unit, { url: target });
    expect([status, body.code]).toEqual([422, 'webhook-target-refused']);
    expect(body.errors).toEqual([
      { path: '/url', rule: 'webhook-target', message: expect.stringContaining(reason) },
    ]);
  });

  it('of a kind that there is not is refused by that name, and the eleventh is one too many', async () => {
    const unknown = await api.post('/v1/webhooks', unit, { url, kinds: ['ReminderSent', 'Gossip'] });
    expect([unknown.status, unknown.body.code]).toEqual([422, 'webhook-invalid']);
    expect(unknown.body.detail).toContain('Gossip');
    for (let made = 0; made < 10; made += 1) await api.post('/v1/webhooks', other, { url });
    const refused = await api.post('/v1/webhooks', other, { url });
    expect([refused.status, refused.body.code]).toEqual([409, 'webhook-limit']);
  });
});
