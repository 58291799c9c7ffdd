import type { FollowerTransaction } from '@dondoc/event-store/follower-session.ts';
import { PoisonEvent, type FollowerDefinition } from '@dondoc/event-store/follower.ts';
import { MessageTooLarge, type EventPublisher, type Topic } from './event-publisher.ts';
import { kafkaCursorName } from './kafka-cursor.ts';
import { publicMessage, sizeOf, type PublicMessage } from './public-message.ts';

/** Raised when the public form changes so much that everything is published again. */
const VERSION = 1;
const BATCH = 1_000;
/** Below a broker's default of 1 MiB for what is written to one partition at once. */
const CHUNK_BYTES = 1_000_000;

/**
 * Carries the log to one topic. The cursor moves on when all of a batch is acknowledged, so a crash in between publishes some
 * of it again, in the same order: of each stream a consumer sees `41 42 43 42 43 44`, never a hole. While the broker is away
 * `handle` throws and the cursor waits; nobody's command notices.
 *
 * The cursor's name carries the topic's identity: a topic that was made anew is published to from position 1.
 */
export function createKafkaRelay({
  topic,
  name,
  publisher,
}: {
  topic: Topic;
  name: string;
  publisher: EventPublisher;
}): FollowerDefinition {
  let chunkBytes = CHUNK_BYTES;

  async function publish(messages: readonly PublicMessage[], tx: FollowerTransaction): Promise<void> {
    for (let from = 0; from < messages.length;) {
      const chunk = messages.slice(from, endOfChunk(messages, from, chunkBytes));
      // The cursor's transaction is ended by the server when it says nothing for long, and a broker may be slow.
      await tx.query('SELECT 1');
      try {
        await publisher.publish(topic, chunk);
        from += chunk.length;
      } catch (error) {
        if (!(error instanceof MessageTooLarge)) throw error;
        if (chunk.length === 1) throw tooLargeForEver(error);
        chunkBytes = Math.ceil(chunk.reduce((sum, message) => sum + sizeOf(message), 0) / 2);
      }
    }
  }

  return {
    name: kafkaCursorName(name, topic),
    version: VERSION,
    batchSize: BATCH,
    handle: (events, tx) => publish(events.map(publicMessage), tx),
  };
}

/** At least one message, and no more bytes than that. */
function endOfChunk(messages: readonly PublicMessage[], from: number, limit: number): number {
  let bytes = 0;
  for (let at = from; at < messages.length; at += 1) {
    bytes += sizeOf(messages[at] as PublicMessage);
    if (bytes > limit && at > from) return at;
  }
  return messages.length;
}

const tooLargeForEver = (cause: MessageTooLarge) =>
  new PoisonEvent(`${cause.message} Raise it, then let the stream go on: dondoc kafka retry.`, { cause });
