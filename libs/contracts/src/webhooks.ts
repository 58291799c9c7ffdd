import { z } from 'zod';
import { CommandAnswer } from './command.ts';
import type { Frozen } from './frozen.ts';
import { LogQuery } from './log.ts';
import { Id, text, UnitReference } from './text.ts';

export const WebhookId = Id;

const url = text(2_000).meta({
  description:
    'https:// and public; http:// or a private address only where WEBHOOK_TRUSTED_HOSTS names the host.',
  example: 'https://nhan.example/don-doc',
});
const kinds = z.array(text(64)).min(1).max(100);
const reason = text(2_000).meta({ description: 'Why, for the record.' });

export const AddWebhookRequest = z
  .strictObject({
    url,
    kinds: kinds
      .exactOptional()
      .meta({ description: 'Kinds of notices, as the inbox names them; absent: every kind.' }),
    reason,
  })
  .meta({ id: 'AddWebhookRequest' });
export type AddWebhookRequest = z.infer<typeof AddWebhookRequest>;

export const ChangeWebhookRequest = z
  .strictObject({
    url: url.exactOptional().meta({ description: 'Absent: as it is.' }),
    kinds: kinds.nullable().exactOptional().meta({ description: 'Null: every kind; absent: as they are.' }),
    reason,
  })
  .refine((change) => 'url' in change || 'kinds' in change, 'must name a url, kinds or both')
  .meta({ id: 'ChangeWebhookRequest' });
export type ChangeWebhookRequest = z.infer<typeof ChangeWebhookRequest>;

export const Webhook = z
  .object({
    id: z.uuid(),
    url: z.string().nullable().meta({
      description: 'Kept beside the log, sealed; null: it was lost there. Change it, then.',
    }),
    origin: z.string().meta({ description: 'What the log names of the url: scheme, host and port.' }),
    kinds: z.array(z.string()).nullable().meta({ description: 'Null: every kind.' }),
    state: z.enum(['active', 'paused']).meta({
      description: 'paused: by its owner; or its receiver answered 410, or took nothing for three days.',
    }),
    pausedReason: z.string().nullable(),
    createdAt: z.iso.datetime(),
    previousUntil: z.iso
      .datetime()
      .nullable()
      .meta({ description: 'Until then deliveries are signed with the secret before this one, too.' }),
    lastStatus: z.int().nullable().meta({ description: 'What the receiver answered last; null: nothing.' }),
    lastSuccessAt: z.iso.datetime().nullable(),
    failingSince: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Webhook' });
export type Webhook = Frozen<z.infer<typeof Webhook>>;
export const WebhookList = z.object({ items: z.array(Webhook) }).meta({ id: 'WebhookList' });
export type WebhookList = Frozen<z.infer<typeof WebhookList>>;

const secret = z.string().meta({
  description:
    'whsec_…, in no list and no history: here alone, and again to who repeats the request with its Idempotency-Key.',
});
export const NewWebhook = CommandAnswer.extend({ webhookId: z.uuid(), secret }).meta({ id: 'NewWebhook' });
export type NewWebhook = Frozen<z.infer<typeof NewWebhook>>;
export const NewWebhookSecret = CommandAnswer.extend({ secret, previousUntil: z.iso.datetime() }).meta({
  id: 'NewWebhookSecret',
});
export type NewWebhookSecret = Frozen<z.infer<typeof NewWebhookSecret>>;

export const WebhookHistoryQuery = LogQuery.extend({
  unit: UnitReference.exactOptional().meta({
    description: 'Whose webhooks; for an overseer: absent is the inbox that administrators share.',
  }),
});
export type WebhookHistoryQuery = z.infer<typeof WebhookHistoryQuery>;

export const WebhookTest = z
  .object({
    arrived: z.boolean().meta({ description: 'True: the receiver answered 2xx.' }),
    status: z.int().nullable(),
    reason: z.string().nullable().meta({ description: 'Why not.' }),
  })
  .meta({ id: 'WebhookTest' });
export type WebhookTest = Frozen<z.infer<typeof WebhookTest>>;
