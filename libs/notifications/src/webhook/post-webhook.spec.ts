import { randomBytes } from 'node:crypto';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { postWebhook } from './post-webhook.ts';
import { createSecretBox } from './seal-secret.ts';
import { newWebhookSecret, signedHeaders } from './sign-webhook.ts';
import { startReceiver, type Receiver } from './test-receiver.ts';
import { checkTargetForm, isPublicAddress, targetAddresses } from './webhook-target.ts';

const receivers: Receiver[] = [];
afterEach(() => {
  for (const one of receivers.splice(0)) one.close();
});
async function receiver(answer: Parameters<typeof startReceiver>[0]): Promise<string> {
  const started = await startReceiver(answer);
  receivers.push(started);
  return started.url;
}
const trusted = { trustedHosts: new Set(['127.0.0.1']) };
const nobody = { trustedHosts: new Set<string>() };
const post = (url: string) => ({ url, body: '{"a":1}', headers: { 'webhook-id': 'm1' } });
describe('The target of a webhook', () => {
  it.each([
    ['http://nhan.example/', 'https'],
    ['ftp://nhan.example/', 'https'],
    ['không phải', 'not an address'],
    ['https://a:b@nhan.example/', 'login'],
    ['https://nhan.example/#x', 'fragment'],
    ['https://127.0.0.1/', 'private'],
    ['https://2130706433/', 'private'],
    ['https://0x7f.1/', 'private'],
    ['https://10.1.2.3/', 'private'],
    ['https://169.254.169.254/latest/meta-data', 'private'],
    ['https://[::1]/', 'private'],
    ['https://[::ffff:10.0.0.1]/', 'private'],
    ['https://[fd00::1]/', 'private'],
    ['https://[fe80::1]/', 'private'],
  ])('%s is refused: %s', (url, reason) => {
    const code = 'webhook-target-refused';
    const message = expect.stringContaining(reason);
    expect(() => checkTargetForm(url, nobody)).toThrow(expect.objectContaining({ code, message }));
  });

  it.each([
    '0.0.0.0',
    '100.64.0.1',
    '192.168.1.1',
    '172.16.0.1',
    '224.0.0.1',
    '64:ff9b::a00:1',
    '::',
    '2002:a00:1::',
    '255.255.255.255',
    'x',
  ])('at %s is none that the internet reaches', (address) => expect(isPublicAddress(address)).toBe(false));

  it('is judged by every address its name has, at each attempt', async () => {
    const url = checkTargetForm('https://nhan.example/', nobody);
    const at = (...addresses: string[]) => ({ ...nobody, resolve: async () => addresses });
    expect(await targetAddresses(url, at('203.162.1.1'))).toHaveLength(1);
    await expect(targetAddresses(url, at('203.162.1.1', '127.0.0.1'))).rejects.toThrow('127.0.0.1');
    await expect(targetAddresses(url, at())).rejects.toMatchObject({ code: 'webhook-target-refused' });
    const away = {
      ...nobody,
      resolve: () => Promise.reject(Object.assign(new Error(), { code: 'ENOTFOUND' })),
    };
    await expect(targetAddresses(url, away)).rejects.toThrow('nhan.example cannot be found (ENOTFOUND)');
  });

  it('may be private and plain where the office says so', async () => {
    const office = { trustedHosts: new Set(['lgsp.tinh']) };
    expect(checkTargetForm('http://lgsp.tinh/x', office).host).toBe('lgsp.tinh');
    const resolve = async () => ['10.0.0.7'];
    const url = checkTargetForm('http://lgsp.tinh/x', office);
    expect(await targetAddresses(url, { ...office, resolve })).toEqual(['10.0.0.7']);
  });
});

describe('A post', () => {
  it('connects to the address that was checked, and to no other', async () => {
    const url = new URL(await receiver((_request, response) => response.end()));
    const named = `http://nhan.example:${url.port}/hook`;
    const resolved: string[] = [];
    const policy = {
      trustedHosts: new Set(['nhan.example']),
      // A name that means something else the second time it is asked for.
      resolve: async (host: string) => (resolved.push(host) === 1 ? ['127.0.0.1'] : ['203.0.113.9']),
    };
    expect(await postWebhook(post(named), policy)).toMatchObject({ status: 200 });
    expect(resolved).toEqual(['nhan.example']);
    await expect(postWebhook(post(named), { ...policy, trustedHosts: new Set() })).rejects.toMatchObject({
      code: 'webhook-target-refused',
    });
  });

  it('follows no redirect', async () => {
    const reached: string[] = [];
    const inner = await receiver((_request, response) => {
      reached.push('inner');
      response.end();
    });
    const outer = await receiver((_request, response) => response.writeHead(307, { location: inner }).end());
    expect(await postWebhook(post(outer), trusted)).toEqual({ status: 307, retryAfterSeconds: null });
    expect(reached).toEqual([]);
  });

  it('does not wait for an answer without end, nor read one', async () => {
    const silent = await receiver(() => undefined);
    await expect(postWebhook(post(silent), trusted, 50)).rejects.toThrow('no answer within 0.05 seconds');
    let cut = () => {};
    const isCut = new Promise<void>((resolve) => (cut = resolve));
    const endless = await receiver((_request, response) => {
      response.on('close', cut);
      response.writeHead(200);
      const more = () =>
        void (response.destroyed || (response.write('x'.repeat(65_536)) && setImmediate(more)));
      response.on('drain', more);
      more();
    });
    expect(await postWebhook(post(endless), trusted)).toMatchObject({ status: 200 });
    await isCut;
  });

  it('tells when the receiver wants to be asked again', async () => {
    const busy = await receiver((_request, response) =>
      response.writeHead(503, { 'retry-after': '120' }).end(),
    );
    expect(await postWebhook(post(busy), trusted)).toEqual({ status: 503, retryAfterSeconds: 120 });
  });

  it('is signed as the library of Standard Webhooks checks it, by either of two secrets', async () => {
    const secrets = [newWebhookSecret(), newWebhookSecret()];
    const body = JSON.stringify({ type: 'notice.ReminderSent', data: { text: 'Đôn đốc' } });
    const started = await startReceiver((_request, response) => response.end());
    receivers.push(started);
    const { url, taken } = started;
    const headers = signedHeaders({ id: 'm1', body, at: new Date().toISOString() }, secrets);
    await postWebhook({ url, body, headers }, trusted);
    const [got] = taken;
    if (got === undefined) throw new Error('nothing came');
    for (const secret of secrets) {
      expect(new Webhook(secret).verify(got.body, got.headers)).toEqual(JSON.parse(body));
    }
    expect(() => new Webhook(newWebhookSecret()).verify(got.body, got.headers)).toThrow('signature');
    expect(() => new Webhook(secrets[0] ?? '').verify(`${got.body} `, got.headers)).toThrow('signature');
  });
});

describe('A secret', () => {
  it('opens for its own subscription alone, under the key that sealed it', () => {
    const dataKey = randomBytes(32);
    const box = createSecretBox(dataKey);
    const sealed = box.seal('whsec_x', 's1');
    expect(sealed.includes('whsec_x')).toBe(false);
    expect(createSecretBox(dataKey).open(sealed, 's1')).toBe('whsec_x');
    expect(() => box.open(sealed, 's2')).toThrow();
    expect(() => createSecretBox(randomBytes(32)).open(sealed, 's1')).toThrow();
  });
});
