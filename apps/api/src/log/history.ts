import type { History, HistoryEvent, LogEvent } from '@dondoc/contracts/log.ts';
import type { AccountStore } from '../accounts/account.ts';
import { loginsOf } from '../accounts/logins.ts';
import type { Caller } from '../http/request-context.ts';
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

/**
 * The history with the logins of those who took each step. A unit learns the names of those who acted in its own name; of others,
 * as before, the role.
 */
export async function withNames(accounts: AccountStore, me: Caller, history: History): Promise<History> {
  const { account } = me;
  const mayKnow = ({ actor }: HistoryEvent) => account.role !== 'UNIT' || actor.unitId === account.unitId;
  const logins = await loginsOf(
    accounts,
    history.items.filter(mayKnow).flatMap(({ actor }) => [actor.id, actor.onBehalfOf ?? null]),
  );
  const name = (id: string) => logins.get(id) ?? id;
  const by = ({ actor: { id, role, onBehalfOf } }: HistoryEvent): string | null => {
    if (onBehalfOf !== undefined) return `${name(id)} on behalf of ${name(onBehalfOf)}`;
    return role === 'SYSTEM' ? null : (logins.get(id) ?? null);
  };
  const items = history.items.map((event) => {
    const said = mayKnow(event) ? by(event) : null;
    return said === null ? event : { ...event, by: said };
  });
  return { ...history, items };
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
