import { z } from 'zod';
import type { Frozen } from './frozen.ts';
import { Id, text } from './text.ts';

export const WebhookId = Id;

export const AddWebhookRequest = z
  .strictObject({
    url: text(2_000).meta({
      description:
        'https:// and public; http:// or a private address only where WEBHOOK_TRUSTED_HOSTS names the host.',
      example: 'https://nhan.example/don-doc',
    }),
    kinds: z
      .array(text(64))
      .min(1)
      .max(100)
      .exactOptional()
      .meta({ description: 'Kinds of notices, as the inbox names them; absent: every kind.' }),
  })
  .meta({ id: 'AddWebhookRequest' });
export type AddWebhookRequest = z.infer<typeof AddWebhookRequest>;

export const Webhook = z
  .object({
    id: z.uuid(),
    url: z.string(),
    kinds: z.array(z.string()).nullable().meta({ description: 'Null: every kind.' }),
    state: z.enum(['active', 'disabled']).meta({
      description: 'disabled: its receiver answered 410, or took nothing for three days.',
    }),
    createdAt: z.iso.datetime(),
    previousUntil: z.iso
      .datetime()
      .nullable()
      .meta({ description: 'Until then deliveries are signed with the secret before this one, too.' }),
    lastStatus: z.int().nullable().meta({ description: 'What the receiver answered last; null: nothing.' }),
    lastSuccessAt: z.iso.datetime().nullable(),
    failingSince: z.iso.datetime().nullable(),
    disabledReason: z.string().nullable(),
  })
  .meta({ id: 'Webhook' });
export type Webhook = Frozen<z.infer<typeof Webhook>>;
export const WebhookList = z.object({ items: z.array(Webhook) }).meta({ id: 'WebhookList' });
export type WebhookList = Frozen<z.infer<typeof WebhookList>>;

const secret = z.string().meta({ description: 'whsec_…, shown this once.' });
export const NewWebhook = Webhook.extend({ secret }).meta({ id: 'NewWebhook' });
export type NewWebhook = Frozen<z.infer<typeof NewWebhook>>;
export const NewWebhookSecret = z
  .object({ secret, previousUntil: z.iso.datetime() })
  .meta({ id: 'NewWebhookSecret' });
export type NewWebhookSecret = Frozen<z.infer<typeof NewWebhookSecret>>;

export const WebhookTest = z
  .object({
    arrived: z.boolean().meta({ description: 'True: the receiver answered 2xx.' }),
    status: z.int().nullable(),
    reason: z.string().nullable().meta({ description: 'Why not.' }),
  })
  .meta({ id: 'WebhookTest' });
export type WebhookTest = Frozen<z.infer<typeof WebhookTest>>;
