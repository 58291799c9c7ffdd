import type { WebhookEvent } from '@dondoc/domain/webhook/webhook.events.ts';
import { evolveWebhooks, type Webhook } from '@dondoc/domain/webhook/webhook-state.ts';
import type { FollowerTransaction } from '@dondoc/event-store/follower-session.ts';
import type { LoggedOf } from '@dondoc/read-models/projection.ts';

export type WebhookLogged = LoggedOf<WebhookEvent>;
/** A webhook as deliveries see it. */
export type WebhookRow = Webhook & {
  /** Notices after this position are delivered: where it was added, or resumed. */
  sincePosition: number;
  /** Version of the stream's last event that is in the row. */
  version: number;
};

/** The row after an event; an event that is in it already changes nothing. Undefined: its beginning was never seen. */
export function rowAfter(row: WebhookRow | undefined, event: WebhookLogged): WebhookRow | undefined {
  if (row !== undefined && event.version <= row.version) return row;
  const [webhook] = evolveWebhooks({ webhooks: row === undefined ? [] : [row] }, event).webhooks.slice(-1);
  if (webhook === undefined) return undefined;
  // What is taken over was told all along.
  const begins =
    event.type === 'WebhookResumed' || (event.type === 'WebhookSubscribed' && event.data.takenOver === null);
  return {
    ...webhook,
    sincePosition: begins ? event.position : (row?.sincePosition ?? 0),
    version: event.version,
  };
}

/**
 * Held shared by whoever writes notices, and alone by whoever changes these rows, to the end of the transaction: so a notice sees a
 * webhook or the webhook, when it comes, sees the notice; never neither.
 */
const LOCK = `hashtextextended('dondoc webhook rows', 0)`;
export const holdWebhooks = (tx: FollowerTransaction) =>
  tx.query(`SELECT pg_advisory_xact_lock_shared(${LOCK})`);
export const lockWebhooks = (tx: FollowerTransaction) => tx.query(`SELECT pg_advisory_xact_lock(${LOCK})`);

// The table's word for PAUSED is older than the log's.
const STATES = `CASE state WHEN 'disabled' THEN 'PAUSED' ELSE upper(state) END`;

/** Those that are in the log. */
export async function loadRows(tx: FollowerTransaction, ids: readonly string[]): Promise<WebhookRow[]> {
  const rows = await tx.query<{ row: WebhookRow }>(
    `SELECT jsonb_build_object('webhookId', id, 'ownerId', unit_id, 'addressId', address_id, 'origin', origin, 'kinds', kinds,
       'secretId', secret_id, 'previous', CASE WHEN previous_secret_id IS NOT NULL THEN jsonb_build_object(
         'secretId', previous_secret_id, 'until', ${utc('previous_until')}) END,
       'addedAt', ${utc('created_at')}, 'state', ${STATES}, 'pausedReason', disabled_reason,
       'sincePosition', since_position, 'version', version) AS row
     FROM app.webhook_subscription WHERE id = ANY ($1) AND secret_id IS NOT NULL`,
    [ids],
  );
  return rows.map(({ row }) => row);
}

const utc = (column: string) => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** How its receiver does is not of the log, and stays; but whoever resumes a webhook gives it another chance. */
export async function saveRows(tx: FollowerTransaction, rows: readonly WebhookRow[]): Promise<void> {
  await tx.query(
    `INSERT INTO app.webhook_subscription AS s (id, unit_id, origin, address_id, kinds, secret_id, previous_secret_id,
       previous_until, created_at, state, disabled_reason, since_position, version)
     SELECT "webhookId", "ownerId", origin, "addressId", kinds, "secretId", (previous ->> 'secretId')::uuid,
       (previous ->> 'until')::timestamptz, "addedAt", CASE state WHEN 'PAUSED' THEN 'disabled' ELSE lower(state) END,
       "pausedReason", "sincePosition", version
     FROM jsonb_to_recordset($1::jsonb) AS r("webhookId" uuid, "ownerId" uuid, origin text, "addressId" uuid, kinds text[],
       "secretId" uuid, previous jsonb, "addedAt" timestamptz, state text, "pausedReason" text, "sincePosition" bigint,
       version bigint)
     ON CONFLICT (id) DO UPDATE SET unit_id = excluded.unit_id, origin = excluded.origin, address_id = excluded.address_id,
       kinds = excluded.kinds, secret_id = excluded.secret_id, previous_secret_id = excluded.previous_secret_id,
       previous_until = excluded.previous_until, created_at = excluded.created_at, state = excluded.state,
       disabled_reason = excluded.disabled_reason, since_position = excluded.since_position, version = excluded.version,
       failing_since = CASE WHEN s.since_position = excluded.since_position THEN s.failing_since END`,
    [JSON.stringify(rows)],
  );
}
