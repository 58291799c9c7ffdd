import type { ActorRef } from '../actor.ts';
import type { Instant } from '../calendar/day.ts';
import type { Decider } from '../decider.ts';
import { assertNever, DomainError } from '../domain-error.ts';
import { faultsOf, refuseFaults } from '../faults.ts';
import { isSameValue } from '../same-value.ts';
import { isBlank } from '../text.ts';
import type { PreviousSecret, WebhookAddress, WebhookEvent } from './webhook.events.ts';
import { evolveWebhooks, type Webhook, type WebhooksState } from './webhook-state.ts';

type Command<Type extends string, Data> = {
  type: Type;
  at: Instant;
  actor: ActorRef;
  data: { webhookId: string; ownerId: string | null; reason: string } & Data;
};
type Kinds = { kinds: readonly string[] | null };

/** Where an address may lead and which kinds of notices there are is checked by whoever knows networks and kinds. */
export type WebhookCommand =
  | Command<'SubscribeWebhook', WebhookAddress & Kinds & { secretId: string }>
  /** What was added before webhooks were in the log is put on record, once. `pausedReason`: it was paused. */
  | Command<
      'TakeOverWebhook',
      WebhookAddress &
        Kinds & {
          secretId: string;
          previous: PreviousSecret | null;
          addedAt: Instant;
          addedBy: string;
          pausedReason: string | null;
        }
    >
  /** Null, undefined: as it is. */
  | Command<'ChangeWebhook', { address: WebhookAddress | null; kinds?: readonly string[] | null }>
  | Command<'RotateWebhookSecret', { secretId: string; previousUntil: Instant }>
  | Command<'PauseWebhook', object>
  | Command<'ResumeWebhook', object>
  | Command<'RemoveWebhook', object>;

export const MOST_WEBHOOKS = 10;

/** The webhooks of one inbox: added, changed, paused and removed by its owner, and paused when their receiver is gone. */
export const webhookDecider: Decider<WebhookCommand, WebhooksState, WebhookEvent> = {
  category: 'webhook',
  initialState: { webhooks: [] },
  evolve: evolveWebhooks,
  decide: (command, state) => {
    requireOwner(command);
    refuseFaults(
      'webhook-invalid',
      'webhook',
      faultsOf([['/reason', !isBlank(command.data.reason), 'must not be blank']]),
    );
    switch (command.type) {
      case 'SubscribeWebhook':
        return subscribe(command, state);
      case 'TakeOverWebhook':
        return takeOver(command, state);
      case 'ChangeWebhook':
        return change(command.data, found(command, state));
      case 'RotateWebhookSecret': {
        found(command, state);
        return [{ type: 'WebhookSecretRotated', data: command.data }];
      }
      case 'PauseWebhook': {
        const { state: now, origin } = found(command, state);
        return now === 'PAUSED' ? [] : [{ type: 'WebhookPaused', data: { ...command.data, origin } }];
      }
      case 'ResumeWebhook':
        return found(command, state).state === 'ACTIVE'
          ? []
          : [{ type: 'WebhookResumed', data: command.data }];
      case 'RemoveWebhook':
        found(command, state);
        return [{ type: 'WebhookRemoved', data: command.data }];
      default:
        return assertNever(command);
    }
  },
};

function subscribe(
  { at, data }: Extract<WebhookCommand, { type: 'SubscribeWebhook' }>,
  { webhooks }: WebhooksState,
): WebhookEvent[] {
  if (webhooks.filter(({ state }) => state !== 'REMOVED').length >= MOST_WEBHOOKS) {
    throw new DomainError('webhook-limit', `There are ${MOST_WEBHOOKS} webhooks already. Remove one first.`, {
      most: MOST_WEBHOOKS,
    });
  }
  return [{ type: 'WebhookSubscribed', data: { ...data, addedAt: at, takenOver: null } }];
}

/** It counts already: there is nothing to refuse, and a second time there is nothing to say. */
function takeOver(
  { data }: Extract<WebhookCommand, { type: 'TakeOverWebhook' }>,
  { webhooks }: WebhooksState,
): WebhookEvent[] {
  if (webhooks.some(({ webhookId }) => webhookId === data.webhookId)) return [];
  const { previous, addedBy, pausedReason, ...kept } = data;
  const { webhookId, ownerId, origin } = kept;
  return [
    { type: 'WebhookSubscribed', data: { ...kept, takenOver: { addedBy, previous } } },
    ...(pausedReason === null
      ? []
      : [{ type: 'WebhookPaused' as const, data: { webhookId, ownerId, origin, reason: pausedReason } }]),
  ];
}

function change(
  {
    webhookId,
    ownerId,
    address,
    kinds: wanted,
    reason,
  }: Extract<WebhookCommand, { type: 'ChangeWebhook' }>['data'],
  now: Webhook,
): WebhookEvent[] {
  const { addressId, origin } = address ?? now;
  const kinds = wanted === undefined ? now.kinds : wanted;
  if (addressId === now.addressId && isSameValue(kinds, now.kinds)) return [];
  return [{ type: 'WebhookChanged', data: { webhookId, ownerId, addressId, origin, kinds, reason } }];
}

/** A unit's are the unit's, and those of the shared inbox the administrators'; the system may pause and put on record. */
function requireOwner({ type, actor, data: { webhookId, ownerId } }: WebhookCommand): void {
  if (actor.role === 'SYSTEM' && (type === 'PauseWebhook' || type === 'TakeOverWebhook')) return;
  const isOwner =
    ownerId === null ? actor.role === 'ADMINISTRATOR' : actor.role === 'UNIT' && actor.unitId === ownerId;
  if (!isOwner || type === 'TakeOverWebhook') throw unknownWebhook(webhookId);
}

function found({ data: { webhookId } }: WebhookCommand, { webhooks }: WebhooksState): Webhook {
  const one = webhooks.find((each) => each.webhookId === webhookId);
  if (one === undefined || one.state === 'REMOVED') throw unknownWebhook(webhookId);
  return one;
}

export const unknownWebhook = (webhookId: string) =>
  new DomainError('unknown-webhook', 'There is no such webhook of yours.', { webhookId });
