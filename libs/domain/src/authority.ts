import type { ActorRef } from './actor.ts';
import { DomainError } from './domain-error.ts';

/** Whoever runs campaigns: an administrator, or the clock on its behalf. Throws 'forbidden-role' for everybody else. */
export function requireSteward(actor: ActorRef): void {
  if (actor.role === 'ADMINISTRATOR' || actor.role === 'SYSTEM') return;
  throw new DomainError('forbidden-role', 'Only an administrator may do this.', { role: actor.role });
}
