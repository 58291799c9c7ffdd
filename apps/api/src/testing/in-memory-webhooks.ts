import type { InboxOwner } from '@dondoc/notifications/inbox.query.ts';
import {
  MOST_WEBHOOKS,
  tooMany,
  unknownWebhook,
  type Webhook,
  type Webhooks,
} from '@dondoc/notifications/webhook/subscriptions.ts';

type Kept = { owner: string; webhook: Webhook; secrets: readonly string[] };

export function inMemoryWebhooks(): Webhooks {
  const kept = new Map<string, Kept>();
  const nameOf = (owner: InboxOwner) => (owner === 'ADMINISTRATORS' ? owner : owner.unitId);
  const own = (owner: InboxOwner) => [...kept.values()].filter((one) => one.owner === nameOf(owner));
  function found(owner: InboxOwner, id: string): Kept {
    const one = kept.get(id);
    if (one?.owner !== nameOf(owner)) throw unknownWebhook(id);
    return one;
  }
  return {
    async add(owner, { id, url, kinds, secret, at }) {
      if (own(owner).length >= MOST_WEBHOOKS) throw tooMany();
      const state = { state: 'active', previousUntil: null, lastStatus: null, lastSuccessAt: null } as const;
      const webhook = { id, url, kinds, createdAt: at, ...state, failingSince: null, disabledReason: null };
      kept.set(id, { owner: nameOf(owner), webhook, secrets: [secret] });
    },
    async list(owner) {
      return own(owner).map(({ webhook }) => webhook);
    },
    async remove(owner, id) {
      found(owner, id);
      kept.delete(id);
    },
    async rotate(owner, id, { secret, previousUntil }) {
      const one = found(owner, id);
      const secrets = [secret, ...one.secrets.slice(0, 1)];
      kept.set(id, { ...one, webhook: { ...one.webhook, previousUntil }, secrets });
    },
    async enable(owner, id) {
      const one = found(owner, id);
      kept.set(id, { ...one, webhook: { ...one.webhook, state: 'active', disabledReason: null } });
    },
    async find(owner, id) {
      const { webhook, secrets } = found(owner, id);
      return { ...webhook, secrets };
    },
  };
}
