import { streamsOfCategory } from '@dondoc/event-store/streams-of-category.ts';
import type { EventStore, Position } from '@dondoc/event-store/event-store.ts';
import { cursorPosition } from '@dondoc/event-store/cursors.ts';
import { transactionOf } from '@dondoc/event-store/follower-session.ts';
import type { WebhookEvent } from '@dondoc/domain/webhook/webhook.events.ts';
import type { Pool } from 'pg';
import { lockWebhooks, rowAfter, saveRows, type WebhookLogged, type WebhookRow } from './webhook-rows.ts';
import { webhooksFollower } from './webhooks-follower.ts';

/** `ended`: rows that no event tells of. */
export type RebuiltWebhooks = { position: Position; webhooks: number; ended: number };

/**
 * Makes the rows of all webhooks anew from the log, as of where their follower stands, in one transaction: nobody sees them half done.
 * Secrets, deliveries and how receivers do are left alone. A row that the log does not know delivers no more; one that waits to be taken
 * over stays.
 */
export async function rebuildWebhooks(pool: Pool, store: EventStore): Promise<RebuiltWebhooks> {
  const { name, version } = webhooksFollower();
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const tx = transactionOf(client);
    await lockWebhooks(tx);
    const position = await cursorPosition(client, name, version);
    const rows = new Map<string, WebhookRow>();
    for (const streamId of await streamsOfCategory(tx, 'webhook')) {
      const { events } = await store.readStream<WebhookEvent>(streamId, { upTo: position });
      for (const event of events as WebhookLogged[]) {
        const after = rowAfter(rows.get(event.data.webhookId), event);
        if (after !== undefined) rows.set(after.webhookId, after);
      }
    }
    const ended = await tx.query<{ id: string }>(
      `UPDATE app.webhook_subscription SET state = 'removed'
       WHERE version > 0 AND state <> 'removed' AND id <> ALL ($1::uuid[]) RETURNING id`,
      [[...rows.keys()]],
    );
    await saveRows(tx, [...rows.values()]);
    await client.query('COMMIT');
    client.release();
    return { position, webhooks: rows.size, ended: ended.length };
  } catch (error) {
    client.release(true);
    throw error;
  }
}
