import type { Instant } from '../calendar/day.ts';

/** `ownerId`: the unit whose inbox is mirrored; null: the inbox that administrators share. */
type WebhookIds = { webhookId: string; ownerId: string | null };

/**
 * Where the address leads. The log names the origin (scheme, host, port) alone: path and query may hold a key of the receiver's, so the
 * address in full is kept beside the log, as the secret is, under its own id.
 */
export type WebhookAddress = { addressId: string; origin: string };

/** What becomes of the webhooks of one inbox. No address in full and no secret is ever in here, not even sealed: only their ids. */
export type WebhookEvent =
  | {
      type: 'WebhookSubscribed';
      data: WebhookIds &
        WebhookAddress & {
          secretId: string;
          /** Kinds of notices; null: every kind. */
          kinds: readonly string[] | null;
          addedAt: Instant;
          /** It was added before webhooks were in the log: who did, and until when the secret before its own counted. */
          takenOver: { addedBy: string; previous: PreviousSecret | null } | null;
          reason: string;
        };
    }
  /** Address and kinds as they are from then on. */
  | {
      type: 'WebhookChanged';
      data: WebhookIds & WebhookAddress & { kinds: readonly string[] | null; reason: string };
    }
  /** The secret until now counts until `previousUntil` too. */
  | {
      type: 'WebhookSecretRotated';
      data: WebhookIds & { secretId: string; previousUntil: Instant; reason: string };
    }
  /** By a person, or by the system when the receiver takes nothing any more. `origin`: of whom the owner is told. */
  | { type: 'WebhookPaused'; data: WebhookIds & { origin: string; reason: string } }
  | { type: 'WebhookResumed'; data: WebhookIds & { reason: string } }
  | { type: 'WebhookRemoved'; data: WebhookIds & { reason: string } };

export type PreviousSecret = { secretId: string; until: Instant };
