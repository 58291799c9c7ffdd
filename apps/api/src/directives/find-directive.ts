import type { DirectiveContent, DirectiveEvent } from '@dondoc/domain/directive/directive.events.ts';
import { DomainError } from '@dondoc/domain/domain-error.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';

export type RegisteredDirective = DirectiveContent & {
  directiveId: string;
  version: number;
  position: number;
};

/** The directive as registered; null: there is none of this id. */
export async function findDirective(
  store: EventStore,
  directiveId: string,
): Promise<RegisteredDirective | null> {
  const { events } = await store.readStream<DirectiveEvent>(directiveId);
  const issued = events[0];
  return issued?.type === 'DirectiveIssued'
    ? { ...issued.data, version: issued.version, position: issued.position }
    : null;
}

/** The directive a request names at `/directiveId`. Throws 'directive-not-registered'. */
export async function requireDirective(store: EventStore, directiveId: string): Promise<RegisteredDirective> {
  const directive = await findDirective(store, directiveId);
  if (directive !== null) return directive;
  throw new DomainError('directive-not-registered', 'There is no such directive. Register it first.', {
    path: '/directiveId',
  });
}
