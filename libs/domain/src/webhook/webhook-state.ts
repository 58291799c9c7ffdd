import type { Instant } from '../calendar/day.ts';
import { assertNever } from '../domain-error.ts';
import type { PreviousSecret, WebhookAddress, WebhookEvent } from './webhook.events.ts';

export type Webhook = WebhookAddress & {
  webhookId: string;
  ownerId: string | null;
  kinds: readonly string[] | null;
  secretId: string;
  /** The secret before it, and until when that counts too. */
  previous: PreviousSecret | null;
  addedAt: Instant;
  state: 'ACTIVE' | 'PAUSED' | 'REMOVED';
  /** Why it is paused; null: it is not, or the text was destroyed with its key. */
  pausedReason: string | null;
};
/** Every webhook an inbox ever had, oldest first: in one stream, so that no two can race past the most there may be. */
export type WebhooksState = { webhooks: readonly Webhook[] };

export function evolveWebhooks({ webhooks }: WebhooksState, event: WebhookEvent): WebhooksState {
  if (event.type === 'WebhookSubscribed') return { webhooks: [...webhooks, subscribed(event.data)] };
  const { webhookId } = event.data;
  return { webhooks: webhooks.map((one) => (one.webhookId === webhookId ? evolveWebhook(one, event) : one)) };
}

function subscribed(data: Extract<WebhookEvent, { type: 'WebhookSubscribed' }>['data']): Webhook {
  const { webhookId, ownerId, addressId, origin, kinds, secretId, addedAt, takenOver } = data;
  const previous = takenOver?.previous ?? null;
  return {
    webhookId,
    ownerId,
    addressId,
    origin,
    kinds,
    secretId,
    previous,
    addedAt,
    state: 'ACTIVE',
    pausedReason: null,
  };
}

function evolveWebhook(one: Webhook, event: Exclude<WebhookEvent, { type: 'WebhookSubscribed' }>): Webhook {
  switch (event.type) {
    case 'WebhookChanged': {
      const { addressId, origin, kinds } = event.data;
      return { ...one, addressId, origin, kinds };
    }
    case 'WebhookSecretRotated': {
      const { secretId, previousUntil } = event.data;
      return { ...one, secretId, previous: { secretId: one.secretId, until: previousUntil } };
    }
    case 'WebhookPaused':
      return { ...one, state: 'PAUSED', pausedReason: event.data.reason };
    case 'WebhookResumed':
      return { ...one, state: 'ACTIVE', pausedReason: null };
    case 'WebhookRemoved':
      return { ...one, state: 'REMOVED', previous: null, pausedReason: null };
    default:
      return assertNever(event);
  }
}
