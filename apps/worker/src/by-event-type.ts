import type { DomainEvent, EventType } from '@dondoc/domain/events.ts';
import type { RecordedEvent } from '@dondoc/event-store/event-store.ts';
import type { FollowerDefinition } from '@dondoc/event-store/follower.ts';
import type { FollowerTransaction } from '@dondoc/event-store/follower-session.ts';

type Handle<Type extends EventType> = (
  event: RecordedEvent<Extract<DomainEvent, { type: Type }>>,
  tx: FollowerTransaction,
) => Promise<void>;

/** A follower that takes events one by one, each by what stands here for its type. A type without an entry does not concern it. */
export function byEventType(handlers: {
  readonly [Type in EventType]?: Handle<Type>;
}): Required<Pick<FollowerDefinition, 'concerns' | 'handle'>> {
  const byType = new Map(Object.entries(handlers)) as ReadonlyMap<string, Handle<EventType>>;
  return {
    concerns: ({ type }) => byType.has(type),
    async handle(events, tx) {
      // What is in the log was written by our own deciders, so an event of a type has that type's data.
      for (const event of events as readonly Parameters<Handle<EventType>>[0][])
        await byType.get(event.type)?.(event, tx);
    },
  };
}
