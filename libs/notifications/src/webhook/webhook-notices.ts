import type { ActorRef } from '@dondoc/domain/actor.ts';
import type { Notice } from '../notice-facts.ts';
import type { WebhookLogged } from './webhook-rows.ts';

/** Whoever delivers, when it pauses a webhook of which nothing is taken any more. */
export const WEBHOOK_PUMP: ActorRef = { id: 'webhook-pump', role: 'SYSTEM' };
/** Administrators' own matters are about no unit. */
const NO_UNIT = '00000000-0000-0000-0000-000000000000';

/** Its owner is told when the pump pauses it. What a person does, that person knows; what is taken over was told of before. */
export function webhookNotices({ type, actor, data }: WebhookLogged): Notice[] {
  if (type !== 'WebhookPaused' || actor.id !== WEBHOOK_PUMP.id) return [];
  const { ownerId, origin, reason } = data;
  return [
    {
      to: ownerId === null ? { administratorsAbout: NO_UNIT } : { unitId: ownerId },
      kind: 'WebhookDisabled',
      facts: { receiver: origin, reason },
    },
  ];
}
