import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDataSource } from '@dondoc/database/data-source.ts';
import { waitForCursor } from '@dondoc/event-store/cursors.ts';
import { startFollower } from '@dondoc/event-store/follower.ts';
import {
  openPostgresEventStore,
  type PostgresEventStore,
} from '@dondoc/event-store/postgres/postgres-event-store.ts';
import { unitIdOf } from '@dondoc/event-store/stream-ids.ts';
import {
  appendAll,
  campaignEvent,
  directiveIssued,
  launched,
  unitRegistered,
} from '@dondoc/read-models/test-log.ts';
import { testDatabase } from '@dondoc/testing/servers/test-database.ts';
import { Pool } from 'pg';
import { Webhook } from 'standardwebhooks';
import type { DataSource } from 'typeorm';
import { inboxOf } from '../inbox.query.ts';
import { noticeLedger, type LedgerEntry } from '../ledger.query.ts';
import { noticesFollower } from '../notices-follower.ts';
import { notificationEntities } from '../outbox.query.ts';
import { createSecretBox } from './seal-secret.ts';
import { newWebhookSecret } from './sign-webhook.ts';
import { startReceiver, type Receiver } from './test-receiver.ts';
import { postgresWebhooks, type Webhooks } from './subscriptions.ts';
import { startWebhookPump, WAITS_MS } from './webhook-pump.ts';

const OWNER = { unitId: unitIdOf('HU-BATO') };
const DAY_MS = 86_400_000;

