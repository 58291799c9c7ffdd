import type { Instant } from '@dondoc/domain/calendar/day.ts';
import { webhookDecider, type WebhookCommand } from '@dondoc/domain/webhook/webhook.decider.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import { takenOverIdOf, webhooksIdOf } from '@dondoc/event-store/stream-ids.ts';
import { handleCommand } from '@dondoc/event-store/write-path/handle-command.ts';
import type { Pool, PoolClient } from 'pg';
import type { SecretBox } from './seal-secret.ts';

type Earlier = {
  id: string;
  ownerId: string | null;
  url: string;
  origin: string;
  kinds: string[] | null;
  secret: Buffer;
  previousSecret: Buffer | null;
  previousUntil: Date | null;
  state: 'active' | 'disabled';
  createdBy: string;
  createdAt: Date;
  disabledReason: string | null;
};

const REASON = 'Was there before webhooks were in the log.';

/**
 * Puts webhooks of a release that kept them as rows alone on record, each once however often and by however many this is run: the
 * command is named after the webhook. Answers how many it found. Its secret moves as it is sealed; its address is sealed here.
 */
export async function takeOverWebhooks(options: {
  pool: Pool;
  store: EventStore;
  box: SecretBox;
  now: () => Instant;
}): Promise<number> {
  for (let taken = 0; ; taken += 1) {
    const client = await options.pool.connect();
    try {
      await client.query('BEGIN');
      const found = await takeOverNext(client, options);
      await client.query('COMMIT');
      client.release();
      if (!found) return taken;
    } catch (error) {
      client.release(true);
      throw error;
    }
  }
}

async function takeOverNext(
  client: PoolClient,
  { store, box, now }: Parameters<typeof takeOverWebhooks>[0],
): Promise<boolean> {
  // Held until it is moved: whoever else starts at the same time takes the next one.
  const { rows } = await client.query<Earlier>(
    `SELECT id, unit_id AS "ownerId", url, origin, kinds, secret, previous_secret AS "previousSecret",
       previous_until AS "previousUntil", state, created_by AS "createdBy", created_at AS "createdAt",
       disabled_reason AS "disabledReason"
     FROM app.webhook_subscription WHERE secret IS NOT NULL AND state <> 'removed'
     ORDER BY created_at, id LIMIT 1 FOR UPDATE SKIP LOCKED`,
  );
  const [earlier] = rows;
  if (earlier === undefined) return false;
  const { id, ownerId, url, origin, kinds, secret, previousSecret, previousUntil } = earlier;
  const addressId = takenOverIdOf('address', id);
  const secretId = takenOverIdOf('secret', id);
  const previous =
    previousSecret === null || previousUntil === null
      ? null
      : { secretId: takenOverIdOf('previous-secret', id), until: previousUntil.toISOString() };
  const kept: [string, Buffer][] = [
    [addressId, box.seal(url, id)],
    [secretId, secret],
    ...(previous && previousSecret ? [[previous.secretId, previousSecret] as [string, Buffer]] : []),
  ];
  for (const [entryId, sealed] of kept) {
    await client.query(
      'INSERT INTO app.webhook_secret (id, webhook_id, sealed) VALUES ($1, $2, $3) ON CONFLICT (id) DO NOTHING',
      [entryId, id, sealed],
    );
  }
  const command: WebhookCommand = {
    type: 'TakeOverWebhook',
    at: now(),
    actor: { id: 'webhook-take-over', role: 'SYSTEM' },
    data: {
      webhookId: id,
      ownerId,
      addressId,
      origin,
      secretId,
      kinds,
      previous,
      reason: REASON,
      addedAt: earlier.createdAt.toISOString(),
      addedBy: earlier.createdBy,
      pausedReason: earlier.state === 'disabled' ? (earlier.disabledReason ?? 'It was disabled.') : null,
    },
  };
  await handleCommand(store, webhookDecider, {
    streamId: webhooksIdOf(ownerId),
    correlationId: webhooksIdOf(ownerId),
    commandId: `webhook-take-over/${id}`,
    command,
    context: () => Promise.resolve(),
  });
  // The row is of use at once, whenever its follower comes to the event.
  await client.query(
    `UPDATE app.webhook_subscription SET url = NULL, secret = NULL, previous_secret = NULL,
       address_id = coalesce(address_id, $2), secret_id = coalesce(secret_id, $3),
       previous_secret_id = CASE WHEN secret_id IS NULL THEN $4::uuid ELSE previous_secret_id END WHERE id = $1`,
    [id, addressId, secretId, previous?.secretId ?? null],
  );
  return true;
}
