import { DomainError } from '@dondoc/domain/domain-error.ts';
import type { Instant } from '@dondoc/domain/calendar/day.ts';
import type { Pool } from 'pg';
import type { InboxOwner } from '../inbox.query.ts';
import type { SecretBox } from './seal-secret.ts';

export type WebhookState = 'active' | 'disabled';
export type Webhook = {
  id: string;
  url: string;
  /** Kinds of notices; null: every kind. */
  kinds: readonly string[] | null;
  state: WebhookState;
  createdAt: Instant;
  /** Until when the secret before this one counts too. */
  previousUntil: Instant | null;
  lastStatus: number | null;
  lastSuccessAt: Instant | null;
  failingSince: Instant | null;
  disabledReason: string | null;
};
type NewWebhook = {
  id: string;
  url: string;
  kinds: readonly string[] | null;
  secret: string;
  by: string;
  at: Instant;
};

/** Subscriptions of one owner: a unit, or the administrators together. Throws 'unknown-webhook' for one of somebody else. */
export type Webhooks = {
  add(owner: InboxOwner, webhook: NewWebhook): Promise<void>;
  list(owner: InboxOwner): Promise<readonly Webhook[]>;
  /** Ends it; what waits for it is given up. */
  remove(owner: InboxOwner, id: string, at: Instant): Promise<void>;
  /** The secret until now counts until `previousUntil` too. */
  rotate(owner: InboxOwner, id: string, next: { secret: string; previousUntil: Instant }): Promise<void>;
  enable(owner: InboxOwner, id: string): Promise<void>;
  /** With the secrets that count at `at`, the newest first. */
  find(owner: InboxOwner, id: string, at: Instant): Promise<Webhook & { secrets: readonly string[] }>;
};

export const MOST_WEBHOOKS = 10;
const COLUMNS = `id, url, kinds, state, created_at AS "createdAt", previous_until AS "previousUntil", last_status AS "lastStatus",
  last_success_at AS "lastSuccessAt", failing_since AS "failingSince", disabled_reason AS "disabledReason"`;
const OWNED = `unit_id IS NOT DISTINCT FROM $1::uuid AND state <> 'removed'`;
const ownerIdOf = (owner: InboxOwner) => (owner === 'ADMINISTRATORS' ? null : owner.unitId);

type Row = Webhook & { secret: Buffer; previousSecret: Buffer | null };

export function postgresWebhooks(pool: Pool, box: SecretBox): Webhooks {
  /** One row changed, or there is none of this owner's. */
  async function changed(id: string, sql: string, values: unknown[]): Promise<void> {
    const { rowCount } = await pool.query(sql, values);
    if (rowCount === 0) throw unknownWebhook(id);
  }
  async function find(owner: InboxOwner, id: string): Promise<Row> {
    const { rows } = await pool.query<Row>(
      `SELECT ${COLUMNS}, secret, previous_secret AS "previousSecret" FROM app.webhook_subscription
       WHERE ${OWNED} AND id = $2`,
      [ownerIdOf(owner), id],
    );
    if (rows[0] === undefined) throw unknownWebhook(id);
    return rows[0];
  }

  return {
    async add(owner, { id, url, kinds, secret, by, at }) {
      const { rowCount } = await pool.query(
        `INSERT INTO app.webhook_subscription (id, unit_id, url, origin, kinds, secret, created_by, created_at)
         SELECT $2, $1, $3, $4, $5, $6, $7, $8
         WHERE (SELECT count(*) FROM app.webhook_subscription WHERE ${OWNED}) < ${MOST_WEBHOOKS}`,
        [ownerIdOf(owner), id, url, new URL(url).origin, kinds, box.seal(secret, id), by, at],
      );
      if (rowCount === 0) throw tooMany();
    },
    async list(owner) {
      const { rows } = await pool.query<Row>(
        `SELECT ${COLUMNS} FROM app.webhook_subscription WHERE ${OWNED} ORDER BY created_at, id`,
        [ownerIdOf(owner)],
      );
      return rows.map(shown);
    },
    remove: (owner, id, at) =>
      changed(
        id,
        `WITH given_up AS (
           UPDATE app.webhook_delivery d SET state = 'failed', last_error = 'the subscription was removed', finished_at = $3
           FROM app.webhook_subscription s WHERE s.id = d.subscription_id AND s.unit_id IS NOT DISTINCT FROM $1::uuid
             AND s.id = $2 AND d.state = 'pending')
         UPDATE app.webhook_subscription SET state = 'removed', secret = NULL, previous_secret = NULL
         WHERE ${OWNED} AND id = $2`,
        [ownerIdOf(owner), id, at],
      ),
    rotate: (owner, id, { secret, previousUntil }) =>
      changed(
        id,
        `UPDATE app.webhook_subscription SET previous_secret = secret, previous_until = $4, secret = $3
         WHERE ${OWNED} AND id = $2`,
        [ownerIdOf(owner), id, box.seal(secret, id), previousUntil],
      ),
    enable: (owner, id) =>
      changed(
        id,
        `UPDATE app.webhook_subscription SET state = 'active', disabled_reason = NULL, failing_since = NULL
         WHERE ${OWNED} AND id = $2`,
        [ownerIdOf(owner), id],
      ),
    async find(owner, id, at) {
      const { secret, previousSecret, ...row } = await find(owner, id);
      return { ...shown(row), secrets: secretsOf({ ...row, secret, previousSecret }, box, at) };
    },
  };
}

/** The secret, and the one before it while that still counts. */
export function secretsOf(
  {
    id,
    secret,
    previousSecret,
    previousUntil,
  }: { id: string; secret: Buffer; previousSecret: Buffer | null; previousUntil: Date | Instant | null },
  box: SecretBox,
  at: Instant,
): string[] {
  const counts = previousUntil !== null && new Date(previousUntil) > new Date(at);
  return [secret, ...(counts && previousSecret !== null ? [previousSecret] : [])].map((sealed) =>
    box.open(sealed, id),
  );
}

/** PostgreSQL's instants as texts in UTC. */
const shown = ({ id, url, kinds, state, lastStatus, disabledReason, ...row }: Webhook): Webhook => ({
  id,
  url,
  kinds,
  state,
  createdAt: new Date(row.createdAt).toISOString(),
  previousUntil: instantOf(row.previousUntil),
  lastStatus,
  lastSuccessAt: instantOf(row.lastSuccessAt),
  failingSince: instantOf(row.failingSince),
  disabledReason,
});
const instantOf = (value: Instant | null) => (value === null ? null : new Date(value).toISOString());

export const unknownWebhook = (webhookId: string) =>
  new DomainError('unknown-webhook', 'There is no such webhook of yours.', { webhookId });
export const tooMany = () =>
  new DomainError('webhook-limit', `There are ${MOST_WEBHOOKS} webhooks already. Remove one first.`, {
    most: MOST_WEBHOOKS,
  });
