import type { Webhook as WebhookView } from '@dondoc/contracts/webhooks.ts';
import type { Webhook } from '@dondoc/domain/webhook/webhook-state.ts';
import type { WebhookHealth } from '@dondoc/notifications/webhook/webhook-health.ts';
import type { WebhookVault } from '@dondoc/notifications/webhook/webhook-vault.ts';

const UNTRIED: WebhookHealth = { lastStatus: null, lastSuccessAt: null, failingSince: null };

/** A webhook as its owner sees it: the facts of the log, its address in full, and how its receiver does. */
export async function webhookView(
  webhook: Webhook,
  vault: WebhookVault,
  health: ReadonlyMap<string, WebhookHealth>,
): Promise<WebhookView> {
  const { webhookId, addressId, origin, kinds, state, pausedReason, previous, addedAt } = webhook;
  return {
    id: webhookId,
    url: (await vault.open(webhookId, [addressId])).get(addressId) ?? null,
    origin,
    kinds,
    state: state === 'PAUSED' ? 'paused' : 'active',
    pausedReason,
    createdAt: addedAt,
    previousUntil: previous?.until ?? null,
    ...(health.get(webhookId) ?? UNTRIED),
  };
}
