import type { ActorRef } from '@dondoc/domain/actor.ts';
import { fold, type Decider } from '@dondoc/domain/decider.ts';
import { ConcurrencyError, type EventStore, type NewEvent, type Position } from '../event-store.ts';

const ATTEMPTS = 5;

export type CommandResult = {
  streamId: string;
  version: number;
  /** Position of the last event written; of the first answer when the command was a duplicate; null when nothing happened. */
  position: Position | null;
  duplicate: boolean;
};

/**
 * load -> fold -> decide -> append: the only write path. The API and the activities both call this.
 * The duplicate check comes before the version check: a repeated commandId answers with the first result.
 * Throws DomainError (refused), ConcurrencyError (lost the race `ATTEMPTS` times), anything else is a fault.
 */
export async function handleCommand<
  Command extends { at: string; actor: ActorRef },
  State,
  Event extends NewEvent,
  Context = void,
>(
  store: EventStore,
  decider: Decider<Command, State, Event, Context>,
  call: {
    streamId: string;
    commandId: string;
    correlationId: string;
    command: Command;
    /** Given by callers that saw a version (If-Match): a different one is a conflict, not retried. */
    expectedVersion?: number | undefined;
    context: () => Promise<Context>;
  },
): Promise<CommandResult> {
  for (let attempt = 1; ; attempt += 1) {
    const stream = await store.readStream<Event>(call.streamId);
    const already = stream.events.filter((event) => event.commandId === call.commandId).at(-1);
    if (already) {
      return {
        streamId: call.streamId,
        version: already.version,
        position: already.position,
        duplicate: true,
      };
    }
    if (call.expectedVersion !== undefined && call.expectedVersion !== stream.version) {
      throw new ConcurrencyError(call.streamId, call.expectedVersion);
    }
    const events = decider.decide(call.command, fold(decider, stream.events), await call.context());
    if (events.length === 0) {
      return { streamId: call.streamId, version: stream.version, position: null, duplicate: false };
    }
    try {
      const appended = await store.append({
        streamId: call.streamId,
        category: decider.category,
        expectedVersion: stream.version,
        previousHash: stream.headHash,
        events,
        commandId: call.commandId,
        actor: call.command.actor,
        at: call.command.at,
        correlationId: call.correlationId,
      });
      return {
        streamId: call.streamId,
        version: appended.version,
        position: appended.position,
        duplicate: false,
      };
    } catch (error) {
      if (!(error instanceof ConcurrencyError) || call.expectedVersion !== undefined || attempt === ATTEMPTS)
        throw error;
    }
  }
}
