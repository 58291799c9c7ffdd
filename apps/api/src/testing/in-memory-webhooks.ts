import type { WebhookVault } from '@dondoc/notifications/webhook/webhook-vault.ts';
import type { WebhookPorts } from '../ports.ts';

/** What is kept of webhooks beside the log; `trustedHosts` may be posted to although they are of this machine. */
export function inMemoryWebhooks(trustedHosts: readonly string[]): WebhookPorts {
  const kept = new Map<string, { webhookId: string; text: string }>();
  const vault: WebhookVault = {
    async keep({ id, webhookId, text }) {
      const found = kept.get(id);
      if (found !== undefined) return { text: found.text, isNew: false };
      kept.set(id, { webhookId, text });
      return { text, isNew: true };
    },
    async open(webhookId, ids) {
      const found = ids.map((id) => [id, kept.get(id)] as const);
      return new Map(
        found.flatMap(([id, entry]) => (entry?.webhookId === webhookId ? [[id, entry.text] as const] : [])),
      );
    },
    async drop(ids) {
      for (const id of ids) kept.delete(id);
    },
  };
  return { vault, healthOf: async () => new Map(), target: { trustedHosts: new Set(trustedHosts) } };
}
