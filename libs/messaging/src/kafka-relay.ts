import type { FollowerDefinition } from '@dondoc/event-store/follower.ts';
import { PoisonEvent } from '@dondoc/event-store/follower.ts';
import { MessageTooLarge, type EventPublisher, type Topic } from './event-publisher.ts';
import { kafkaCursorName } from './kafka-cursor.ts';
import { inChunks, publicMessage } from './public-message.ts';

/** Raised when the public form changes so much that everything is published again. */
const VERSION = 1;
const BATCH = 1_000;

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
  return {
    name: kafkaCursorName(name, topic),
    version: VERSION,
    batchSize: BATCH,
    async handle(events, tx) {
      for (const chunk of inChunks(events.map(publicMessage))) {
        // The cursor's transaction is ended by the server when it says nothing for long, and a broker may be slow.
        await tx.query('SELECT 1');
        await publisher.publish(topic, chunk).catch(parkTooLarge);
      }
    },
  };
}

function parkTooLarge(error: unknown): never {
  if (!(error instanceof MessageTooLarge)) throw error;
  throw new PoisonEvent(`${error.message} Raise its max.message.bytes, then: dondoc kafka retry.`, {
    cause: error,
  });
}
