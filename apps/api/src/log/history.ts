import type { History, HistoryEvent, LogEvent } from '@dondoc/contracts/log.ts';
import type { EventStore, Position, RecordedEvent } from '@dondoc/event-store/event-store.ts';

/** Part of one stream as it stood at a position; `after` is the version of the last event already seen. */
export async function historyOf(
  store: EventStore,
  {
    streamId,
    after,
    limit,
    position,
  }: { streamId: string; after: number; limit: number; position: Position },
): Promise<History> {
  const { events } = await store.readStream(streamId, { upTo: position, afterVersion: after });
  const items = events.slice(0, limit).map(historyEvent);
  return { items, next: events.length > limit ? String(items.at(-1)?.version) : null, completeTo: position };
}

/** An event with the bytes that prove it. */
export const logEvent = (event: RecordedEvent): LogEvent => ({
  ...historyEvent(event),
  envelope: event.envelope,
});

/** An event as people read it: without the stored bytes. */
function historyEvent(event: RecordedEvent): HistoryEvent {
  const { position, streamId, version, eventId, type, at, committedAt, actor, commandId, data, leafHash } =
    event;
  return {
    position,
    streamId,
    version,
    eventId,
    type,
    at,
    committedAt,
    actor,
    commandId,
    data: data as Record<string, unknown>,
    leafHash,
  };
}
