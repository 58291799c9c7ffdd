import type { Instant } from '@dondoc/domain/calendar/day.ts';
import { DomainError } from '@dondoc/domain/domain-error.ts';
import { webhookDecider } from '@dondoc/domain/webhook/webhook.decider.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import { webhooksIdOf } from '@dondoc/event-store/stream-ids.ts';
import { handleCommand } from '@dondoc/event-store/write-path/handle-command.ts';
import type { Pool } from 'pg';
import { later, settleAll, startPump, type Pump } from '../delivery-pump.ts';
import type { NoticeTexts } from '../notice-facts.ts';
import { postWebhook } from './post-webhook.ts';
import { faultOf, reasonOf } from './probe-webhook.ts';
import type { SecretBox } from './seal-secret.ts';
import { signedHeaders } from './sign-webhook.ts';
import { noticeBody } from './webhook-message.ts';
import { WEBHOOK_PUMP } from './webhook-notices.ts';
import type { TargetPolicy } from './webhook-target.ts';

const BATCH = 40;
/** Of one subscription at a time: a receiver that does not answer holds up nobody else for long. */
const AT_ONCE = 4;
/** While one is being delivered nobody else tries it; a process that dies over it gives it free after this. */
const LEASE_MS = 60_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Waits after the first attempt, the second …, as Standard Webhooks proposes; three days in all, then it is given up. */
export const WAITS_MS = [5_000, 5 * MINUTE_MS, 30 * MINUTE_MS].concat(
  [2, 5, 10, 14, 20, 24].map((hours) => hours * HOUR_MS),
);
/** A receiver that took nothing for as long as that is not told any more. */
const LASTING_MS = 72 * HOUR_MS;
const GONE = 410;

type Claimed = {
  id: string;
  attempts: number;
  noticeId: string;
  kind: string;
  audience: 'UNIT' | 'ADMINISTRATORS';
  unitId: string;
  campaignId: string | null;
  position: string;
  createdAt: Date;
  texts: NoticeTexts;
  subscriptionId: string;
  /** Whose inbox it mirrors; null: that of the administrators. */
  ownerId: string | null;
  /** Sealed, as the secrets are; null: it is gone. */
  address: Buffer | null;
  secret: Buffer | null;
  previousSecret: Buffer | null;
  previousUntil: Date | null;
};
type Outcome = { status: number | null; reason: string | null; retryAfterSeconds: number | null };

/**
 * Delivers notices to webhooks, at least once and in no order. Any number of pumps share the work. A repeat after a crash has the
 * same webhook-id. An answer of 2xx is an arrival; everything else is tried again ever more slowly and given up with its reason.
 * 410, or nothing taken for three days, pauses the webhook by an event, of which its owner is told.
 */
