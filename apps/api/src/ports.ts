import type { Instant } from '@dondoc/domain/calendar/day.ts';
import type { HealthOf } from '@dondoc/notifications/webhook/webhook-health.ts';
import type { TargetPolicy } from '@dondoc/notifications/webhook/webhook-target.ts';
import type { WebhookVault } from '@dondoc/notifications/webhook/webhook-vault.ts';

export const EVENT_STORE = Symbol('EventStore');
/** Where evidence comes in; null: no store is set up. */
export const EVIDENCE = Symbol('EvidenceIntake');
export const CLOCK = Symbol('Clock');
export const IDEMPOTENCY = Symbol('IdempotencyMemory');
export const READINESS = Symbol('ReadinessChecks');
export const FOLLOWERS = Symbol('Followers');
export const KEEPERS = Symbol('Keepers');
/** Where people read the system, for mails; null: not set. */
export const PUBLIC_URL = Symbol('PublicUrl');
export const WEBHOOKS = Symbol('Webhooks');

/** What is known of webhooks besides the log, and where they may go. */
export type WebhookPorts = { vault: WebhookVault; healthOf: HealthOf; target: TargetPolicy };

/** The present, handed in. */
export type Clock = () => Instant;

/** What the api says to its operator; pino fits. */
export type Log = Readonly<
  Record<'info' | 'warn' | 'error', (fields: Readonly<Record<string, unknown>>, message: string) => void>
>;

/** Which request an idempotency key stands for, as a fingerprint. */
export interface IdempotencyMemory {
  /** Null: never used. */
  recall(commandId: string): Promise<string | null>;
  /** Answers the fingerprint that is bound: the given one, or the one that came first. */
  remember(commandId: string, fingerprint: string, at: Instant): Promise<string>;
}
