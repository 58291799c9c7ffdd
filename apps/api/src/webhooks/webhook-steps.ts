import { fold } from '@dondoc/domain/decider.ts';
import { DomainError } from '@dondoc/domain/domain-error.ts';
import {
  unknownWebhook,
  webhookDecider,
  type WebhookCommand,
} from '@dondoc/domain/webhook/webhook.decider.ts';
import type { WebhookAddress, WebhookEvent } from '@dondoc/domain/webhook/webhook.events.ts';
import type { Webhook } from '@dondoc/domain/webhook/webhook-state.ts';
import { ConcurrencyError, type EventStore } from '@dondoc/event-store/event-store.ts';
import { eventIdOf, webhooksIdOf } from '@dondoc/event-store/stream-ids.ts';
import { handleCommand, type CommandResult } from '@dondoc/event-store/write-path/handle-command.ts';
import { isNoticeKind } from '@dondoc/notifications/templates/known-notices.ts';
import type { WebhookVault } from '@dondoc/notifications/webhook/webhook-vault.ts';
import {
  checkTargetForm,
  targetAddresses,
  type TargetPolicy,
} from '@dondoc/notifications/webhook/webhook-target.ts';
import { actorOf } from '../http/actor.ts';
import type { Caller, Issued } from '../http/request-context.ts';
import { findUnit, unitIdFrom } from '../units/find-unit.ts';

/** A unit's own inbox, or (null) the one that administrators share. */
export const ownerIdOf = ({ account }: Caller): string | null =>
  account.role === 'UNIT' ? account.unitId : null;

/** Whose webhooks are asked for: by default one's own; others' are an overseer's to see. Throws 'unknown-unit'. */
export async function ownerInScope(
  store: EventStore,
  me: Caller,
  unit: string | undefined,
): Promise<string | null> {
  if (unit === undefined) return ownerIdOf(me);
  const unitId = unitIdFrom(unit);
  const mayRead = me.account.role !== 'UNIT' || me.account.unitId === unitId;
  if (mayRead && (await findUnit(store, unit)) !== null) return unitId;
  throw new DomainError('unknown-unit', `There is no unit "${unit}".`, { path: 'unit', unit });
}

/** Those that are not removed, as the log has them. */
export async function webhooksOf(store: EventStore, ownerId: string | null): Promise<Webhook[]> {
  const { events } = await store.readStream<WebhookEvent>(webhooksIdOf(ownerId));
  return fold(webhookDecider, events).webhooks.filter(({ state }) => state !== 'REMOVED');
}

/** Throws 'unknown-webhook' for one of somebody else. */
export async function ownWebhook(store: EventStore, me: Caller, webhookId: string): Promise<Webhook> {
  const found = (await webhooksOf(store, ownerIdOf(me))).find((one) => one.webhookId === webhookId);
  if (found === undefined) throw unknownWebhook(webhookId);
  return found;
}

/** One command on the webhooks of the caller's inbox. */
export function sendWebhookCommand<Type extends WebhookCommand['type']>(
  store: EventStore,
  me: Caller,
  { commandId, at, expectedVersion }: Issued,
  type: Type,
  data: Omit<Extract<WebhookCommand, { type: Type }>['data'], 'ownerId'>,
): Promise<CommandResult> {
  const ownerId = ownerIdOf(me);
  const streamId = webhooksIdOf(ownerId);
  return handleCommand(store, webhookDecider, {
    streamId,
    correlationId: streamId,
    commandId,
    command: { type, at, actor: actorOf(me), data: { ...data, ownerId } } as unknown as WebhookCommand,
    expectedVersion,
    context: () => Promise.resolve(),
  });
}

/**
 * Keeps a text beside the log under the id an event will name it by, then records the event: never the other way round, so that no event
 * names what is not there. A refused command leaves nothing behind; the same command again answers with the text it kept at first. Throws
 * 'webhook-secret-gone' when that counts no more.
 */
export async function keptThenRecorded(
  vault: WebhookVault,
  entry: { id: string; webhookId: string; text: string },
  record: () => Promise<CommandResult>,
): Promise<{ text: string; result: CommandResult }> {
  const { text, isNew } = await vault.keep(entry);
  let result: CommandResult;
  try {
    result = await record();
  } catch (error) {
    // Whether a fault wrote the event is not known: what it may name stays.
    const isRefused = error instanceof DomainError || error instanceof ConcurrencyError;
    if (isNew && isRefused) await vault.drop([entry.id]);
    throw error;
  }
  if (!isNew || !result.duplicate) return { text, result };
  await vault.drop([entry.id]);
  throw new DomainError(
    'webhook-secret-gone',
    'This was done before, and what it made counts no more: it was rotated, changed or removed since.',
    { webhookId: entry.webhookId },
  );
}

/** The address as it may be posted to. Throws 'webhook-target-refused'. */
export async function checkedAddress(
  text: string,
  target: TargetPolicy,
  commandId: string,
): Promise<WebhookAddress & { href: string }> {
  const url = checkTargetForm(text, target);
  await targetAddresses(url, target);
  return { addressId: eventIdOf(commandId, 2), origin: url.origin, href: url.href };
}

export function refuseUnknownKinds(kinds: readonly string[]): void {
  const unknown = kinds.filter((kind) => !isNoticeKind(kind));
  if (unknown.length === 0) return;
  throw new DomainError(
    'webhook-invalid',
    `No kind of notice: ${unknown.join(', ')}. See the inbox for kinds.`,
    { path: '/kinds', rule: 'notice-kind', unknown },
  );
}