export function startWebhookPump(options: {
  pool: Pool;
  store: EventStore;
  box: SecretBox;
  policy: TargetPolicy;
  now: () => Instant;
  onError: (error: unknown) => void;
  idleMs?: number;
  timeoutMs?: number;
}): Pump {
  const { pool, store, box, policy, now, onError, idleMs, timeoutMs } = options;

  async function attempt(claimed: Claimed): Promise<void> {
    const outcome = await post(claimed);
    if (outcome.reason === null) return arrived(claimed, outcome);
    const wait = WAITS_MS[claimed.attempts - 1];
    const isGone = outcome.status === GONE;
    if (isGone || wait === undefined) await giveUp(claimed, outcome);
    else await tryLater(claimed, outcome, wait);
    const failingSince = await noteFailure(claimed, outcome);
    const isLasting = Date.parse(now()) - failingSince.getTime() >= LASTING_MS;
    if (isGone || (wait === undefined && isLasting)) {
      await pause(claimed, outcome.reason);
    }
  }

  async function pause({ id, attempts, subscriptionId, ownerId }: Claimed, reason: string): Promise<void> {
    const streamId = webhooksIdOf(ownerId);
    await handleCommand(store, webhookDecider, {
      streamId,
      correlationId: streamId,
      commandId: `webhook-pump/${id}/${attempts}`,
      command: {
        type: 'PauseWebhook',
        at: now(),
        actor: WEBHOOK_PUMP,
        data: { webhookId: subscriptionId, ownerId, reason },
      },
      context: () => Promise.resolve(),
    }).catch((error: unknown) => {
      // Removed meanwhile: there is nothing left to pause.
      if (!(error instanceof DomainError)) throw error;
    });
  }

  async function post(claimed: Claimed): Promise<Outcome> {
    const { noticeId, kind, audience, unitId, campaignId, texts } = claimed;
    const createdAt = claimed.createdAt.toISOString();
    const position = Number(claimed.position);
    const body = noticeBody({ noticeId, kind, audience, unitId, campaignId, position, createdAt, texts });
    try {
      const { url, secrets } = opened(claimed, box, now());
      const headers = signedHeaders({ id: noticeId, body, at: now() }, secrets);
      const answer = await postWebhook({ url, body, headers }, policy, timeoutMs);
      const isArrival = answer.status >= 200 && answer.status < 300;
      return { ...answer, reason: isArrival ? null : reasonOf(answer.status) };
    } catch (error) {
      return { status: null, reason: faultOf(error), retryAfterSeconds: null };
    }
  }

  async function arrived(claimed: Claimed, { status }: Outcome): Promise<void> {
    await pool.query(
      `UPDATE app.webhook_delivery SET state = 'delivered', last_status = $2, last_error = NULL, finished_at = $3 WHERE id = $1`,
      [claimed.id, status, now()],
    );
    await pool.query(
      `UPDATE app.webhook_subscription SET last_status = $2, last_success_at = $3, failing_since = NULL WHERE id = $1`,
      [claimed.subscriptionId, status, now()],
    );
  }
  const giveUp = (claimed: Claimed, { status, reason }: Outcome) =>
    pool.query(
      `UPDATE app.webhook_delivery SET state = 'failed', last_status = $2, last_error = $3, finished_at = $4
       WHERE id = $1 AND state = 'pending'`,
      [claimed.id, status, reason, now()],
    );
  const tryLater = (claimed: Claimed, { status, reason, retryAfterSeconds }: Outcome, wait: number) => {
    const asked = Math.min(24 * HOUR_MS, (retryAfterSeconds ?? 0) * 1_000);
    return pool.query(
      `UPDATE app.webhook_delivery SET last_status = $2, last_error = $3, next_attempt_at = $4
       WHERE id = $1 AND state = 'pending'`,
      [claimed.id, status, reason, later(now(), Math.max(wait, asked))],
    );
  };
  async function noteFailure({ subscriptionId }: Claimed, { status }: Outcome): Promise<Date> {
    const { rows } = await pool.query<{ since: Date }>(
      `UPDATE app.webhook_subscription SET last_status = $2, failing_since = coalesce(failing_since, $3)
       WHERE id = $1 RETURNING failing_since AS since`,
      [subscriptionId, status, now()],
    );
    return rows[0]?.since ?? new Date(now());
  }

  async function sendDue(): Promise<number> {
    const claimed = await claimDue(pool, now());
    await settleAll(claimed.map(attempt), onError);
    return claimed.length;
  }
  return startPump({ sendDue, idleMs, onError });
}

function opened(
  { subscriptionId, address, secret, previousSecret, previousUntil }: Claimed,
  box: SecretBox,
  at: Instant,
): { url: string; secrets: string[] } {
  if (address === null || secret === null) {
    throw new Error('its address or secret is gone: change the one, rotate the other');
  }
  const counts = previousSecret !== null && previousUntil !== null && previousUntil > new Date(at);
  const secrets = [secret, ...(counts ? [previousSecret] : [])].map((sealed) =>
    box.open(sealed, subscriptionId),
  );
  return { url: box.open(address, subscriptionId), secrets };
}

/** Counts the attempt and pushes the next one away in one short statement; the sending itself holds no lock. */
async function claimDue(pool: Pool, now: Instant): Promise<Claimed[]> {
  const { rows } = await pool.query<Claimed>(
    `WITH due AS (
       SELECT d.id FROM app.webhook_subscription s CROSS JOIN LATERAL (
         SELECT id FROM app.webhook_delivery WHERE subscription_id = s.id AND state = 'pending' AND next_attempt_at <= $1
         ORDER BY next_attempt_at, id LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED) d
       WHERE s.state = 'active' AND s.secret_id IS NOT NULL LIMIT ${BATCH})
     UPDATE app.webhook_delivery d SET attempts = d.attempts + 1, next_attempt_at = $2
     FROM due JOIN app.webhook_delivery w USING (id) JOIN app.notice n ON n.id = w.notice_id
       JOIN app.webhook_subscription s ON s.id = w.subscription_id
     WHERE d.id = due.id
     RETURNING d.id, d.attempts, n.id AS "noticeId", n.kind, n.audience, n.unit_id AS "unitId",
       n.campaign_id AS "campaignId", n.position, n.created_at AS "createdAt", n.texts, s.id AS "subscriptionId",
       s.unit_id AS "ownerId", ${sealed('address_id')} AS address, ${sealed('secret_id')} AS secret,
       ${sealed('previous_secret_id')} AS "previousSecret", s.previous_until AS "previousUntil"`,
    [now, later(now, LEASE_MS)],
  );
  return rows;
}

const sealed = (column: string) =>
  `(SELECT x.sealed FROM app.webhook_secret x WHERE x.id = s.${column} AND x.webhook_id = s.id)`;
