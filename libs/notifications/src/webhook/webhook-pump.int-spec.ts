import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDataSource } from '@dondoc/database/data-source.ts';
import { waitForCursor } from '@dondoc/event-store/cursors.ts';
import { fold } from '@dondoc/domain/decider.ts';
import { webhookDecider, type WebhookCommand } from '@dondoc/domain/webhook/webhook.decider.ts';
import type { WebhookEvent } from '@dondoc/domain/webhook/webhook.events.ts';
import type { Webhook as Recorded } from '@dondoc/domain/webhook/webhook-state.ts';
import { startFollower, type FollowerDefinition } from '@dondoc/event-store/follower.ts';
import {
  openPostgresEventStore,
  type PostgresEventStore,
} from '@dondoc/event-store/postgres/postgres-event-store.ts';
import { unitIdOf, webhooksIdOf } from '@dondoc/event-store/stream-ids.ts';
import { handleCommand } from '@dondoc/event-store/write-path/handle-command.ts';
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
import { rebuildWebhooks } from './rebuild-webhooks.ts';
import { takeOverWebhooks } from './take-over-webhooks.ts';
import { startWebhookPump, WAITS_MS } from './webhook-pump.ts';
import { postgresVault, type WebhookVault } from './webhook-vault.ts';
import { webhooksFollower } from './webhooks-follower.ts';

const OWNER = { unitId: unitIdOf('HU-BATO') };
const DAY_MS = 86_400_000;