describe('Webhooks', () => {
  let database: Awaited<ReturnType<typeof testDatabase>>;
  let store: PostgresEventStore;
  let pool: Pool;
  let source: DataSource;
  let webhooks: Webhooks;
  let receiver: Receiver;
  let url = '';
  const box = createSecretBox(randomBytes(32));
  const faults: unknown[] = [];
  let answer = 200;
  let clock = Date.now();
  const now = () => new Date(clock).toISOString();

  async function tell(): Promise<void> {
    await appendAll(store, [campaignEvent('CampaignPaused', { pausedAt: now(), reason: 'bão' }, now())]);
    const follower = startFollower({
      pool,
      store,
      definition: noticesFollower(),
      onError: (error) => faults.push(error),
    });
    await waitForCursor(pool, 'notices', 1, await store.head(), 20_000);
    await follower.stop();
  }
  const deliveries = async (): Promise<LedgerEntry[]> =>
    (await noticeLedger(source.manager, { limit: 50, channel: 'WEBHOOK' })).items;
  /** Lets two pumps work until the ledger looks as wanted. */
  async function pumpUntil(done: (newest: LedgerEntry | undefined) => boolean): Promise<void> {
    const pumps = [1, 2].map(() =>
      startWebhookPump({
        pool,
        box,
        policy: { trustedHosts: new Set(['127.0.0.1']) },
        now,
        onError: (error) => faults.push(error),
        idleMs: 5,
      }),
    );
    while (!done((await deliveries())[0])) await new Promise((resolve) => setImmediate(resolve));
    await Promise.all(pumps.map((pump) => pump.stop()));
  }
  async function subscribe(kinds: readonly string[] | null = null): Promise<{ id: string; secret: string }> {
    for (const { id } of await webhooks.list(OWNER)) await webhooks.remove(OWNER, id, now());
    const [id, secret] = [randomUUID(), newWebhookSecret()];
    await webhooks.add(OWNER, { id, url, kinds, secret, by: randomUUID(), at: now() });
    receiver.taken.length = 0;
    answer = 200;
    return { id, secret };
  }

  beforeAll(async () => {
    receiver = await startReceiver((_request, response) => response.writeHead(answer).end());
    url = `${receiver.url}?key=kept-secret`;
    database = await testDatabase();
    store = await openPostgresEventStore({ connectionString: database.appUrl, sealingKey: randomBytes(32) });
    pool = new Pool({ connectionString: database.appUrl });
    pool.on('error', () => undefined);
    source = await createDataSource({ url: database.appUrl, entities: notificationEntities }).initialize();
    webhooks = postgresWebhooks(pool, box);
    // The receiver’s library takes no message that is five minutes old.
    clock = Date.now();
    await appendAll(store, [
      directiveIssued,
      unitRegistered('HU-BATO'),
      unitRegistered('HU-LYSON'),
      ...launched('HU-BATO', 'HU-LYSON'),
    ]);
  });
  afterAll(async () => {
    receiver.close();
    await source.destroy();
    await pool.end();
    await store.close();
    await database.stop();
    expect(faults).toEqual([]);
  });

  it('carry a notice of the unit, signed, once, and the ledger says that it arrived', async () => {
    const { id, secret } = await subscribe(['CampaignPaused']);
    // UnitAssigned is told on the same page and is of no kind that was asked for; so is what HU-LYSON is told.
    await tell();
    await pumpUntil((newest) => newest?.state === 'delivered');
    expect(receiver.taken).toHaveLength(1);
    const [got] = receiver.taken;
    const [entry] = await deliveries();
    const message = new Webhook(secret).verify(got?.body ?? '', got?.headers ?? {});
    expect(message).toMatchObject({
      type: 'notice.CampaignPaused',
      data: {
        noticeId: entry?.noticeId,
        ...OWNER,
        texts: { vi: { subject: 'Tạm dừng: Kiểm điểm năm 2023' } },
      },
    });
    expect(got?.headers['webhook-id']).toBe(entry?.noticeId);
    expect(await deliveries()).toEqual([
      expect.objectContaining({
        unitName: 'Huyện ủy HU-BATO',
        state: 'delivered',
        attempts: 1,
        answerStatus: 200,
      }),
    ]);
    expect(entry?.address).toBe(new URL(url).origin);
    expect(await webhooks.list(OWNER)).toEqual([
      expect.objectContaining({ id, lastStatus: 200, failingSince: null }),
    ]);
    expect(await webhooks.list('ADMINISTRATORS')).toEqual([]);
  });

  it('are kept with their secret sealed, and with none once they are removed', async () => {
    const { id, secret } = await subscribe();
    const rowOf = async () =>
      (
        await pool.query<{ secret: Buffer | null }>(
          'SELECT secret FROM app.webhook_subscription WHERE id = $1',
          [id],
        )
      ).rows[0];
    expect((await rowOf())?.secret?.includes(Buffer.from(secret.slice(6), 'base64'))).toBe(false);
    expect((await rowOf())?.secret?.toString('latin1')).not.toContain(secret);
    await expect(webhooks.remove('ADMINISTRATORS', id, now())).rejects.toMatchObject({
      code: 'unknown-webhook',
    });
    await webhooks.remove(OWNER, id, now());
    expect(await rowOf()).toEqual({ secret: null });
  });

  it('are tried again ever later under one id, and again after a crash in the middle', async () => {
    await subscribe();
    await tell();
    answer = 503;
    await pumpUntil((newest) => newest?.state === 'pending' && newest.answerStatus === 503);
    expect((await deliveries())[0]).toMatchObject({
      attempts: 1,
      reason: 'answered 503',
      stateAt: new Date(clock + (WAITS_MS[0] ?? 0)).toISOString(),
    });
    answer = 200;
    clock += WAITS_MS[0] ?? 0;
    await pumpUntil((newest) => newest?.state === 'delivered');
    // What is left behind by a process that died between the receiver's yes and its note of it.
    const [entry] = await deliveries();
    await pool.query(
      `UPDATE app.webhook_delivery SET state = 'pending', finished_at = NULL, next_attempt_at = $2 WHERE notice_id = $1`,
      [entry?.noticeId, new Date(clock + 60_000).toISOString()],
    );
    clock += 60_000;
    await pumpUntil((newest) => newest?.state === 'delivered');
    expect(receiver.taken.map(({ headers }) => headers['webhook-id'])).toEqual(
      Array(3).fill(entry?.noticeId),
    );
    expect(new Set(receiver.taken.map(({ body }) => body)).size).toBe(1);
  });

  it('are signed with the new secret and, for a while, with the one before it', async () => {
    const { id, secret } = await subscribe();
    const next = newWebhookSecret();
    await webhooks.rotate(OWNER, id, { secret: next, previousUntil: new Date(clock + DAY_MS).toISOString() });
    await tell();
    await pumpUntil((newest) => newest?.state === 'delivered');
    const verified = (by: string) => () =>
      new Webhook(by).verify(receiver.taken.at(-1)?.body ?? '', receiver.taken.at(-1)?.headers ?? {});
    expect(verified(next)).not.toThrow();
    expect(verified(secret)).not.toThrow();
    expect((await webhooks.find(OWNER, id, new Date(clock + DAY_MS).toISOString())).secrets).toEqual([next]);
  });

  it.each([
    ['gone', 410, 0],
    ['of no use for three days', 500, WAITS_MS.length],
  ])('to a receiver that is %s end, and their owner is told', async (_, status, retries) => {
    const { id } = await subscribe();
    await tell();
    answer = status;
    await pumpUntil((newest) => newest?.attempts === 1 && newest.answerStatus === status);
    for (let retry = 1; retry <= retries; retry += 1) {
      clock += WAITS_MS[retry - 1] ?? 0;
      await pumpUntil((newest) => newest?.attempts === retry + 1 && newest.answerStatus === status);
    }
    const disabled = async () => (await webhooks.list(OWNER))[0]?.state === 'disabled';
    while (!(await disabled())) await new Promise((resolve) => setImmediate(resolve));
    expect((await deliveries())[0]).toMatchObject({ state: 'failed', attempts: retries + 1 });
    expect((await webhooks.list(OWNER))[0]).toMatchObject({ id, disabledReason: `answered ${status}` });
    const { items } = await inboxOf(source.manager, OWNER, { limit: 2 });
    expect(items.map(({ kind }) => kind)).toContain('WebhookDisabled');
    // Nothing goes there any more, until it is enabled.
    await tell();
    expect((await deliveries())[0]?.state).toBe('failed');
    answer = 200;
    await webhooks.enable(OWNER, id);
    await tell();
    await pumpUntil((newest) => newest?.state === 'delivered');
    clock = Date.now() > clock ? Date.now() : clock;
  });
});
