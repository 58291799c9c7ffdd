import type { ActorRef } from './actor.ts';
import { DomainError } from './domain-error.ts';

/** Whoever runs campaigns: an administrator, or the clock on its behalf. Throws 'forbidden-role' for everybody else. */
export function requireSteward(actor: ActorRef): void {
  if (actor.role === 'ADMINISTRATOR' || actor.role === 'SYSTEM') return;
  throw new DomainError('forbidden-role', 'Only an administrator may do this.', { role: actor.role });
}

/** What an authority decides for itself is done by whoever bears it, not by a deputy in its name. Throws 'act-not-delegable'. */
export function requireInPerson({ onBehalfOf }: ActorRef, what: string): void {
  if (onBehalfOf === undefined) return;
  throw new DomainError(
    'act-not-delegable',
    `${what} is the authority’s own: no deputy decides it. Leave it to the principal, or do it as yourself.`,
    { onBehalfOf },
  );
}