describe('Webhooks', () => {
  let database: Awaited<ReturnType<typeof testDatabase>>;
  let store: PostgresEventStore;
  let pool: Pool;
  let source: DataSource;
  let vault: WebhookVault;
  let receiver: Receiver;
  let url = '';
  const box = createSecretBox(randomBytes(32));
  const faults: unknown[] = [];
  let answer = 200;
  let clock = Date.now();
  const now = () => new Date(clock).toISOString();

  async function follow(definition: FollowerDefinition): Promise<void> {
    const follower = startFollower({ pool, store, definition, onError: (error) => faults.push(error) });
    await waitForCursor(pool, definition.name, 1, await store.head(), 20_000);
    await follower.stop();
  }
  const pauseCampaign = () =>
    appendAll(store, [campaignEvent('CampaignPaused', { pausedAt: now(), reason: 'bão' }, now())]);
  async function tell(): Promise<void> {
    await pauseCampaign();
    await follow(noticesFollower());
  }
  const deliveries = async (): Promise<LedgerEntry[]> =>
    (await noticeLedger(source.manager, { limit: 50, channel: 'WEBHOOK' })).items;
  /** Lets two pumps work until the ledger looks as wanted. */
  async function pumpUntil(done: (newest: LedgerEntry | undefined) => boolean): Promise<void> {
    const pumps = [1, 2].map(() =>
      startWebhookPump({
        pool,
        store,
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
  const send = (type: WebhookCommand['type'], data: object) =>
    handleCommand(store, webhookDecider, {
      streamId: webhooksIdOf(OWNER.unitId),
      correlationId: webhooksIdOf(OWNER.unitId),
      commandId: randomUUID(),
      command: {
        type,
        at: now(),
        actor: { id: randomUUID(), role: 'UNIT', ...OWNER },
        data: { ownerId: OWNER.unitId, reason: 'Vì thế', ...data },
      } as unknown as WebhookCommand,
      context: () => Promise.resolve(),
    });
  async function recorded(): Promise<Recorded[]> {
    const { events } = await store.readStream<WebhookEvent>(webhooksIdOf(OWNER.unitId));
    return fold(webhookDecider, events).webhooks.filter(({ state }) => state !== 'REMOVED');
  }
  async function add(kinds: readonly string[] | null = null): Promise<{ id: string; secret: string }> {
    const [webhookId, secretId, addressId, secret] = [
      ...Array.from({ length: 3 }, randomUUID),
      newWebhookSecret(),
    ];
    if (!webhookId || !secretId || !addressId || !secret) throw new Error('no ids');
    await vault.keep({ id: secretId, webhookId, text: secret });
    await vault.keep({ id: addressId, webhookId, text: url });
    await send('SubscribeWebhook', { webhookId, secretId, addressId, origin: new URL(url).origin, kinds });
    return { id: webhookId, secret };
  }
  async function subscribe(kinds: readonly string[] | null = null): Promise<{ id: string; secret: string }> {
    for (const { webhookId } of await recorded()) await send('RemoveWebhook', { webhookId });
    const added = await add(kinds);
    await follow(webhooksFollower());
    receiver.taken.length = 0;
    answer = 200;
    return added;
  }
  const rowOf = async (id: string) =>
    (await pool.query('SELECT * FROM app.webhook_subscription WHERE id = $1', [id])).rows[0] as Record<
      string,
      unknown
    >;
  const keptOf = async (id: string): Promise<Buffer[]> =>
    (
      await pool.query<{ sealed: Buffer }>('SELECT sealed FROM app.webhook_secret WHERE webhook_id = $1', [
        id,
      ])
    ).rows.map(({ sealed }) => sealed);
  const verified = (by: string) => () =>
    new Webhook(by).verify(receiver.taken.at(-1)?.body ?? '', receiver.taken.at(-1)?.headers ?? {});

  beforeAll(async () => {
    receiver = await startReceiver((_request, response) => response.writeHead(answer).end());
    url = `${receiver.url}?key=kept-secret`;
    database = await testDatabase();
    store = await openPostgresEventStore({ connectionString: database.appUrl, sealingKey: randomBytes(32) });
    pool = new Pool({ connectionString: database.appUrl });
    pool.on('error', () => undefined);
    source = await createDataSource({ url: database.appUrl, entities: notificationEntities }).initialize();
    vault = postgresVault(pool, box);
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
    expect(await rowOf(id)).toMatchObject({ last_status: 200, failing_since: null });
  });

  it('have secret and address kept sealed, and none of them once they are removed', async () => {
    const { id, secret } = await subscribe();
    const kept = await keptOf(id);
    expect(kept).toHaveLength(2);
    const bytes = Buffer.concat(kept).toString('latin1');
    expect(bytes).not.toContain(secret.slice(6));
    expect(bytes).not.toContain('kept-secret');
    await tell();
    await send('RemoveWebhook', { webhookId: id });
    await follow(webhooksFollower());
    expect(await keptOf(id)).toEqual([]);
    expect(await rowOf(id)).toMatchObject({ state: 'removed', secret: null, url: null });
    expect((await deliveries())[0]).toMatchObject({ state: 'failed', reason: 'the webhook was removed' });
  });

  it('get every notice from their own position on, whichever follower is ahead, and none from before', async () => {
    await pauseCampaign();
    const { id } = await subscribe(['CampaignPaused']);
    await tell();
    await send('PauseWebhook', { webhookId: id });
    await pauseCampaign();
    await send('ResumeWebhook', { webhookId: id });
    // The writer of notices goes ahead: it has not seen the webhook resumed.
    await tell();
    await follow(webhooksFollower());
    const told = await pool.query<{ position: string; state: string }>(
      `SELECT n.position, d.state FROM app.webhook_delivery d JOIN app.notice n ON n.id = d.notice_id
       WHERE d.subscription_id = $1 ORDER BY n.position`,
      [id],
    );
    const { events } = await store.readStream<WebhookEvent>(webhooksIdOf(OWNER.unitId));
    const at = (type: string) => events.findLast((event) => event.type === type)?.position ?? 0;
    // One before the pause, given up with it; what came while it was paused is not told; one after.
    expect(told.rows.map(({ state }) => state)).toEqual(['failed', 'pending']);
    const [before, after] = told.rows.map(({ position }) => Number(position));
    expect(before).toBeGreaterThan(at('WebhookSubscribed'));
    expect(before).toBeLessThan(at('WebhookPaused'));
    expect(after).toBeGreaterThan(at('WebhookResumed'));
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
    const rotate = async (text: string, previousUntil: string) => {
      const secretId = randomUUID();
      await vault.keep({ id: secretId, webhookId: id, text });
      await send('RotateWebhookSecret', { webhookId: id, secretId, previousUntil });
      await follow(webhooksFollower());
    };
    const [next, third] = [newWebhookSecret(), newWebhookSecret()];
    await rotate(next, new Date(clock + DAY_MS).toISOString());
    await tell();
    await pumpUntil((newest) => newest?.state === 'delivered');
    expect(verified(next)).not.toThrow();
    expect(verified(secret)).not.toThrow();
    // Of three the first counts no more and is destroyed; the second has had its time.
    await rotate(third, now());
    expect(await keptOf(id)).toHaveLength(3);
    await tell();
    await pumpUntil((newest) => newest?.state === 'delivered');
    expect(verified(third)).not.toThrow();
    expect(verified(next)).toThrow('signature');
  });

  it('are rows made from the log: made anew they are the same, and deliver with the secrets that were kept', async () => {
    const { id, secret } = await subscribe(['CampaignPaused']);
    const before = await pool.query('SELECT * FROM app.webhook_subscription ORDER BY id');
    const stranger = randomUUID();
    await pool.query(
      `UPDATE app.webhook_subscription SET origin = 'https://khac.example', kinds = NULL, state = 'disabled',
         secret_id = $2, since_position = 0 WHERE id = $1`,
      [id, randomUUID()],
    );
    await pool.query(
      `INSERT INTO app.webhook_subscription (id, unit_id, origin, secret_id, created_at, version)
       VALUES ($1, $2, 'https://la.example', $1, now(), 1)`,
      [stranger, OWNER.unitId],
    );
    const { webhooks, ended, position } = await rebuildWebhooks(pool, store);
    expect({ webhooks, ended, position }).toEqual({
      webhooks: before.rowCount,
      ended: 1,
      position: await store.head(),
    });
    expect(await rowOf(stranger)).toMatchObject({ state: 'removed' });
    await pool.query('DELETE FROM app.webhook_subscription WHERE id = $1', [stranger]);
    const after = await pool.query('SELECT * FROM app.webhook_subscription ORDER BY id');
    expect(after.rows).toEqual(before.rows);
    await tell();
    await pumpUntil((newest) => newest?.state === 'delivered');
    expect(verified(secret)).not.toThrow();
  });

  it('of a release that kept them as rows are put on record once, and go on delivering', async () => {
    await subscribe();
    const [id, secret, by] = [randomUUID(), newWebhookSecret(), randomUUID()];
    await pool.query(
      `INSERT INTO app.webhook_subscription (id, unit_id, url, origin, kinds, secret, previous_secret, previous_until, state,
         created_by, created_at, disabled_reason)
       VALUES ($1, $2, $3, $4, '{CampaignPaused}', $5, $5, now(), 'disabled', $6, '2026-01-05T00:00:00Z', 'answered 410')`,
      [id, OWNER.unitId, url, new URL(url).origin, box.seal(secret, id), by],
    );
    const options = { pool, store, box, now };
    const found = await Promise.all([takeOverWebhooks(options), takeOverWebhooks(options)]);
    expect(found.toSorted((one, other) => one - other)).toEqual([0, 1]);
    expect(await takeOverWebhooks(options)).toBe(0);
    // Somebody died between the event and the row: the secret lies where it lay, and nothing is recorded again.
    await pool.query(
      'UPDATE app.webhook_subscription SET url = $2, secret = $3, previous_secret = NULL WHERE id = $1',
      [id, url, box.seal(secret, id)],
    );
    expect(await takeOverWebhooks(options)).toBe(1);
    const { events } = await store.readStream<WebhookEvent>(webhooksIdOf(OWNER.unitId));
    const own = events.filter(({ data }) => data.webhookId === id);
    expect(own.map(({ type }) => type)).toEqual(['WebhookSubscribed', 'WebhookPaused']);
    expect(own[0]).toMatchObject({
      actor: { role: 'SYSTEM' },
      data: { addedAt: '2026-01-05T00:00:00.000Z', takenOver: { addedBy: by }, kinds: ['CampaignPaused'] },
    });
    await send('ResumeWebhook', { webhookId: id });
    await follow(webhooksFollower());
    await rebuildWebhooks(pool, store);
    expect(await rowOf(id)).toMatchObject({ state: 'active', secret: null, url: null });
    receiver.taken.length = 0;
    await tell();
    await pumpUntil((newest) => newest?.state === 'delivered');
    while (receiver.taken.length < 2) await new Promise((resolve) => setImmediate(resolve));
    const bySecret = receiver.taken.filter(({ headers, body }) => {
      try {
        return new Webhook(secret).verify(body, headers) !== undefined;
      } catch {
        return false;
      }
    });
    expect(bySecret).toHaveLength(1);
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
    const isPaused = async () => (await recorded())[0]?.state === 'PAUSED';
    while (!(await isPaused())) await new Promise((resolve) => setImmediate(resolve));
    await follow(webhooksFollower());
    await follow(noticesFollower());
    expect((await deliveries()).find(({ kind }) => kind !== 'WebhookDisabled')).toMatchObject({
      state: 'failed',
      attempts: retries + 1,
    });
    expect(await rowOf(id)).toMatchObject({ state: 'disabled', disabled_reason: `answered ${status}` });
    const { items } = await inboxOf(source.manager, OWNER, { limit: 2 });
    expect(items.map(({ kind }) => kind)).toContain('WebhookDisabled');
    const { events } = await store.readStream<WebhookEvent>(webhooksIdOf(OWNER.unitId));
    expect(events.at(-1)).toMatchObject({ type: 'WebhookPaused', actor: { role: 'SYSTEM' } });
    // Nothing goes there any more, until it is resumed.
    await tell();
    expect((await deliveries()).every(({ state }) => state !== 'pending')).toBe(true);
    answer = 200;
    await send('ResumeWebhook', { webhookId: id });
    await follow(webhooksFollower());
    expect(await rowOf(id)).toMatchObject({ failing_since: null });
    await tell();
    await pumpUntil((newest) => newest?.state === 'delivered');
    clock = Date.now() > clock ? Date.now() : clock;
  });
});
