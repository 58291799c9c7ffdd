import type { FollowerTransaction } from '@dondoc/event-store/follower-session.ts';
import type { FollowerDefinition } from '@dondoc/event-store/follower.ts';
import type { LoggedEvent } from '@dondoc/read-models/projection.ts';
import {
  loadRows,
  lockWebhooks,
  rowAfter,
  saveRows,
  type WebhookLogged,
  type WebhookRow,
} from './webhook-rows.ts';

/**
 * Keeps the rows deliveries are made from, and what follows from a change: what waits for a paused or removed webhook is given up, and
 * secrets that count no more are destroyed. Handling an event again changes nothing.
 */
export function webhooksFollower(): FollowerDefinition {
  return {
    name: 'webhooks',
    version: 1,
    batchSize: 1_000,
    concerns: (event) => isOfWebhook(event as LoggedEvent),
    handle: (events, tx) => writeRows(events as readonly WebhookLogged[], tx),
  };
}

const isOfWebhook = (event: LoggedEvent): event is WebhookLogged => event.category === 'webhook';

async function writeRows(events: readonly WebhookLogged[], tx: FollowerTransaction): Promise<void> {
  await lockWebhooks(tx);
  const ids = [...new Set(events.map(({ data }) => data.webhookId))];
  const rows = new Map((await loadRows(tx, ids)).map((row) => [row.webhookId, row]));
  // A few a year: one by one, so that what follows from each is done on the rows as they were then.
  for (const event of events) {
    const before = rows.get(event.data.webhookId);
    const after = rowAfter(before, event);
    if (after === undefined || after === before) continue;
    rows.set(after.webhookId, after);
    await saveRows(tx, [after]);
    await followUp(tx, event, before, after);
  }
}

async function followUp(
  tx: FollowerTransaction,
  event: WebhookLogged,
  before: WebhookRow | undefined,
  after: WebhookRow,
): Promise<void> {
  if (after.state === 'ACTIVE' && after.sincePosition === event.position) await catchUp(tx, after);
  if (after.state !== 'ACTIVE') await giveUp(tx, event, after);
  if (after.state === 'REMOVED') {
    await tx.query('DELETE FROM app.webhook_secret WHERE webhook_id = $1', [after.webhookId]);
  } else if (before !== undefined) {
    const counted = [before.addressId, before.secretId, before.previous?.secretId];
    const counts = new Set([after.addressId, after.secretId, after.previous?.secretId]);
    const past = counted.filter((id) => id !== undefined && !counts.has(id));
    if (past.length > 0) await tx.query('DELETE FROM app.webhook_secret WHERE id = ANY ($1::uuid[])', [past]);
  }
}

/** Notices that came after it in the log, but were written before it was here. */
async function catchUp(tx: FollowerTransaction, { webhookId, sincePosition }: WebhookRow): Promise<void> {
  await tx.query(
    `INSERT INTO app.webhook_delivery (id, notice_id, subscription_id, next_attempt_at)
     SELECT app.notice_id(n.id || '/WEBHOOK/' || s.id), n.id, s.id, n.created_at
     FROM app.webhook_subscription s JOIN app.notice n ON n.position > s.since_position AND n.deputy_id IS NULL
       AND CASE n.audience WHEN 'UNIT' THEN s.unit_id = n.unit_id ELSE s.unit_id IS NULL END
       AND (s.kinds IS NULL OR n.kind = ANY (s.kinds))
     WHERE s.id = $1 AND s.since_position = $2
     ON CONFLICT (id) DO NOTHING`,
    [webhookId, sincePosition],
  );
}

/** What waited for it when it was paused or removed. What came later was made from a row that was behind: there is none of that. */
async function giveUp(
  tx: FollowerTransaction,
  { at, position }: WebhookLogged,
  { webhookId, state }: WebhookRow,
): Promise<void> {
  await tx.query(
    `DELETE FROM app.webhook_delivery d USING app.notice n
     WHERE n.id = d.notice_id AND d.subscription_id = $1 AND d.state = 'pending' AND n.position > $2`,
    [webhookId, position],
  );
  await tx.query(
    `UPDATE app.webhook_delivery SET state = 'failed', last_error = $2, finished_at = $3
     WHERE subscription_id = $1 AND state = 'pending'`,
    [webhookId, `the webhook was ${state.toLowerCase()}`, at],
  );
}
